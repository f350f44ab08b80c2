"""The feed: posts, comments, reactions."""

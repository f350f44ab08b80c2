"""Search: analysis, audience, finding, the index's files."""

"""How a post or a comment came to read as it does."""

from __future__ import annotations

from app.core import differences
from app.feed.models import Comment, Post
from app.feed.queries import list_revisions


def history_of(written: Post | Comment) -> list[differences.Version]:
    """Every version, newest first; titles stand above their texts."""
    title = written.title if isinstance(written, Post) else ""
    versions = [*list_revisions(written), (written.edited_at or written.published_at, title, written.body)]
    return differences.versions_of([(at, f"{title}\n\n{body}" if title else body) for at, title, body in versions])

"""What the feed does when something happened elsewhere."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.events import PersonRenamed
from app.core.db import session
from app.feed.models import Comment, Mention, Post
from app.feed.services.rendering import render_again


def follow_new_name(fact: PersonRenamed) -> None:
    """Show a person's new name where they are mentioned; each text in a short transaction of its own."""
    mentions = select(Mention.post_id, Mention.comment_id).where(Mention.person_id == fact.person_id)
    for post_id, comment_id in session.execute(mentions).all():
        written = session.get(Comment, comment_id) if comment_id else session.get(Post, post_id)
        if written is not None:
            render_again(written)

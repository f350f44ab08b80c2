"""Rendering a text again, for the names in it or the renderer have changed."""

from __future__ import annotations

from app.core.events import command
from app.feed.models import Comment, Post
from app.feed.services.answering import keep_answer
from app.feed.services.locking import lock
from app.feed.services.texts import rendered


@command
def render_again(written: Post | Comment) -> None:
    """Make the HTML of a post or comment anew from its text; repeating changes nothing."""
    post = written if isinstance(written, Post) else written.post
    lock(post)
    prepared = rendered(written.body, group=post.group, author=written.author)
    if (prepared.html, prepared.renderer_version) != (written.html, written.renderer_version):
        written.html, written.renderer_version = prepared.html, prepared.renderer_version
        written.version += 1
        if isinstance(written, Comment):
            keep_answer(written)

"""Link previews of posts: asked for when one is published or edited, and taken away by its author."""

from __future__ import annotations

from uuid import UUID

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.feed import policy
from app.feed.events import PostEdited, PostPublished, PostRedrawn
from app.feed.models import LinkPreview, Post
from app.feed.parts import show_part
from app.feed.services.locking import lock, lock_seen
from app.links.services import preview_link, take_away
from app.links.shelves import Card, Shelf

PART = "link"


def preview_post_link(fact: PostPublished | PostEdited) -> None:
    """Ask the page behind a post's first link who it is (see `app.links.services.preview_link`)."""
    preview_link(SHELF, fact.post_id)


@command
def remove_preview(post: Post, *, actor: Person) -> None:
    """Show no longer what the link leads to; the link itself stays. Repeating changes nothing. Authors only."""
    lock_seen(post, actor=actor)
    demand(policy.can_edit(actor, post))
    take_away(SHELF, post)


def links_of_posts() -> Shelf[Post]:
    """Where posts keep what their links lead to."""
    return SHELF


def _find(post_id: UUID) -> Post | None:
    post = session.get(Post, post_id, populate_existing=True)
    return None if post is None or post.deleted_at is not None else post


def _hold(post_id: UUID) -> Post | None:
    post = session.get(Post, post_id)
    if post is not None:
        lock(post)
    return None if post is None or post.deleted_at is not None else post


def _show(post: Post, card: Card | None) -> bool:
    return show_part(post, PART, card)


def _tell(post: Post) -> None:
    record(PostRedrawn(post.id))


SHELF = Shelf(
    rows=LinkPreview,
    key=LinkPreview.post_id,
    find=_find,
    hold=_hold,
    show=_show,
    tell=_tell,
    picture_url="/posts/{id}/link/picture",
)

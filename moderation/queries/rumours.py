"""Rumours as everybody of the house reads them: the claim, what is known of it, and the copies one may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.feed.models import Comment, Post
from app.feed.policy import comments_visible_to, visible_to
from app.people.models import Department
from moderation.models import Rumour, RumourItem, TargetKind
from moderation.policy import can_moderate, can_read_rumours

_LABELS = (
    select(RumourItem.target_id, Rumour.id, Rumour.state, Rumour.statement)
    .join(Rumour, Rumour.id == RumourItem.rumour_id)
    .where(RumourItem.target_type == TargetKind.POST)
    .where(RumourItem.target_id.in_(bindparam("post_ids", type_=RumourItem.target_id.type, expanding=True)))
    .order_by(Rumour.id)
)


@dataclass(frozen=True)
class Copy:
    """A post or comment that repeats a claim."""

    type: str
    id: UUID
    post_id: UUID
    author: Person
    body: str
    published_at: datetime


def list_rumours(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Rumour]:
    """The claims that are or were looked into, newest first. Raises Forbidden for guests."""
    demand(can_read_rumours(viewer))
    return paginate(select(Rumour), by=[Rumour.id], limit=limit, cursor=cursor)


def get_rumour(rumour_id: UUID, *, viewer: Person) -> Rumour:
    """One claim; raises NotFound."""
    rumour = session.get(Rumour, rumour_id)
    if rumour is None or not can_read_rumours(viewer):
        raise NotFound
    return rumour


def list_copies(rumour: Rumour, *, viewer: Person) -> list[Copy]:
    """The copies of a claim that the viewer may read, newest first."""
    items = select(RumourItem.target_id).where(RumourItem.rumour_id == rumour.id)
    posts = session.scalars(
        select(Post)
        .options(joinedload(Post.author))
        .where(Post.id.in_(items.where(RumourItem.target_type == TargetKind.POST)), visible_to(viewer))
    )
    comments = session.scalars(
        select(Comment)
        .options(joinedload(Comment.author))
        .join(Comment.post)
        .where(Comment.id.in_(items.where(RumourItem.target_type == TargetKind.COMMENT)), comments_visible_to(viewer))
    )
    found = [Copy("post", post.id, post.id, post.author, post.body, post.published_at) for post in posts]
    found += [Copy("comment", one.id, one.post_id, one.author, one.body, one.published_at) for one in comments]
    return sorted(found, key=lambda copy: copy.published_at, reverse=True)


def count_copies(rumour: Rumour, *, viewer: Person) -> int:
    """How many copies there are; for those who do not moderate, how many they may read."""
    if not can_moderate(viewer):
        return len(list_copies(rumour, viewer=viewer))
    counted = select(func.count()).select_from(RumourItem).where(RumourItem.rumour_id == rumour.id)
    return session.scalar(counted) or 0


def find_department(slug: str) -> Department | None:
    """A department by its form in addresses, for saying who must answer."""
    return session.scalar(select(Department).where(Department.slug == slug))


def labels_of(post_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[dict[str, Any]]]:
    """What is known of the claims that these posts repeat; the same for every viewer. One statement."""
    labels: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for post_id, rumour_id, state, statement in session.execute(_LABELS, {"post_ids": post_ids}):
        labels[post_id].append({"rumour_id": str(rumour_id), "state": state, "statement": statement or None})
    return labels

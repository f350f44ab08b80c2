"""Who asks to join, and what became of it."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import some_viewer
from app.core.db import session
from app.core.errors import demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.prepared import MANY
from app.groups.models import Group, JoinRequest, Membership, Refusal
from app.groups.policy import KEEPERS, can_keep


def list_requests(
    group: Group, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[JoinRequest]:
    """Who asks to join, the latest first; for owners and moderators, Forbidden for others."""
    demand(can_keep(viewer, group))
    query = select(JoinRequest).where(JoinRequest.group_id == group.id)
    return paginate(query, by=(JoinRequest.asked_at, JoinRequest.person_id), limit=limit, cursor=cursor)


def list_requests_to(keeper: Person, *, limit: int = DEFAULT_LIMIT) -> list[JoinRequest]:
    """Who asks to join any of the groups that a person runs, the first to ask first."""
    return list(session.scalars(_requests_to(), {"viewer_id": keeper.id, "many": limit}))


@cache
def _requests_to() -> Select[JoinRequest]:
    own = Membership.person_id == some_viewer(is_guest=False).id
    kept = select(Membership.group_id).where(own, Membership.role.in_(KEEPERS))
    waiting = select(JoinRequest).join(JoinRequest.group).options(contains_eager(JoinRequest.group))
    waiting = waiting.where(JoinRequest.group_id.in_(kept), Group.deleted_at.is_(None))
    return waiting.order_by(JoinRequest.asked_at, JoinRequest.person_id).limit(MANY)


HAS_REQUESTS = Glimpse(lambda _viewer: _requests_to().with_only_columns(JoinRequest.group_id).limit(1).exists())
"""Whether somebody asks to join a group that the viewer runs."""


def get_request(group: Group, viewer: Person) -> JoinRequest | None:
    """The viewer's own request, where it waits."""
    return session.get(JoinRequest, (group.id, viewer.id))


def get_refusal(group: Group, viewer: Person) -> Refusal | None:
    """Why the viewer's own request was declined, until they ask again."""
    return session.get(Refusal, (group.id, viewer.id))

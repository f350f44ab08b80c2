"""The ways into a group: who is invited, which links hold, whom its rules mean."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.groups.models import Group, GroupGuest, GroupInvitation, GroupLink, MembershipRule, RuledMembership
from app.groups.policy import can_keep, can_own, is_alive
from app.groups.services.linking import holding


def list_invitations(
    group: Group, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[GroupInvitation]:
    """Who is invited and has not answered, the latest first; for owners and moderators, Forbidden for others."""
    demand(can_keep(viewer, group))
    shown = joinedload(GroupInvitation.person).lazyload(Person.grants)
    query = select(GroupInvitation).options(shown).where(GroupInvitation.group_id == group.id)
    return paginate(query, by=(GroupInvitation.at, GroupInvitation.person_id), limit=limit, cursor=cursor)


def list_own_invitations(viewer: Person) -> list[GroupInvitation]:
    """The groups that the viewer is invited into, the latest first."""
    whole = (contains_eager(GroupInvitation.group), joinedload(GroupInvitation.inviter).lazyload(Person.grants))
    query = _own_invitations(viewer).options(*whole)
    return list(session.scalars(query.order_by(GroupInvitation.at.desc(), GroupInvitation.group_id)))


def _own_invitations(viewer: Person) -> Select[GroupInvitation]:
    own = (GroupInvitation.person_id == viewer.id, Group.deleted_at.is_(None), Group.archived_at.is_(None))
    return select(GroupInvitation).join(GroupInvitation.group).where(*own)


IS_INVITED = Glimpse(lambda viewer: _own_invitations(viewer).exists())
"""Whether an invitation waits for the viewer's answer."""


def list_expected(group: Group, *, viewer: Person) -> list[GroupGuest]:
    """Whom from outside the group waits for, by address; for owners and moderators, Forbidden for others."""
    demand(can_keep(viewer, group))
    expected = select(GroupGuest).where(GroupGuest.group_id == group.id, GroupGuest.expires_at > clock.now())
    return list(session.scalars(expected.order_by(GroupGuest.email)))


def is_invited(group: Group, viewer: Person) -> bool:
    """Whether an invitation into the group waits for the viewer's answer."""
    return is_alive(group) and session.get(GroupInvitation, (group.id, viewer.id)) is not None


def list_links(group: Group, *, viewer: Person) -> list[GroupLink]:
    """The links that hold, the newest first; for owners and moderators, Forbidden for others."""
    demand(can_keep(viewer, group))
    links = select(GroupLink).where(GroupLink.group_id == group.id, *holding())
    return list(session.scalars(links.order_by(GroupLink.id.desc())))


def list_rules(group: Group, *, viewer: Person) -> list[tuple[MembershipRule, int]]:
    """The rules of automatic membership, each with how many it has brought in; for owners, Forbidden for others."""
    demand(can_own(viewer, group))
    rules = session.scalars(
        select(MembershipRule).where(MembershipRule.group_id == group.id).order_by(MembershipRule.id)
    ).all()
    brought = select(RuledMembership.rule_id, func.count()).where(RuledMembership.group_id == group.id)
    counts = {row[0]: row[1] for row in session.execute(brought.group_by(RuledMembership.rule_id))}
    return [(rule, counts.get(rule.id, 0)) for rule in rules]

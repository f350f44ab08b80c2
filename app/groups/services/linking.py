"""Links that let people of the house into a group."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.accounts.passwords import fingerprint
from app.accounts.services.links import secret_of
from app.core import clock
from app.core.db import hold, session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command
from app.core.ids import new_id
from app.groups import policy
from app.groups.models import Group, GroupLink, GroupRole, Membership
from app.groups.services.membership import admit

MOST_DAYS = 90
MOST_USES = 500
MOST_LINKS = 10


@command
def make_link(group: Group, *, days: int, uses: int, actor: Person) -> GroupLink:
    """A link that holds for so many days and so many people; its address is `secret_of` its identifier.

    Owners and moderators. Raises Invalid for a number that is out of range, or where there are enough already.
    """
    hold(group)
    demand(policy.can_keep(actor, group))
    demand(policy.is_alive(group), _("The group is in the archive."))
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(days=_("A link is valid for 1 to %(most)d days.", most=MOST_DAYS))
    if not 1 <= uses <= MOST_USES:
        raise Invalid(uses=_("A link lets 1 to %(most)d people in.", most=MOST_USES))
    if len(session.scalars(select(GroupLink.id).where(GroupLink.group_id == group.id, *holding())).all()) >= MOST_LINKS:
        raise Invalid(days=_("There are %(most)d links already. Take one back first.", most=MOST_LINKS))
    link_id = new_id()
    link = GroupLink(
        id=link_id,
        group_id=group.id,
        token_hash=fingerprint(secret_of(link_id)),
        made_by=actor.id,
        expires_at=clock.now() + timedelta(days=days),
        most_uses=uses,
    )
    session.add(link)
    session.flush()
    return link


@command
def withdraw_link(group: Group, link_id: UUID, *, actor: Person) -> None:
    """Let a link hold no more; repeating changes nothing. Owners and moderators."""
    demand(policy.can_keep(actor, group))
    link = session.get(GroupLink, link_id)
    if link is not None and link.group_id == group.id:
        session.delete(link)


def find_link(secret: str, *, viewer: Person) -> GroupLink:
    """The link of an address; raises NotFound where it is used up, taken back or too old, for guests, and for whom
    others removed from the group."""
    held = select(GroupLink).join(GroupLink.group).where(GroupLink.token_hash == fingerprint(secret), *holding())
    link = session.scalar(held.where(Group.deleted_at.is_(None), Group.archived_at.is_(None)))
    if link is None or viewer.is_guest or policy.was_removed(viewer, link.group):
        raise NotFound
    return link


@command
def use_link(secret: str, *, actor: Person) -> Membership:
    """Come into the group of a link; who is in already uses nothing up. Raises NotFound like `find_link`."""
    hold(find_link(secret, viewer=actor).group)
    link = find_link(secret, viewer=actor)  # the last use may have gone to somebody else meanwhile
    hold(link)
    membership = session.get(Membership, (link.group_id, actor.id))
    if membership is not None:
        return membership
    if link.uses >= link.most_uses:
        raise NotFound
    link.uses += 1
    return admit(link.group, actor, GroupRole.MEMBER)


def holding() -> tuple[ColumnElement[bool], ...]:
    """The conditions of a link that still holds."""
    return GroupLink.uses < GroupLink.most_uses, GroupLink.expires_at > clock.now()

"""What can be done to groups."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.groups import policy
from app.groups.events import (
    GroupChanged,
    GroupCreated,
    GroupDeleted,
    MemberJoined,
    MemberLeft,
    MemberRoleChanged,
    MembershipRequested,
    RequestDeclined,
)
from app.groups.models import Access, Group, GroupRole, JoinRequest, Kind, Membership

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 2000
MOST_RULES = 20
LONGEST_RULE = 300


@command
def create_group(
    *,
    name: str,
    description: str = "",
    kind: Kind = Kind.COMMUNITY,
    access: Access = Access.OPEN,
    icon: str = "users-round",
    slug: str | None = None,
    actor: Person,
) -> Group:
    """Found a group whose first owner is the actor; its address is made of its name, or of the `slug` wished for.

    Raises Invalid for a name that cannot be used.
    """
    demand(policy.can_found(actor))
    group = Group(
        name=_checked_name(name),
        slug=_free_slug(slug or name),
        description=_checked_text(description),
        kind=kind,
        access=access,
        icon=icon,
    )
    session.add(group)
    session.flush()
    session.add(Membership(group_id=group.id, person_id=actor.id, role=GroupRole.OWNER))
    record(GroupCreated(group.id))
    record(MemberJoined(group.id, actor.id))
    return group


@command
def change_group(
    group: Group,
    *,
    name: str | None = None,
    description: str | None = None,
    rules: list[str] | None = None,
    access: Access | None = None,
    actor: Person,
) -> None:
    """Change what is given; the address stays. Owners only."""
    demand(policy.can_own(actor, group))
    group.name = group.name if name is None else _checked_name(name)
    group.description = group.description if description is None else _checked_text(description)
    group.rules = group.rules if rules is None else _checked_rules(rules)
    group.access = group.access if access is None else access
    group.version += 1
    record(GroupChanged(group.id))


@command
def delete_group(group: Group, *, confirmation: str | None = None, actor: Person) -> None:
    """Close a group for good; from then on nobody sees it. Owners only.

    A confirmation, where one is asked for, is the group's name; raises Invalid for another text.
    """
    demand(policy.can_own(actor, group))
    if confirmation is not None and confirmation.strip() != group.name:
        raise Invalid(name=_("Write the group’s name to confirm."))
    group.deleted_at = clock.now()
    group.version += 1
    audit.write("group.deleted", actor_id=actor.id, target=f"group:{group.id}")
    record(GroupDeleted(group.id))


@command
def join_group(group: Group, *, actor: Person) -> Membership | None:
    """Make the actor a member of an open group; in a closed one, ask for it. Repeating changes nothing.

    Gives the membership, or None where the request now waits. Raises Forbidden where neither is possible.
    """
    membership = session.get(Membership, (group.id, actor.id))
    if membership is not None:
        return membership
    if policy.can_join(actor, group):
        return _admit(group, actor, GroupRole.MEMBER)
    demand(policy.can_ask(actor, group))
    if session.get(JoinRequest, (group.id, actor.id)) is None:
        session.add(JoinRequest(group_id=group.id, person_id=actor.id))
        record(MembershipRequested(group.id, actor.id))
    return None


@command
def set_member(group: Group, person: Person, *, role: GroupRole | None = None, actor: Person) -> Membership:
    """Bring a person into the group, or give a member another role; repeating changes nothing.

    Owners and moderators bring people in; only owners give roles. Raises Conflict for demoting the last owner.
    """
    demand(policy.can_keep(actor, group))
    membership = session.get(Membership, (group.id, person.id))
    wanted = role or (GroupRole(membership.role) if membership else GroupRole.MEMBER)
    demand(policy.can_own(actor, group) or wanted == (membership.role if membership else GroupRole.MEMBER))
    if membership is None:
        return _admit(group, person, wanted, added_by=actor)
    if membership.role != wanted:
        _keep_an_owner(membership)
        membership.role = wanted
        audit.write("group.role", actor_id=actor.id, target=f"group:{group.id}", person=person.id, role=wanted)
        record(MemberRoleChanged(group.id, person.id))
    return membership


@command
def remove_member(group: Group, person: Person, *, actor: Person) -> None:
    """Leave, or remove somebody; repeating changes nothing. Raises Conflict for the last owner."""
    membership = session.get(Membership, (group.id, person.id))
    if actor.id != person.id:
        demand(policy.can_keep(actor, group))
        demand(membership is None or membership.role != GroupRole.OWNER or policy.can_own(actor, group))
    if membership is None:
        _forget_request(group, person)
        return
    _keep_an_owner(membership)
    session.delete(membership)
    record(MemberLeft(group.id, person.id))


@command
def accept_request(group: Group, person: Person, *, actor: Person) -> Membership:
    """Let somebody in who asked. Raises NotFound where nobody of that name asks."""
    demand(policy.can_keep(actor, group))
    if session.get(JoinRequest, (group.id, person.id)) is None:
        raise NotFound
    return _admit(group, person, GroupRole.MEMBER, added_by=actor)


@command
def decline_request(group: Group, person: Person, *, actor: Person) -> None:
    """Turn a request down. Raises NotFound where nobody of that name asks."""
    demand(policy.can_keep(actor, group))
    if not _forget_request(group, person):
        raise NotFound
    record(RequestDeclined(group.id, person.id))


def _admit(group: Group, person: Person, role: GroupRole, *, added_by: Person | None = None) -> Membership:
    _forget_request(group, person)
    membership = Membership(group_id=group.id, person_id=person.id, role=role)
    session.add(membership)
    session.flush()
    record(MemberJoined(group.id, person.id, added_by.id if added_by else None))
    return membership


def _forget_request(group: Group, person: Person) -> bool:
    request = session.get(JoinRequest, (group.id, person.id))
    if request is not None:
        session.delete(request)
    return request is not None


def _keep_an_owner(membership: Membership) -> None:
    group_id = membership.group_id
    session.execute(select(Group.id).where(Group.id == group_id).with_for_update())  # one owner goes at a time
    owners = select(func.count()).where(Membership.group_id == group_id, Membership.role == GroupRole.OWNER)
    if membership.role == GroupRole.OWNER and session.scalar(owners) == 1:
        raise Conflict(_("The group needs an owner. Hand it over first."))


def _checked_name(name: str) -> str:
    tidy = one_line(name)
    if not 2 <= len(tidy) <= LONGEST_NAME:
        raise Invalid(name=_("A name has 2 to %(most)d characters.", most=LONGEST_NAME))
    return tidy


def _checked_text(text: str) -> str:
    if len(text) > LONGEST_DESCRIPTION:
        raise Invalid(description=_("At most %(most)d characters.", most=LONGEST_DESCRIPTION))
    return text.strip()


def _checked_rules(rules: list[str]) -> list[str]:
    tidy = [rule.strip() for rule in rules if rule.strip()]
    if len(tidy) > MOST_RULES or any(len(rule) > LONGEST_RULE for rule in tidy):
        raise Invalid(rules=_("At most %(most)d rules of %(long)d characters.", most=MOST_RULES, long=LONGEST_RULE))
    return tidy


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "group"
    taken = set(session.scalars(select(Group.slug).where(Group.slug.startswith(base, autoescape=True))))
    return next(slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)

"""Coming into groups, roles in them, and leaving."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit
from app.core.db import hold, session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import MemberJoined, MemberLeft, MemberRoleChanged, MembershipRequested, RequestDeclined
from app.groups.models import (
    Departure,
    Group,
    GroupInvitation,
    GroupRole,
    JoinRequest,
    Membership,
    MembershipRule,
    Refusal,
)
from app.groups.policy import owners_in
from app.groups.services.checking import LONGEST_ANSWER, checked_reason
from app.people.models import Contact
from app.people.services import demand_contact

Waiting = JoinRequest | Refusal | GroupInvitation | Departure
WAITING = (JoinRequest, Refusal, GroupInvitation, Departure)
"""What is over for somebody who is in."""


@command
def join_group(group: Group, *, answers: Sequence[str] = (), actor: Person) -> Membership | None:
    """Make the actor a member of an open group; in a closed one, ask for it. Repeating changes nothing.

    Gives the membership, or None where the request now waits. The answers stand in the order of the group's
    questions, and each is needed. Raises Forbidden where neither is possible, Invalid for an answer that is missing.
    """
    hold(group)
    membership = session.get(Membership, (group.id, actor.id))
    if membership is not None:
        return membership
    if policy.can_join(actor, group):
        return admit(group, actor, GroupRole.MEMBER)
    demand(policy.can_ask(actor, group))
    if session.get(JoinRequest, (group.id, actor.id)) is None:
        answered = _answered(group, answers)
        _forget(Refusal, group, actor)
        session.add(JoinRequest(group_id=group.id, person_id=actor.id, answers=answered))
        record(MembershipRequested(group.id, actor.id))
    return None


@command
def set_member(group: Group, person: Person, *, role: GroupRole | None = None, actor: Person) -> Membership:
    """Bring a person into the group, or give a member another role; repeating changes nothing.

    Owners and moderators bring people in; only owners give roles. Raises Conflict for demoting the last owner, and
    Forbidden for who keeps the actor away and has not asked to come in.
    """
    hold(group)
    demand(policy.can_keep(actor, group))
    membership = session.get(Membership, (group.id, person.id))
    wanted = role or (GroupRole(membership.role) if membership else GroupRole.MEMBER)
    demand(policy.can_own(actor, group) or wanted == (membership.role if membership else GroupRole.MEMBER))
    if membership is None:
        demand(policy.is_alive(group), _("The group is in the archive."))
        if session.get(JoinRequest, (group.id, person.id)) is None:
            demand_contact(actor, person, by=Contact.INVITATION)
        return admit(group, person, wanted, added_by=actor)
    if membership.role != wanted:
        _keep_an_owner(membership)
        membership.role = wanted
        audit.write("group.role", actor_id=actor.id, target=f"group:{group.id}", person=person.id, role=wanted)
        record(MemberRoleChanged(group.id, person.id))
    return membership


@command
def remove_member(group: Group, person: Person, *, actor: Person) -> None:
    """Leave, or remove somebody; repeating changes nothing. Raises Conflict for the last owner."""
    hold(group)
    membership = session.get(Membership, (group.id, person.id))
    if actor.id != person.id:
        demand(policy.can_keep(actor, group))
        demand(membership is None or membership.role != GroupRole.OWNER or policy.can_own(actor, group))
    if membership is None:
        _forget(JoinRequest, group, person)
        return
    _keep_an_owner(membership)
    _note_departure(group, person, removed=actor.id != person.id)
    session.delete(membership)
    record(MemberLeft(group.id, person.id))


@command
def accept_request(group: Group, person: Person, *, actor: Person) -> Membership:
    """Let somebody in who asked. Raises NotFound where nobody of that name asks."""
    hold(group)
    demand(policy.can_keep(actor, group))
    demand(policy.is_alive(group), _("The group is in the archive."))
    if session.get(JoinRequest, (group.id, person.id)) is None:
        raise NotFound
    return admit(group, person, GroupRole.MEMBER, added_by=actor)


@command
def decline_request(group: Group, person: Person, *, reason: str = "", actor: Person) -> None:
    """Turn a request down; the person reads the reason until they ask again. Raises NotFound where nobody asks."""
    hold(group)
    demand(policy.can_keep(actor, group))
    tidy = checked_reason(reason)
    if not _forget(JoinRequest, group, person):
        raise NotFound
    _forget(Refusal, group, person)
    session.add(Refusal(group_id=group.id, person_id=person.id, reason=tidy))
    record(RequestDeclined(group.id, person.id))


def admit(group: Group, person: Person, role: GroupRole, *, added_by: Person | None = None) -> Membership:
    """Make somebody a member who is none, inside a running command that has asked whether it may."""
    for waiting in WAITING:
        _forget(waiting, group, person)
    membership = Membership(group_id=group.id, person_id=person.id, role=role)
    session.add(membership)
    session.flush()
    record(MemberJoined(group.id, person.id, added_by.id if added_by else None))
    return membership


def _answered(group: Group, answers: Sequence[str]) -> list[dict[str, str]]:
    given = [answer.strip() for answer in answers][: len(group.join_questions)]
    given += [""] * (len(group.join_questions) - len(given))
    if not all(given):
        raise Invalid(answers=_("Answer each question, so that those who run the group know who asks."))
    if any(len(answer) > LONGEST_ANSWER for answer in given):
        raise Invalid(answers=_("At most %(most)d characters.", most=LONGEST_ANSWER))
    pairs = zip(group.join_questions, given, strict=True)
    return [{"question": question, "answer": answer} for question, answer in pairs]


def _forget(kind: type[Waiting], group: Group, person: Person) -> bool:
    row = session.get(kind, (group.id, person.id))
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _note_departure(group: Group, person: Person, *, removed: bool) -> None:
    """Let no rule bring them back, and no link whom others removed."""
    ruled = select(MembershipRule.id).where(MembershipRule.group_id == group.id).limit(1)
    if removed or session.scalar(ruled) is not None:
        session.merge(Departure(group_id=group.id, person_id=person.id, removed=removed))


def _keep_an_owner(membership: Membership) -> None:
    """Raise Conflict where no other owner's account is open; the group is held already: one owner goes at a time."""
    others = owners_in(membership.group_id).where(Membership.person_id != membership.person_id)
    if membership.role == GroupRole.OWNER and session.scalar(others.limit(1)) is None:
        raise Conflict(_("The group needs an owner. Hand it over first."))

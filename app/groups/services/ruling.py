"""Automatic membership: rules bring in those whom they mean, and let go of them where they say so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from app.accounts.models import Grant, Person, Role
from app.core.db import hold, session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command, record
from app.core.outbox import enqueue
from app.groups import policy
from app.groups.events import MemberJoined, MemberLeft
from app.groups.models import (
    Access,
    Departure,
    Group,
    GroupInvitation,
    GroupRole,
    JoinRequest,
    Membership,
    MembershipRule,
    Refusal,
    RuledMembership,
)
from app.people.models import Department, PersonSkill, Profile, Skill
from app.people.queries import get_department, get_skill

MOST_RULES = 10
AT_ONCE = 200
"""So many people are brought in within one transaction, so that nobody else waits for it."""

Pair = tuple[UUID, UUID]


@command
def add_rule(
    group: Group,
    *,
    department: str = "",
    site: str = "",
    skill: str = "",
    leaves: bool = False,
    actor: Person,
) -> MembershipRule:
    """Let whoever has all that is named belong to the group: at once those who do, the worker goes on with many.

    Department and skill are names or their form in addresses. With `leaves` those it brought in go when it no longer
    holds for them. Owners only. Raises Invalid for a rule that names nothing or what there is not, where there are
    enough already, and in a secret group for one that names no department: the others people say of themselves.
    """
    hold(group)
    demand(policy.can_own(actor, group))
    if not (department or skill or site.strip()):
        raise Invalid(rule=_("Choose a department, a site or a skill."))
    if group.access == Access.SECRET and not department:
        raise Invalid(rule=_("People say their site and their skills themselves: here a rule names a department too."))
    if (session.scalar(select(func.count()).where(MembershipRule.group_id == group.id)) or 0) >= MOST_RULES:
        raise Invalid(rule=_("There are %(most)d rules already. Take one back first.", most=MOST_RULES))
    rule = MembershipRule(
        group_id=group.id,
        department_id=_named(get_department, department),
        site=site.strip(),
        skill_id=_named(get_skill, skill),
        leaves=leaves,
    )
    session.add(rule)
    session.flush()
    if fill_some(rule.id) == AT_ONCE:
        enqueue(fill_by_rule, key=f"fill:{rule.id}", rule_id=str(rule.id))
    return rule


def demand_no_open_rule(group: Group) -> None:
    """Raise Invalid where somebody would come into the group, were it secret, by what they say of themselves alone."""
    by_own_words = MembershipRule.group_id == group.id, MembershipRule.department_id.is_(None)
    if session.scalar(select(MembershipRule.id).where(*by_own_words).limit(1)) is not None:
        raise Invalid(access=_("A rule brings in people by what they say of themselves. Take it back first."))


def _named(find: Callable[[str], Department | Skill], name: str) -> UUID | None:
    try:
        return find(name).id if name else None
    except NotFound:
        raise Invalid(rule=_("Choose one of those offered.")) from None


@command
def remove_rule(group: Group, rule_id: UUID, *, actor: Person) -> None:
    """Let a rule bring nobody in any more; whom it brought stays. Repeating changes nothing. Owners only."""
    demand(policy.can_own(actor, group))
    rule = session.get(MembershipRule, rule_id)
    if rule is not None and rule.group_id == group.id:
        session.delete(rule)


def fill_by_rule(rule_id: str) -> None:
    """Bring in all whom a rule means, some in each transaction; begun again it goes on where it was."""
    while fill_some(UUID(rule_id)) == AT_ONCE:
        pass


@command
def fill_some(rule_id: UUID) -> int:
    """Bring in some of those whom a rule means and who are neither in nor gone by their own will; how many."""
    rule = session.get(MembershipRule, rule_id)
    if rule is None:
        return 0
    hold(rule.group)
    if not policy.is_alive(rule.group) or rule.group.deleted_at is not None:
        return 0
    inside = select(Membership.person_id).where(Membership.group_id == rule.group_id)
    gone = select(Departure.person_id).where(Departure.group_id == rule.group_id)
    meant = _meant().where(MembershipRule.id == rule_id, Person.id.not_in(inside), Person.id.not_in(gone))
    found = [row.person_id for row in session.execute(meant.order_by(Person.id).limit(AT_ONCE))]
    _bring_in({(rule.group_id, person_id): rule_id for person_id in found})
    return len(found)


@command
def apply_rules(person_ids: Collection[UUID]) -> None:
    """Bring people into the groups whose rules mean them now, and out of those whose rules no longer do.

    Repeating changes nothing; who left or was removed stays out.
    """
    concerned = _meant().where(Person.id.in_(person_ids))
    meant: dict[Pair, list[UUID]] = {}
    for row in session.execute(concerned.order_by(MembershipRule.id)):
        meant.setdefault((row.group_id, row.person_id), []).append(row.rule_id)
    ruled = session.scalars(select(RuledMembership).where(RuledMembership.person_id.in_(person_ids))).all()
    _hold_groups({group_id for group_id, _person in meant} | {one.group_id for one in ruled})
    _let_go(ruled, meant)
    out = _pairs(Membership, person_ids) | _pairs(Departure, person_ids)
    _bring_in({pair: rules[0] for pair, rules in meant.items() if pair not in out})


def _meant() -> Select[UUID, UUID, UUID]:
    """Each rule of a living group with each person of the house whom it means."""
    knows = select(PersonSkill.skill_id).where(PersonSkill.person_id == Profile.person_id)
    holds = and_(
        or_(MembershipRule.department_id.is_(None), MembershipRule.department_id == Profile.department_id),
        or_(MembershipRule.site == "", MembershipRule.site == Profile.site),
        or_(MembershipRule.skill_id.is_(None), MembershipRule.skill_id.in_(knows.correlate(Profile))),
    )
    return (
        select(MembershipRule.id.label("rule_id"), MembershipRule.group_id, Person.id.label("person_id"))
        .join(Group, Group.id == MembershipRule.group_id)
        .join(Profile, holds)
        .join(Person, Person.id == Profile.person_id)
        .where(Group.deleted_at.is_(None), Group.archived_at.is_(None), _of_the_house())
    )


def _of_the_house() -> ColumnElement[bool]:
    member = select(Grant.person_id).where(Grant.person_id == Person.id, Grant.role == Role.MEMBER)
    return and_(Person.deactivated_at.is_(None), member.exists())


def _hold_groups(group_ids: Iterable[UUID]) -> None:
    for group_id in sorted(group_ids):  # in one order, so that nobody waits for each other
        hold(session.get_one(Group, group_id))


def _pairs(kind: type[Membership] | type[Departure], person_ids: Collection[UUID]) -> set[Pair]:
    rows = session.execute(select(kind.group_id, kind.person_id).where(kind.person_id.in_(person_ids)))
    return {(row.group_id, row.person_id) for row in rows}


def _bring_in(pairs: dict[Pair, UUID]) -> None:
    """Make members of people, each by a rule; nothing else waits for them in the group any more."""
    by_group: dict[UUID, list[UUID]] = {}
    for group_id, person_id in pairs:
        by_group.setdefault(group_id, []).append(person_id)
    for group_id, people in by_group.items():
        for kind in (JoinRequest, Refusal, GroupInvitation):
            session.execute(delete(kind).where(kind.group_id == group_id, kind.person_id.in_(people)))
    session.add_all(Membership(group_id=group_id, person_id=person_id) for group_id, person_id in pairs)
    session.flush()
    session.add_all(
        RuledMembership(group_id=group, person_id=one, rule_id=rule) for (group, one), rule in pairs.items()
    )
    session.flush()
    for (group_id, person_id), rule_id in pairs.items():
        record(MemberJoined(group_id, person_id, by_rule=rule_id))


def _let_go(ruled: Iterable[RuledMembership], meant: dict[Pair, list[UUID]]) -> None:
    for one in ruled:
        pair = (one.group_id, one.person_id)
        membership, rule = session.get(Membership, pair), session.get_one(MembershipRule, one.rule_id)
        if membership is None or rule.id in meant.get(pair, ()) or not policy.is_alive(rule.group):
            continue
        if pair in meant:
            one.rule_id = meant[pair][0]
        elif rule.leaves and membership.role == GroupRole.MEMBER:
            session.delete(membership)
            record(MemberLeft(*pair))
    session.flush()

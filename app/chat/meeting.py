"""Who has met whom: to whom one writes without asking, and how much one says to others before they answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.holding import hold_person
from app.accounts.models import Person, Role
from app.chat.models import Conversation, Message, Participant
from app.core import clock
from app.core.db import session
from app.core.errors import TooMany
from app.groups.models import Group, Membership
from app.people.models import Follow, Profile

SMALL_HOUSE = 50
"""In a house of at most so many people everybody has met."""
MEETING_PLACE = 60
"""People have met in a group of at most so many: in a larger one nobody knows all the faces."""
MOST_BEFORE_ANSWER = 10
"""How many messages somebody may send to people they never met before one of those takes the conversation up."""
MOST_FIRST_CONTACTS = 20
"""How many people somebody may ask in a day who have not answered."""
DAY = timedelta(days=1)
ON_DUTY = (Role.MODERATOR, Role.TRUSTED_PERSON, Role.ADMIN)
"""Who is there for everybody can be written to by everybody."""


def strangers_among(people: Collection[Person], *, actor: Person) -> set[UUID]:
    """Those of some people who have never met the actor, and are asked first whether they want to talk.

    People have met who are in a department, in a small group or under one another's lead, who have talked before, and
    where the other follows the actor. That the actor follows them counts for nothing.
    """
    asked = {person.id for person in people if not person.has(*ON_DUTY)}
    if not asked or _is_small_house():
        return set()
    return asked - set(session.scalars(select(Person.id).where(Person.id.in_(asked), _has_met(actor))))


def _is_small_house() -> bool:
    living = select(Person.id).where(Person.deactivated_at.is_(None)).limit(SMALL_HOUSE + 1).subquery()
    return (session.scalar(select(func.count()).select_from(living)) or 0) <= SMALL_HOUSE


def _has_met(actor: Person) -> ColumnElement[bool]:
    own, their = aliased(Profile), aliased(Profile)
    colleagues = select(their.person_id).join(
        own, or_(own.department_id == their.department_id, own.manager_id == their.person_id)
    )
    reports = select(their.person_id).where(their.manager_id == actor.id)
    followers = select(Follow.follower_id).where(Follow.followed_id == actor.id)
    return or_(
        Person.id.in_(colleagues.where(own.person_id == actor.id)),
        Person.id.in_(reports),
        Person.id.in_(followers),
        Person.id.in_(_in_small_groups_with(actor)),
        Person.id.in_(_talked_with(actor)),
    )


def _in_small_groups_with(actor: Person) -> Select[UUID]:
    own, all_of_it = aliased(Membership), aliased(Membership)
    size = select(func.count()).where(all_of_it.group_id == own.group_id).scalar_subquery()
    places = select(own.group_id).join(Group, Group.id == own.group_id)
    small = places.where(own.person_id == actor.id, Group.deleted_at.is_(None), size <= MEETING_PLACE)
    return select(Membership.person_id).where(Membership.group_id.in_(small))


def _talked_with(actor: Person) -> Select[UUID]:
    own, their = aliased(Participant), aliased(Participant)
    both = and_(own.conversation_id == their.conversation_id, own.person_id == actor.id)
    between_people = select(their.person_id).join(own, both).join(Conversation, Conversation.id == own.conversation_id)
    return between_people.where(Conversation.group_id.is_(None), own.waits_since.is_(None), their.waits_since.is_(None))


def whom_to_ask(people: Collection[Person], *, actor: Person) -> set[UUID]:
    """Who of these must say first whether they want to talk; raises TooMany where those are too many for a day."""
    strangers = strangers_among(people, actor=actor)
    if strangers:
        demand_few_first_contacts(len(strangers), actor=actor)
    return strangers


def demand_few_first_contacts(more: int, *, actor: Person) -> None:
    """Raise TooMany where the actor would wait for the answer of more people they never met than a day allows."""
    hold_person(actor.id)
    asked = (
        select(Participant.waits_since)
        .where(Participant.brought_by == actor.id, Participant.waits_since > clock.now() - DAY)
        .order_by(Participant.waits_since)
    )
    waiting = [moment for moment in session.scalars(asked) if moment is not None]
    if more and len(waiting) + more > MOST_FIRST_CONTACTS:
        wait = (waiting[0] + DAY - clock.now()) if waiting else DAY
        most = _("You have written to many people who do not know you. Give them time to reply first.")
        raise TooMany(most, retry_after=max(1, int(wait.total_seconds())))


def left_before_answer(conversation: Conversation, *, actor: Person) -> int | None:
    """How many messages the actor may still send before somebody answers; None where somebody has taken it up."""
    if conversation.unanswered_since is None or conversation.opened_by != actor.id:
        return None
    said = select(func.count()).where(Message.conversation_id == conversation.id, Message.author_id == actor.id)
    said = said.where(Message.act.is_(None))
    return max(0, MOST_BEFORE_ANSWER - (session.scalar(said) or 0))

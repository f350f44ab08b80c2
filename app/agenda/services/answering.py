"""Answering an event, and what becomes of the answers of those who may no longer come."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from app.accounts.models import Grant, Person, Role
from app.agenda import policy
from app.agenda.events import EventAnswered
from app.agenda.models import Answer, Event, Reply
from app.agenda.services.seating import fill_free_seats, lock_seen, show_anew
from app.core import clock
from app.core.db import hold, session
from app.core.errors import Conflict
from app.core.events import command, record
from app.groups.models import Access, Group, Membership


@command
def answer_event(event: Event, reply: Reply, *, actor: Person) -> Answer:
    """Say whether the actor comes, in place of what they said before; repeating changes nothing.

    A yes to a full event waits, in the order of the yeses, and moves up when a seat frees. Raises NotFound where the
    actor no longer sees the event, Conflict where it is over, called off or hidden.
    """
    lock_seen(event, actor=actor)
    if not policy.is_ahead(event):
        raise Conflict(_why_not(event))
    answer = session.get(Answer, (event.id, actor.id), populate_existing=True)
    if answer is not None and answer.reply == reply:
        return answer
    if answer is None:
        answer = Answer(event_id=event.id, person_id=actor.id)
        session.add(answer)
    event.last_number += 1
    answer.reply, answer.number, answer.at = reply, event.last_number, clock.now()
    answer.is_waiting = reply is Reply.YES and event.is_full
    _settle(event, actor.id)
    return answer


def _why_not(event: Event) -> str:
    if event.hidden_at is not None:
        return str(_("Moderation has hidden it."))
    return str(_("It is over.") if event.is_over else _("It will not take place."))


@command
def withdraw_lost_answers(group_id: UUID | None = None, person_id: UUID | None = None) -> None:
    """Free the seats of those who can no longer come to what is ahead: they see it no more, or their account is closed.

    Looks at the events of a group, or at the answers of a person. Repeating changes nothing.
    """
    about = Event.group_id == group_id if group_id else Answer.person_id == person_id
    lost = (
        select(Answer)
        .join(Event, Event.id == Answer.event_id)
        .join(Person, Person.id == Answer.person_id)
        .outerjoin(Group, Group.id == Event.group_id)
        .where(about, Event.ends_at > clock.now(), _is_out())
        .order_by(Answer.event_id)
    )
    for answer in session.scalars(lost).all():
        event = session.get_one(Event, answer.event_id)
        hold(event)
        session.delete(answer)
        _settle(event, answer.person_id)


def _is_out() -> ColumnElement[bool]:
    """Whether the person of an answer may no longer read of its event; `policy.visible_to` for many people at once."""
    is_member = exists().where(Membership.group_id == Event.group_id, Membership.person_id == Answer.person_id)
    is_of_the_house = exists().where(Grant.person_id == Answer.person_id, Grant.role == Role.MEMBER)
    is_open = or_(Event.group_id.is_(None), Group.access == Access.OPEN)
    return or_(Person.deactivated_at.is_not(None), not_(or_(is_member, and_(is_open, is_of_the_house))))


def _settle(event: Event, person_id: UUID) -> None:
    fill_free_seats(event)
    show_anew(event)
    record(EventAnswered(event.id, person_id))

"""Seats and who waits for one, under the lock of the event."""

from __future__ import annotations

from sqlalchemy import func, select

from app.accounts.models import Person
from app.agenda.events import SeatFreed
from app.agenda.hooks import shown_elsewhere
from app.agenda.models import Answer, Event, Reply
from app.agenda.policy import visible_to
from app.core.db import hold, session
from app.core.errors import NotFound
from app.core.events import record


def lock_seen(event: Event, *, actor: Person) -> None:
    """Keep an event and its seats from other writers until the command ends; raises NotFound where it is not seen."""
    hold(event)
    if session.scalar(select(Event.id).where(Event.id == event.id, visible_to(actor))) is None:
        raise NotFound


def fill_free_seats(event: Event) -> None:
    """Let those who wait move up, the first first, as far as there is room; then count anew."""
    count_answers(event)
    free = None if event.seats is None else max(event.seats - event.yes_count, 0)
    if free == 0 or not event.waiting_count:
        return
    first = select(Answer).where(Answer.event_id == event.id, Answer.is_waiting).order_by(Answer.number).limit(free)
    for answer in session.scalars(first):
        answer.is_waiting = False
        record(SeatFreed(event.id, answer.person_id))
    count_answers(event)


def count_answers(event: Event) -> None:
    """Keep how many come, may come and wait."""
    session.flush()
    counted = (
        select(Answer.reply, Answer.is_waiting, func.count())
        .where(Answer.event_id == event.id)
        .group_by(Answer.reply, Answer.is_waiting)
    )
    counts = {(reply, bool(is_waiting)): count for reply, is_waiting, count in session.execute(counted)}
    event.yes_count = counts.get((Reply.YES, False), 0)
    event.maybe_count = counts.get((Reply.MAYBE, False), 0)
    event.waiting_count = counts.get((Reply.YES, True), 0)


def show_anew(event: Event) -> None:
    """Have everything that shows the event shown anew."""
    event.version += 1
    shown_elsewhere.ask(event)

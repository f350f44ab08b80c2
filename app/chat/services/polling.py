"""Polls of messages: asking with one, voting once, and closing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessagePollChanged
from app.chat.models import Conversation, Message, MessageBallot, MessagePoll
from app.chat.parts import show_part
from app.chat.services.answering import take_up
from app.chat.services.holding import hold_message, hold_said, participation
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.people.models import Contact
from app.polls.boxes import PART, BallotBox
from app.polls.reading import FEWEST
from app.polls.services import cast_ballot, close, close_when_due, open_poll, poll_of
from app.polls.wishes import PollWish


def asked(body: str, poll: PollWish | None, conversation: Conversation) -> tuple[str, PollWish | None]:
    """The words of a message and its poll: where nothing else is said the question is what the message says.

    So it is found, quoted, told and edited as any other words are. Raises Invalid for a poll that promises what it
    cannot keep: where so few people talk, its result is told to nobody.
    """
    if poll is not None and poll.anonymous and _are_few(conversation):
        raise Invalid(poll_anonymous=_("Among fewer than five people nobody stays anonymous."))
    if poll is None or body.strip():
        return body, poll
    return poll.question, replace(poll, question="")


def _are_few(conversation: Conversation) -> bool:
    people = policy.taking_part(conversation).subquery()
    return (session.scalar(select(func.count()).select_from(people)) or 0) < FEWEST


def carry_poll(message: Message, poll: PollWish) -> None:
    """Let a message that was just added ask; part of its command. Raises Invalid for what cannot be used."""
    show_part(message, PART, open_poll(BOX, message.id, poll))


@command
def vote_in_message(message: Message, option_ids: Collection[str], *, actor: Person) -> None:
    """Choose these options in place of what was chosen before; none takes the ballot back. Repeating changes nothing.

    One votes where one may react, so also in a room in which only those who look after the group write. Raises what
    reacting raises, and what `app.polls.services.cast_ballot` does.
    """
    held = hold_message(message, actor)
    policy.demand_contact(actor, held, by=Contact.VOTE)
    policy.demand_answerable(actor, message, by=Contact.VOTE)
    policy.demand_standing(message)
    cast_ballot(BOX, message, option_ids, actor=actor)
    take_up(held, participation(held, actor))


@command
def close_message_poll(message: Message, *, actor: Person) -> None:
    """End the vote now and tell the result; repeating changes nothing. Its author, in a message that stands."""
    hold_message(message, actor)
    poll_of(BOX, message.id)
    demand(message.author_id == actor.id, _("Only its author closes a poll."))
    policy.demand_standing(message)
    close(BOX, message)


@command
def close_due_message_poll(message_id: str) -> None:
    """End a vote whose time is over; repeating changes nothing."""
    message = hold_said(UUID(message_id))
    if message is not None:
        close_when_due(BOX, message)


def _show(message: Message, part: Mapping[str, Any]) -> None:
    show_part(message, PART, part)
    record(MessagePollChanged(message.id, message.conversation_id))


BOX = BallotBox(
    polls=MessagePoll,
    poll_key=MessagePoll.message_id,
    ballots=MessageBallot,
    ballot_key=MessageBallot.message_id,
    ballot_person=MessageBallot.person_id,
    show=_show,
    close_due=close_due_message_poll,
)

"""The kinds of part a post may have: what the composer offers, and how each is read from its form or the interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, lazy_gettext
from pydantic import TypeAdapter

from app.accounts.models import Person
from app.feed.audiences import can_announce_somewhere
from app.feed.forms import SentPost
from app.feed.parts import Part
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.answering import NewQuestion
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.feed.wishes import (
    announcement_from_form,
    announcement_from_value,
    event_from_form,
    event_from_value,
    poll_from_form,
    poll_from_value,
    praise_from_form,
    praise_from_value,
)


@dataclass(frozen=True)
class Kind:
    """What a post may be beside a text; its fields are in templates/feed/kinds/, and their names begin with its own."""

    name: str
    label: LazyString
    icon: str
    from_form: Callable[[Mapping[str, str]], Part]
    part: type[Part]
    """What both make of them, a dataclass of plain values: it is kept as JSON where a post waits for its time."""
    from_value: Callable[[Any], Part]
    """From what the interface is sent under the kind's name."""
    offered_to: Callable[[Person], bool] = lambda _person: True
    """Whether the composer offers it to this person at all."""


KINDS = (
    Kind(
        name="question",
        label=lazy_gettext("Question"),
        icon="circle-question-mark",
        part=NewQuestion,
        from_form=lambda _fields: NewQuestion(),
        from_value=lambda _value: NewQuestion(),
    ),
    Kind(
        name="poll",
        label=lazy_gettext("Poll"),
        icon="chart-bar-big",
        part=NewPoll,
        from_form=poll_from_form,
        from_value=poll_from_value,
    ),
    Kind(
        name="event",
        label=lazy_gettext("Event"),
        icon="calendar-plus",
        part=NewEvent,
        from_form=event_from_form,
        from_value=event_from_value,
    ),
    Kind(
        name="praise",
        label=lazy_gettext("Say thanks"),
        icon="heart-handshake",
        part=NewPraise,
        from_form=praise_from_form,
        from_value=praise_from_value,
    ),
    Kind(
        name="announcement",
        label=lazy_gettext("Announcement"),
        icon="megaphone",
        part=NewAnnouncement,
        from_form=announcement_from_form,
        from_value=announcement_from_value,
        offered_to=can_announce_somewhere,
    ),
)


def kinds_for(person: Person) -> tuple[Kind, ...]:
    """The kinds that the composer offers to a person."""
    return tuple(kind for kind in KINDS if kind.offered_to(person))


def chosen_parts(sent: SentPost) -> list[Part]:
    """What was chosen in the composer; nothing for a plain post."""
    return [kind.from_form(sent.fields) for kind in KINDS if kind.name == sent.kind]


def take_parts(values: dict[str, Any]) -> list[Part]:
    """What the interface was sent, taken out of its values."""
    wanted = [(kind, values.pop(kind.name, None)) for kind in KINDS]
    return [kind.from_value(value) for kind, value in wanted if value]


def load_parts(dumped: Mapping[str, Any]) -> list[Part]:
    """The parts that `dump_parts` wrote."""
    wanted = [(kind, dumped[kind.name]) for kind in KINDS if kind.name in dumped]
    return [TypeAdapter(kind.part).validate_python(value) for kind, value in wanted]

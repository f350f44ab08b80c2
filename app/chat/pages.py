"""What the pages show of a conversation: its lines by day and author, who has read it, who is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from app.accounts.models import Person
from app.chat import queries
from app.chat.calling import call_from_log
from app.chat.finding import Stretch
from app.chat.meeting import left_before_answer
from app.chat.models import Conversation, Kind
from app.chat.policy import can_pin, why_closed
from app.chat.queries import AuthorItem, ConversationItem, MessageItem
from app.chat.wording import ACTS, TERM_NAMES
from app.core import clock
from app.core.ids import new_id
from app.core.moments import Soon, moment_of
from app.core.spans import Span
from app.core.times import time_in_words
from app.people.queries import summarise, who_must_not_contact, whom_not_to_contact
from app.people.summaries import Summary
from app.presence.queries import UNSEEN, Seen, presence_for, who_hides_receipts
from app.presence.states import State, Wake

LISTED = 100
"""How many conversations the list shows at once."""
OFFERED = (Soon.HOUR, Soon.TOMORROW, Soon.MONDAY)
"""For when a message can be written without typing a time."""
BESIDE = 12
"""How many people the panel beside a conversation shows of each kind."""
TOPICS_SHOWN = 12
"""How many topics stand at a room's head."""
FOLLOWS_WITHIN = timedelta(minutes=5)
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Line:
    """A message as it stands in the log."""

    message: MessageItem
    day: str | None
    """The day that begins with it."""
    is_new: bool
    """Whether what the reader has not seen begins with it."""
    follows: bool
    """Whether it goes on after one of the same author, and needs no name."""


@dataclass(frozen=True)
class Reader:
    """Somebody in the conversation, as the panel beside it shows them."""

    person: AuthorItem
    title: str
    seq: int
    seen: Seen

    @property
    def is_available(self) -> bool:
        """Whether they may be expected to answer."""
        return self.seen.state is State.AVAILABLE


def lines(
    messages: Sequence[MessageItem], *, viewer: Person, read: int | None = None, before: MessageItem | None = None
) -> list[Line]:
    """Messages with what separates them; `read` is the number up to which the viewer had read."""
    found: list[Line] = []
    marked = read is None or not messages or messages[0].seq > read + 1  # then what is new began before these
    for message in messages:
        begins = not marked and message.seq > (read or 0) and message.author.id != viewer.id and not message.act
        marked = marked or begins
        new_day = before is None or _day(before.at) != _day(message.at)
        follows = not (new_day or begins) and before is not None and _goes_on(before, message)
        found.append(Line(message, name_of_day(message.at) if new_day else None, begins, follows))
        before = message
    return found


def _goes_on(before: MessageItem, message: MessageItem) -> bool:
    same = before.author.id == message.author.id and message.quote is None and not (before.deleted or before.act)
    return same and message.at - before.at < FOLLOWS_WITHIN


def _day(at: datetime) -> date:
    local: datetime = to_user_timezone(at)
    return local.date()


def name_of_day(at: datetime) -> str:
    """A day as people say it."""
    days = (_day(clock.now()) - _day(at)).days
    if days == 0:
        return str(_("Today"))
    if days == 1:
        return str(_("Yesterday"))
    return time_in_words(at, "weekdate")


def readers(conversation: Conversation, *, viewer: Person) -> list[Reader]:
    """Everybody in the conversation, those who are available first; of who is only asked nobody sees anything."""
    places = queries.list_participants(conversation)
    taking_part = [place.person.id for place in places if not place.is_asked]
    seen = presence_for(viewer, taking_part, pages={viewer.id: Wake.AWAKE})
    titles = summarise(place.person.id for place in places)
    found = [
        Reader(place.person, _title(titles.get(place.person.id)), place.seq, seen.get(place.person.id, UNSEEN))
        for place in places
    ]
    return sorted(found, key=lambda reader: not reader.is_available)


def _title(summary: Summary | None) -> str:
    return summary.title if summary else ""


def shell(viewer: Person, current: UUID | None = None, *, cursor: str | None = None) -> dict[str, Any]:
    """What stands on every page of the room: the list of conversations (or those that follow), and who is here."""
    page = queries.list_conversations(viewer, limit=LISTED, cursor=cursor, also=current)
    pairs = (item for item in page.items if item.kind == Kind.PAIR)
    people = {person.id for item in pairs for person in others(item, viewer.id) if person.id not in item.waiting}
    acts = {act: str(words) for act, words in ACTS.items()}
    shown: dict[str, Any] = {"in_threads": queries.count_unread_in_threads(viewer), "acts": acts}
    shown["unheard"] = sorted(who_must_not_contact(viewer.id))
    listed = shown | {"conversations": page.items, "next": page.next, "is_older": cursor is not None}
    return listed | {"current": current, "seen": presence_for(viewer, people), "others": others}


def alone(current: UUID) -> dict[str, Any]:
    """What takes the place of the shell where a page is open that has it already."""
    return {"alone": True, "current": current, "others": others}


def others(item: ConversationItem, viewer_id: UUID) -> list[AuthorItem]:
    """The people of a conversation but oneself."""
    return [person for person in item.participants or () if person.id != viewer_id]


def thread(conversation: Conversation, stretch: Stretch, *, viewer: Person) -> dict[str, Any]:
    """What the page of one conversation shows."""
    item = queries.get_conversation_item(conversation, viewer=viewer)
    people = readers(conversation, viewer=viewer)
    return {
        "item": item,
        "lines": lines(stretch.items, viewer=viewer, read=item.last_read_seq),
        "older": stretch.older,
        "newer": stretch.newer,
        "unseen": bool(stretch.items) and item.unread > 0 and item.last_read_seq + 1 < stretch.items[0].seq,
        "people": people,
        "calling": call_from_log(item, sum(reader.person.id != viewer.id for reader in people)),
        "readers": receipts(people, viewer=viewer),
        "shown": BESIDE,
        "term_names": TERM_NAMES,
        "spans": Span,
        "ahead": queries.list_mentions_ahead(
            conversation, after=item.last_read_seq if stretch.at is None else stretch.at, viewer=viewer
        ),
        "pins": queries.list_pins(conversation, viewer=viewer),
        "can_pin": can_pin(viewer, conversation),
        "blank": blank(),
        "client_id": str(new_id()),
        "can_report": can_report(),
        "closed": why_closed(viewer, conversation),
        "scheduled": queries.list_scheduled(viewer, conversation=conversation),
        "soon": {soon: moment_of(soon) for soon in OFFERED},
    } | {**wish(conversation, item, viewer=viewer), **topics(conversation, viewer=viewer)}


def topics(conversation: Conversation, *, viewer: Person) -> dict[str, Any]:
    """What stands under the head of a room and of each of its topics: the room, and its open topics, those in which
    something was said last; of what is between people nothing.
    """
    room = queries.room_of(conversation)
    if room is None:
        return {"room": None, "topics": ()}
    listed = list(queries.list_topics(room, viewer=viewer, limit=TOPICS_SHOWN).items)
    if conversation.id not in {room.id, *(topic.id for topic in listed)}:
        listed.insert(0, queries.get_conversation_item(conversation, viewer=viewer))
    return {"room": queries.get_conversation_item(room, viewer=viewer), "topics": listed}


def receipts(people: Sequence[Reader], *, viewer: Person) -> list[dict[str, Any]]:
    """How far the others have read: of those who show it and whom the viewer may contact, and for who shows it
    themselves.
    """
    hiding = who_hides_receipts([viewer.id, *(reader.person.id for reader in people)]) | whom_not_to_contact(viewer.id)
    return [
        {"id": str(reader.person.id), "name": reader.person.name, "seq": reader.seq}
        for reader in people
        if viewer.id not in hiding and reader.person.id not in hiding | {viewer.id}
    ]


def wish(conversation: Conversation, item: ConversationItem, *, viewer: Person) -> dict[str, Any]:
    """What stands above the composer while somebody is only asked to talk: who asks, or how much may still be said."""
    asker = next((person for person in item.participants or () if person.id == item.asker_id), None)
    return {"asker": asker, "left": left_before_answer(conversation, actor=viewer)}


def places(items: Iterable[MessageItem], *, viewer: Person) -> dict[UUID, str]:
    """What the viewer calls the conversations in which these messages stand."""
    return queries.name_conversations({item.conversation_id for item in items}, viewer=viewer)


def blank() -> MessageItem:
    """An empty message, from which the browser makes the lines that arrive."""
    nobody = AuthorItem(NOBODY, "?", "", None)
    return MessageItem(
        NOBODY, NOBODY, 0, "", nobody, "", "", clock.now(), None, deleted=False, reply_to=None, quote=None
    )


def can_report() -> bool:
    """Whether this house has a place where a message can be reported."""
    return bool(current_app.url_map.bind("").test(f"/report/message/{NOBODY}", "GET"))

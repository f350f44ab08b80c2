"""Much at once: hundreds of conversations, ten thousand messages in one of them, ten thousand reactions to one."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from app.accounts.models import Person
from app.chat.models import Conversation, Kind, Message, MessageReaction, Participant
from app.chat.queries import catch_up, get_message_item, list_messages, list_reacted_to, position_of
from app.chat.schemas import MessageSchema
from app.chat.services import send_message
from app.core import clock
from app.core.db import session
from app.core.ids import new_id
from app.people.models import Profile
from tests.support.statements import counted

MANY = 10_000


@pytest.fixture
def fill():
    """Put so many messages of somebody into conversations, as if they had been said one after the other."""

    def fill(conversation_ids, author, count):
        session.execute(
            insert(Message),
            [
                {
                    "id": new_id(),
                    "conversation_id": conversation_id,
                    "seq": seq,
                    "client_id": f"{conversation_id}-{seq}",
                    "author_id": author.id,
                    "body": f"{seq}",
                    "html": f"<p>{seq}</p>",
                    "renderer_version": 1,
                    "files": [],
                }
                for conversation_id in conversation_ids
                for seq in range(1, count + 1)
            ],
        )

    return fill


@pytest.fixture
def open_many(fill):
    """Conversations of two people, with so many messages of the first in each."""

    def open_many(count, messages, *people):
        ids = [new_id() for _ in range(count)]
        rooms = [{"id": each, "kind": Kind.PEOPLE, "title": "Room", "last_seq": messages} for each in ids]
        session.execute(insert(Conversation), rooms)
        places = [{"conversation_id": each, "person_id": person.id} for each in ids for person in people]
        session.execute(insert(Participant), places)
        fill(ids, people[0], messages)
        return ids

    return open_many


def test_500_conversations_are_caught_up_with_in_few_statements(open_many, ada, ben, connection):
    ids = open_many(500, 2, ada, ben)
    with counted(connection) as statements:
        found, more = catch_up(dict.fromkeys(ids, 1), viewer=ben)
    assert more == []
    assert {each: [item.seq for item in items] for each, items in found.items()} == {each: [2] for each in ids}
    assert len(statements) <= 30
    with counted(connection) as statements:
        assert catch_up(dict.fromkeys(ids, 2), viewer=ben) == ({each: [] for each in ids}, [])
    assert len(statements) <= 2


def test_what_is_too_much_at_once_is_asked_for_again(open_many, ada, ben):
    known = dict.fromkeys(open_many(30, 60, ada, ben), 0)
    heard = {each: [] for each in known}
    for _ in range(3):
        found, more = catch_up(known, viewer=ben)
        assert sum(map(len, found.values())) <= 1_000
        for each, items in found.items():
            heard[each] += [item.seq for item in items]
            known[each] = heard[each][-1] if heard[each] else 0
    assert more == []
    assert all(numbers == list(range(1, 61)) for numbers in heard.values())


def test_ten_thousand_messages_are_read_in_pages_both_ways(open_many, ada, ben, connection):
    (conversation_id,) = open_many(1, MANY, ada, ben)
    conversation = session.get_one(Conversation, conversation_id)

    def walk(pages, limit, **place):
        for _ in range(pages):
            with counted(connection) as statements:
                page = list_messages(conversation, viewer=ben, limit=limit, **place)
            yield [item.seq for item in page.items], len(statements)
            place = position_of(page.next) if page.next else None

    forward = list(walk(10, 1_000, after=0))
    assert [seq for numbers, _ in forward for seq in numbers] == list(range(1, MANY + 1))
    backward = [*walk(2, 100), *walk(2, 100, before=201)]
    begins = [(numbers[0], numbers[-1]) for numbers, _ in backward]
    assert begins == [(9_901, 10_000), (9_801, 9_900), (101, 200), (1, 100)]
    assert len({cost for _, cost in forward + backward}) == 1


def test_ten_thousand_reactions_to_a_message_make_it_no_larger(pair, ada, ben, connection):
    said = send_message(pair, body="Well", client_id="well", actor=ada)
    people = [new_id() for _ in range(MANY)]
    rows = [
        {"id": each, "email": f"{each}@x.example", "handle": str(each), "name": "Somebody", "sort_name": "somebody"}
        for each in people
    ]
    session.execute(insert(Person), rows)
    session.execute(insert(Profile), [{"person_id": each} for each in people])
    at = clock.now()
    reactions = [{"message_id": said.id, "person_id": each, "name": "thanks", "at": at} for each in people]
    session.execute(insert(MessageReaction), reactions)
    with counted(connection) as statements:
        shown = MessageSchema().dump(get_message_item(said.id, viewer=ben))
    assert shown["reactions"] == {"thanks": MANY}
    assert len(str(shown)) < 1_000
    assert len(statements) <= 4
    first = list_reacted_to(said, viewer=ben, limit=50)
    second = list_reacted_to(said, viewer=ben, limit=50, cursor=first.next)
    assert len({each.person.id for each in (*first.items, *second.items)}) == 100

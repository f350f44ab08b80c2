"""What talking costs: how much the database is asked for each message, whoever listens and however long they talk."""

from __future__ import annotations

import pytest

from app.accounts.prepared import any_viewer
from app.chat.services import open_conversation, send_message
from app.core.ids import new_id
from app.people.policy import visible_to
from tests.realtime.test_sockets import connect, heard, send
from tests.support.statements import counted

__all__ = ["connect"]

MOST_STATEMENTS = 21
"""For a message to somebody who listens, from its arrival until both sides have it."""


@pytest.fixture
def pair(make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    return ada, ben, open_conversation([ben], actor=ada)


def test_a_message_asks_the_database_little_and_as_much_after_many_as_after_one(pair, connect, connection):
    ada, ben, conversation = pair
    speaking, listening = connect(ada), connect(ben)

    def say():
        with counted(connection) as statements:
            said = {"conversation_id": str(conversation.id), "client_id": str(new_id()), "body": "Good morning"}
            assert send(speaking, "message.send", said)["ok"]
        assert len(heard(listening, "message.created")) == 1
        return len(statements)

    say()
    after_one = say()
    for _ in range(10):
        send_message(conversation, body="And", client_id=str(new_id()), actor=ada)
    heard(listening)
    assert after_one == say()
    assert after_one <= MOST_STATEMENTS


def test_who_sends_is_answered_with_what_the_others_are_told(pair, connect):
    ada, ben, conversation = pair
    speaking, listening = connect(ada), connect(ben)
    said = {"conversation_id": str(conversation.id), "client_id": str(new_id()), "body": "Good morning"}
    answer = send(speaking, "message.send", said)["message"]
    ((_, told),) = heard(listening, "message.created")
    assert answer == told | {"my_reactions": [], "bookmarked": False}


def test_a_statement_made_for_anybody_is_never_one_whose_answer_depends_on_who_they_are():
    with pytest.raises(AttributeError):
        visible_to(any_viewer())

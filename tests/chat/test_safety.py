"""What nobody gets round: orders, blocks, first contacts and the past that one may not read."""

from __future__ import annotations

import pytest

from app.chat import meeting
from app.chat.history import history_of
from app.chat.models import MessageRevision
from app.chat.queries import count_mentions, count_unread, list_messages
from app.chat.queries.messages import MOST_VERSIONS
from app.chat.services import (
    close_conversation,
    hand_over_conversation,
    invite_to_conversation,
    leave_conversation,
    open_conversation,
    remove_from_conversation,
    rename_conversation,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.people.models import NoContact
from tests.chat.saying import say


def keep_apart(person, other):
    session.add(NoContact(person_id=person.id, other_id=other.id, until=clock.from_now(days=1)))
    session.commit()


def read_by(person, conversation):
    return [item.body for item in list_messages(conversation, viewer=person, limit=50).items if item.act is None]


def test_whoever_may_not_read_the_past_gives_it_to_nobody(three, ada, ben, dora, make_person):
    say(three, ada, "Between us three.")
    invite_to_conversation(three, [dora], actor=ada)
    finn = make_person()
    invite_to_conversation(three, [finn], shows_past=True, actor=dora)
    leave_conversation(three, actor=dora)
    invite_to_conversation(three, [dora], shows_past=True, actor=finn)
    assert read_by(finn, three) == read_by(dora, three) == []


def test_a_name_is_words_and_reaches_nobody_whom_words_may_not(three, ada, ben):
    keep_apart(ada, ben)
    with pytest.raises(Forbidden):
        rename_conversation(three, title="I know where you live", actor=ada)
    with pytest.raises(Forbidden):
        hand_over_conversation(three, ben, actor=ada)


def test_what_is_closed_is_not_renamed_nor_what_nobody_has_answered_yet(three, ada, make_person, monkeypatch):
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    asked = open_conversation([make_person(), make_person()], actor=ada)
    close_conversation(three, actor=ada)
    for conversation in (three, asked):
        with pytest.raises(Forbidden):
            rename_conversation(conversation, title="Hear me", actor=ada)


def test_nobody_brings_together_whom_an_order_keeps_apart(three, ada, ben, cleo, dora):
    keep_apart(dora, ben)
    with pytest.raises(Forbidden):
        invite_to_conversation(three, [dora], actor=cleo)
    with pytest.raises(Forbidden):
        open_conversation([ben, dora], actor=cleo)
    say(three, ben)


def test_putting_strangers_out_makes_no_room_for_others_and_who_leaves_is_not_asked_again(
    ada, ben, cleo, make_person, monkeypatch
):
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    asked = open_conversation([ben, cleo], actor=ada)
    with pytest.raises(Conflict):
        remove_from_conversation(asked, ben, actor=ada)
    leave_conversation(asked, actor=cleo)
    invite_to_conversation(asked, [cleo], actor=ada)
    say(asked, ada)
    assert count_unread(cleo) == 0


def test_who_was_put_out_is_called_by_no_thread_of_before(three, ada, ben):
    root = say(three, ben)
    say(three, ada, thread=root)
    remove_from_conversation(three, ben, actor=ada)
    say(three, ada, thread=root)
    invite_to_conversation(three, [ben], actor=ada)
    assert count_unread(ben) == 0


def test_a_mention_in_a_thread_that_is_not_theirs_to_read_waits_for_no_newcomer(three, ada, dora):
    root = say(three, ada)
    invite_to_conversation(three, [dora], actor=ada)
    say(three, ada, f"See @{dora.handle}", thread=root)
    assert count_mentions(dora) == 0


def test_a_title_is_one_line(three, ada):
    rename_conversation(three, title="Boats\u202e and\nwater", actor=ada)
    assert three.title == "Boats and water"


def test_of_a_message_that_was_edited_without_end_the_last_versions_are_shown(three, ada):
    message = say(three, ada)
    session.add_all(MessageRevision(message_id=message.id, body=f"{number}") for number in range(MOST_VERSIONS + 20))
    session.commit()
    assert len(history_of(message)) == MOST_VERSIONS

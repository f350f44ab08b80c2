"""Marking as unread: what was read waits again, for who wants it and for nobody else."""

from __future__ import annotations

import pytest

from app.chat.events import ConversationRead, ConversationUnread, ThreadUnread
from app.chat.pages import lines
from app.chat.queries import (
    count_unread,
    get_conversation_item,
    get_thread,
    list_messages,
    list_participants,
)
from app.chat.services import (
    archive_conversation,
    delete_message,
    invite_to_conversation,
    leave_conversation,
    mark_read,
    mark_thread_read,
    mark_unread,
    open_room,
    open_topic,
)
from app.core.errors import Conflict, NotFound
from tests.chat.saying import say


def waiting_in(conversation, viewer):
    return get_conversation_item(conversation, viewer=viewer).unread


def shown_as_read(conversation, person):
    return next(place.seq for place in list_participants(conversation) if place.person.id == person.id)


@pytest.fixture
def said(pair, ada, ben):
    """Three messages of Ada's, all of which Ben has read."""
    found = [say(pair, ada, text) for text in ("one", "two", "three")]
    mark_read(pair, seq=3, actor=ben)
    return found


def test_from_the_message_on_it_waits_again_for_who_marked_it(pair, said, ada, ben, announced):
    announced.clear()
    mark_unread(said[1], actor=ben)
    assert (waiting_in(pair, ben), count_unread(ben), count_unread(ada)) == (2, 2, 0)
    item = get_conversation_item(pair, viewer=ben)
    shown = lines(list_messages(pair, viewer=ben, limit=9).items, viewer=ben, read=item.last_read_seq)
    assert [line.is_new for line in shown] == [False, True, False]
    assert item.read_at is None, "nothing says since when it is new: it was all read before"
    assert announced == [ConversationUnread(pair.id, ben.id, 1)]
    mark_read(pair, seq=3, actor=ben)
    assert waiting_in(pair, ben) == 0


def test_others_go_on_seeing_that_it_was_read_and_never_hear_that_it_was_read_again(pair, said, ada, ben):
    mark_unread(said[0], actor=ben)
    assert shown_as_read(pair, ben) == 3
    mark_read(pair, seq=2, actor=ben)
    assert shown_as_read(pair, ben) == 3
    say(pair, ada, "four")
    mark_read(pair, seq=4, actor=ben)
    assert shown_as_read(pair, ben) == 4


def test_of_two_devices_that_mark_it_the_earlier_message_counts(pair, said, ben, announced):
    announced.clear()
    for message in (said[2], said[0], said[1]):
        mark_unread(message, actor=ben)
    assert waiting_in(pair, ben) == 3
    assert [fact.seq for fact in announced] == [2, 0, 0], "each time the open pages are told"


def test_a_device_that_reads_after_another_has_marked_has_read_it(pair, said, ben, announced):
    mark_unread(said[0], actor=ben)
    announced.clear()
    mark_read(pair, seq=3, actor=ben)
    assert announced == [ConversationRead(pair.id, ben.id, 3)]
    assert count_unread(ben) == 0


def test_ones_own_words_and_what_is_gone_wait_for_nobody(pair, said, ada, ben):
    own = say(pair, ben, "mine")
    delete_message(said[2], actor=ada)
    for message in (own, said[2]):
        with pytest.raises(Conflict):
            mark_unread(message, actor=ben)
    assert count_unread(ben) == 0


def test_who_has_left_or_never_was_there_marks_nothing(three, ada, ben, dora, announced):
    message = say(three, ada)
    mark_read(three, seq=three.last_seq, actor=ben)
    leave_conversation(three, actor=ben)
    announced.clear()
    for person in (ben, dora):
        with pytest.raises(NotFound):
            mark_unread(message, actor=person)
    assert announced == []


def test_what_was_put_away_comes_back(pair, said, ben):
    archive_conversation(pair, actor=ben)
    mark_unread(said[2], actor=ben)
    assert get_conversation_item(pair, viewer=ben).archived is False
    assert count_unread(ben) == 1


def test_a_topic_waits_by_itself(ada, ben, make_group):
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    topic = open_topic(room, title="Keys", actor=ada)
    say(room, ada)
    message = say(topic, ada)
    for place in (room, topic):
        mark_read(place, seq=place.last_seq, actor=ben)
    mark_unread(message, actor=ben)
    assert (waiting_in(room, ben), waiting_in(topic, ben)) == (0, 1)


def test_an_answer_in_a_thread_waits_there_and_who_wants_that_follows_it(three, ada, ben, cleo, announced):
    root = say(three, ada, "Shall we?")
    answers = [say(three, ben, text, thread=root) for text in ("Yes", "Soon")]
    mark_thread_read(root, seq=answers[1].seq, actor=ada)
    mark_read(three, seq=three.last_seq, actor=cleo)
    announced.clear()
    for person in (ada, cleo):
        mark_unread(answers[1], actor=person)
        thread = get_thread(root, viewer=person, limit=9)
        assert (thread.is_followed, count_unread(person)) == (True, 1)
        assert waiting_in(three, person) == 0
    assert announced == [ThreadUnread(root.id, three.id, person.id, answers[0].seq) for person in (ada, cleo)]


def test_an_answer_to_words_from_before_one_came_waits_for_nobody(three, ada, ben, dora):
    root = say(three, ada, "Shall we?")
    invite_to_conversation(three, [dora], actor=ada)
    answer = say(three, ben, "Yes", thread=root)
    with pytest.raises(NotFound):
        mark_unread(answer, actor=dora)
    assert count_unread(dora) == 0


def test_by_a_plain_form_one_marks_it_and_finds_it_in_the_list(client, pair, said, ben):
    client.sign_in(ben)
    menu = client.get(f"/messages/{said[1].id}/menu").text
    assert f'action="/messages/{said[1].id}/unread"' in menu
    answer = client.post(f"/messages/{said[1].id}/unread")
    assert (answer.status_code, answer.location) == (303, "/messages")
    row = client.get("/messages").text.split(f'data-row="{pair.id}"')[1].split("</li>")[0]
    assert 'data-waits="2"' in row
    own = say(pair, ben, "mine")
    assert f"{own.id}/unread" not in client.get(f"/messages/{own.id}/menu").text
    refused = client.post(f"/messages/{own.id}/unread")
    assert (refused.status_code, "Seul ce que disent les autres" in refused.text) == (409, True)

"""Threads: answers under a message, in the one order of their conversation, calling for those who follow alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.chat.events import MessageSent, ThreadRead
from app.chat.models import IN_LOG
from app.chat.queries import (
    HAS_UNREAD,
    catch_up,
    count_unread,
    get_message_item,
    get_thread,
    list_conversations,
    list_messages,
    list_threads,
)
from app.chat.services import (
    delete_message,
    follow_thread,
    forget_messages,
    leave_conversation,
    mark_read,
    mark_thread_read,
    mute,
    open_conversation,
    unfollow_thread,
)
from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from tests.chat.saying import say


@pytest.fixture
def several(ada, ben, cleo):
    return open_conversation([ben, cleo], title="Several", actor=ada)


@pytest.fixture
def root(several, ada):
    return say(several, ada, "Shall we?")


def bodies(items):
    return [item.body for item in items]


def in_log(conversation, viewer):
    return bodies(list_messages(conversation, viewer=viewer, limit=50, only=IN_LOG).items)


def answers(root, viewer, **wanted):
    return bodies(get_thread(root, viewer=viewer, limit=50, **wanted).items)


def test_answers_stand_under_their_message_and_in_the_one_order_of_the_conversation(several, root, ada, ben, announced):
    first = say(several, ben, "Yes", thread=root)
    say(several, ada, "Meanwhile")
    shown = say(several, ada, "So be it", thread=first, in_log=True)  # an answer to an answer stands beside it
    assert [first.seq, shown.seq] == [2, 4]
    assert (first.thread_id, shown.thread_id) == (root.id, root.id)
    assert in_log(several, ben) == ["Shall we?", "Meanwhile", "So be it"]
    assert answers(root, ben) == ["Yes", "So be it"]
    assert bodies(catch_up({several.id: 0}, viewer=ben)[0][several.id]) == ["Shall we?", "Yes", "Meanwhile", "So be it"]
    assert [fact.seq for fact in announced if isinstance(fact, MessageSent)] == [2, 3, 4]
    summary = get_message_item(root.id).thread
    assert (summary.answers, summary.last_at) == (2, shown.at)
    assert [person.name for person in summary.people] == ["Ada Lovelace", "Ben Nevis"]


def test_a_thread_is_answered_in_its_own_conversation_alone(several, root, ada, ben, cleo):
    elsewhere = open_conversation([ben], actor=ada)
    with pytest.raises(Invalid):
        say(elsewhere, ada, thread=root)
    gone = say(several, ada, "Never mind")
    delete_message(gone, actor=ada)
    with pytest.raises(Conflict):
        say(several, ben, "What?", thread=gone)
    leave_conversation(several, actor=cleo)
    with pytest.raises(NotFound):
        follow_thread(root, actor=cleo)


def test_who_wrote_or_was_quoted_follows_and_nobody_else_is_called(several, root, ada, ben, cleo, make_person):
    for person in (ada, ben, cleo):
        mark_read(several, seq=1, actor=person)
    first = say(several, ben, "Yes", thread=root)
    assert [count_unread(person) for person in (ada, ben, cleo)] == [1, 0, 0]
    follow_thread(root, actor=cleo)  # from now on
    say(several, ada, "So be it", thread=root, reply_to=first)
    assert [count_unread(person) for person in (ada, ben, cleo)] == [1, 1, 1]
    assert [get_message_item(root.id, viewer=person).thread.unread for person in (ada, ben, cleo)] == [1, 1, 1]
    unfollow_thread(root, actor=cleo)
    say(several, ben, "Indeed", thread=root, reply_to=first)
    assert [count_unread(person) for person in (ada, ben, cleo)] == [2, 1, 0]
    assert HAS_UNREAD.of(ben)
    (row,) = list_conversations(ben, limit=9).items
    assert (row.unread, row.unread_in_threads) == (0, 1)


def test_what_stands_in_both_places_waits_once_and_reading_one_does_not_read_the_other(
    several, root, ada, ben, announced
):
    mark_read(several, seq=1, actor=ben)
    follow_thread(root, actor=ben)
    in_thread = say(several, ada, "Aside", thread=root)
    both = say(several, ada, "For all", thread=root, in_log=True)
    assert count_unread(ben) == 2
    mark_read(several, seq=both.seq, actor=ben)
    assert count_unread(ben) == 1
    mark_thread_read(root, seq=both.seq, actor=ben)
    mark_thread_read(root, seq=in_thread.seq, actor=ben)  # never back
    assert count_unread(ben) == 0
    assert [fact for fact in announced if isinstance(fact, ThreadRead)] == [
        ThreadRead(root.id, several.id, ben.id, both.seq)
    ]
    say(several, ada, "More", thread=root)
    mute(several, actor=ben)
    assert count_unread(ben) == 0


def test_a_thread_outlives_its_first_message(several, root, ada, ben):
    answer = say(several, ben, "Yes", thread=root)
    delete_message(root, actor=ada)
    assert say(several, ada, "Go on", thread=root).thread_id == root.id
    thread = get_thread(root, viewer=ben, limit=9)
    assert (thread.root.deleted, bodies(thread.items)) == (True, ["Yes", "Go on"])
    delete_message(answer, actor=ben)
    assert get_message_item(root.id).thread.answers == 1
    assert answers(root, ben) == [None, "Go on"]


def test_what_answered_a_forgotten_message_stands_in_the_log(several, root, ada, ben):
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        later = say(several, ben, "Yes", thread=root)
    forget_messages(several.id, before=later.at)
    assert in_log(several, ada) == ["Yes"]


def test_followed_threads_are_listed_the_newest_answer_first(several, root, ada, ben, cleo):
    other = say(several, ada, "Or that?")
    say(several, ben, "Yes", thread=root)
    say(several, ben, "No", thread=other)
    say(several, cleo, "Yes, yes", thread=root)
    page = list_threads(ben, limit=1)
    assert bodies(page.items) == ["Shall we?"]
    assert page.items[0].thread.unread == 1
    assert bodies(list_threads(ben, limit=1, cursor=page.next).items) == ["Or that?"]
    leave_conversation(several, actor=ben)
    assert list_threads(ben, limit=9).items == []
    assert count_unread(ben) == 0

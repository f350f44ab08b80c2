"""Messages: one order without a gap, one message a client_id, edits that are kept and deletions that stay."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.chat.events import ConversationRead, MessageDeleted, MessageEdited, MessageReactionChanged, MessageSent
from app.chat.models import Message, MessageRevision
from app.chat.queries import HAS_UNREAD, catch_up, count_unread, get_message_item, list_conversations, list_messages
from app.chat.services import (
    delete_message,
    edit_message,
    hide_message,
    mark_read,
    mute,
    open_conversation,
    react,
    restore_message,
    send_message,
    take_back_reaction,
    unmute,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def say(pair):
    numbers = iter(range(10_000))

    def say(body, actor, **values):
        return send_message(pair, body=body, client_id=f"c{next(numbers)}", actor=actor, **values)

    return say


def test_numbers_rise_by_one(say, ada, ben):
    assert [say("one", ada).seq, say("two", ben).seq, say("three", ada).seq] == [1, 2, 3]


def test_the_same_client_id_gives_the_same_message_and_takes_no_number(pair, ada, ben, announced):
    first = send_message(pair, body="Hello", client_id="x", actor=ada)
    again = send_message(pair, body="Something else", client_id="x", actor=ada)
    other = send_message(pair, body="Hello", client_id="x", actor=ben)
    assert (again.id, again.body) == (first.id, "Hello")
    assert other.seq == 2
    assert [fact for fact in announced if isinstance(fact, MessageSent)] == [
        MessageSent(first.id, pair.id, 1),
        MessageSent(other.id, pair.id, 2),
    ]


def test_the_client_id_of_a_deleted_message_is_used_up(pair, ada):
    first = send_message(pair, body="Hello", client_id="x", actor=ada)
    delete_message(first, actor=ada)
    assert send_message(pair, body="Hello", client_id="x", actor=ada).id == first.id


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 10_001, "\ud800", "\0"])
def test_unfit_texts_are_refused_and_take_no_number(pair, ada, body):
    with pytest.raises(Invalid):
        send_message(pair, body=body, client_id="x", actor=ada)
    assert send_message(pair, body="Fit", client_id="x", actor=ada).seq == 1


def test_text_is_rendered_safely(say, ada):
    assert "<script" not in say("**bold** <script>alert(1)</script>", ada).html
    assert "<strong>" in say("**bold**", ada).html


def test_nobody_else_writes_or_reads(pair, say, ada, make_person):
    stranger, message = make_person(), say("Hello", ada)
    with pytest.raises(NotFound):
        send_message(pair, body="Me too", client_id="s", actor=stranger)
    for deed in (
        lambda: edit_message(message, body="Ha", actor=stranger),
        lambda: delete_message(message, actor=stranger),
    ):
        with pytest.raises(NotFound):
            deed()
    assert list_messages(pair, viewer=stranger, limit=20).items == []
    assert catch_up({pair.id: 0}, viewer=stranger) == ({}, [])


def test_an_edit_keeps_what_was_said(say, ada, ben, announced):
    message = say("Helo", ada)
    announced.clear()
    edit_message(message, body="Hello", actor=ada)
    edit_message(message, body="Hello", actor=ada)
    assert announced == [MessageEdited(message.id, message.conversation_id, 1)]
    assert session.scalars(select(MessageRevision.body)).all() == ["Helo"]
    assert message.edited_at is not None
    with pytest.raises(Forbidden):
        edit_message(message, body="Mine now", actor=ben)


def test_a_deleted_message_keeps_its_place_and_nothing_else(pair, say, ada, ben, announced):
    message = say("Secret", ada)
    say("Next", ben)
    edit_message(message, body="Secret still", actor=ada)
    react(message, name="like", actor=ben)
    announced.clear()
    delete_message(message, actor=ada)
    delete_message(message, actor=ada)
    assert announced == [MessageDeleted(message.id, pair.id, 1)]
    first, _second = list_messages(pair, viewer=ben, limit=20).items
    assert (first.deleted, first.body, first.html, first.seq) == (True, None, None, 1)
    assert session.scalars(select(Message.body).where(Message.id == message.id)).one() == ""
    assert session.scalars(select(MessageRevision)).all() == []
    with pytest.raises(Conflict):
        edit_message(message, body="Back", actor=ada)
    with pytest.raises(Conflict):
        react(message, name="like", actor=ben)


def test_moderation_hides_a_message_and_can_show_it_again(say, ada, make_person):
    moderator, message = make_person("Mo", Role.MEMBER, Role.MODERATOR), say("Rude", ada)
    hide_message(message, actor=moderator)
    assert get_message_item(message.id).body is None
    restore_message(message, actor=moderator)
    assert get_message_item(message.id).body == "Rude"
    with pytest.raises(Forbidden):
        hide_message(message, actor=ada)


def test_an_answer_quotes_what_it_answers_until_that_is_deleted(say, pair, ada, ben):
    first = say("Who has **the key**?", ada)
    answer = say("Me", ben, reply_to=first)
    quote = get_message_item(answer.id).quote
    assert (quote.author.name, quote.text) == ("Ada", "Who has the key?")
    delete_message(first, actor=ada)
    assert get_message_item(answer.id).quote.text is None


def test_one_answers_only_within_the_conversation(say, ada, make_person):
    elsewhere = open_conversation([make_person()], actor=ada)
    message = send_message(elsewhere, body="Hello", client_id="e", actor=ada)
    with pytest.raises(Invalid):
        say("Yes", ada, reply_to=message)


def test_one_person_has_one_reaction(say, ada, ben, announced):
    message = say("Done", ada)
    announced.clear()
    react(message, name="like", actor=ben)
    react(message, name="like", actor=ben)
    react(message, name="thanks", actor=ben)
    item = get_message_item(message.id, viewer=ben)
    assert (item.reactions, item.my_reactions) == ({"thanks": 1}, ["thanks"])
    take_back_reaction(message, name="like", actor=ben)
    take_back_reaction(message, name="thanks", actor=ben)
    assert get_message_item(message.id, viewer=ben).reactions == {}
    assert announced == [MessageReactionChanged(message.id, message.conversation_id, ben.id)] * 3


def test_pages_go_both_ways(pair, say, ada):
    for number in range(1, 11):
        say(f"{number}", ada)

    def numbers(**arguments):
        page = list_messages(pair, viewer=ada, limit=3, **arguments)
        return [item.seq for item in page.items], page.next

    assert numbers() == ([8, 9, 10], "before:8")
    assert numbers(before=8) == ([5, 6, 7], "before:5")
    assert numbers(before=3) == ([1, 2], None)
    assert numbers(after=2) == ([3, 4, 5], "after:5")
    assert numbers(after=7) == ([8, 9, 10], None)
    assert numbers(after=10) == ([], None)


def test_unread_counts_the_words_of_others(pair, say, ada, ben, announced):
    say("one", ada)
    gone = say("two", ada)
    assert (count_unread(ben), HAS_UNREAD.of(ben), count_unread(ada), HAS_UNREAD.of(ada)) == (2, True, 0, False)
    delete_message(gone, actor=ada)
    assert count_unread(ben) == 1
    announced.clear()
    mark_read(pair, seq=99, actor=ben)
    mark_read(pair, seq=1, actor=ben)
    assert announced == [ConversationRead(pair.id, ben.id, 2)]
    assert (count_unread(ben), HAS_UNREAD.of(ben)) == (0, False)


def test_a_muted_conversation_calls_for_nothing(pair, say, ada, ben):
    say("one", ada)
    mute(pair, actor=ben)
    assert not HAS_UNREAD.of(ben)
    [item] = list_conversations(ben, limit=20).items
    assert (item.muted, item.unread) == (True, 1)


def test_muting_for_a_time_ends_by_itself(pair, say, ada, ben):
    until = clock.from_now(hours=1)
    mute(pair, until=until, actor=ben)
    say("one", ada)
    [item] = list_conversations(ben, limit=20).items
    assert (item.muted, item.muted_until, item.unread) == (True, until, 1)
    assert (count_unread(ben), HAS_UNREAD.of(ben)) == (0, False)
    with clock.stopped_at(until):
        [item] = list_conversations(ben, limit=20).items
        assert (item.muted, item.muted_until, item.unread) == (False, None, 1)
        assert (count_unread(ben), HAS_UNREAD.of(ben)) == (1, True)


def test_muting_again_takes_the_newer_wish(pair, say, ada, ben):
    mute(pair, until=clock.from_now(hours=1), actor=ben)
    mute(pair, actor=ben)
    assert list_conversations(ben, limit=20).items[0].muted_until is None
    say("one", ada)
    unmute(pair, actor=ben)
    assert count_unread(ben) == 1
    with pytest.raises(Invalid):
        mute(pair, until=clock.now(), actor=ben)


def test_who_was_away_is_given_what_was_said(pair, say, ada, ben):
    for number in range(130):
        say(f"{number}", ada)
    found, more = catch_up({pair.id: 20}, viewer=ben)
    assert [item.seq for item in found[pair.id]] == list(range(21, 121))
    assert more == [pair.id]
    assert catch_up({pair.id: 130}, viewer=ben) == ({pair.id: []}, [])


def test_whoever_reads_a_message_sees_what_changed_in_it_until_it_is_gone(client, say, ada, ben, make_person):
    message = say("At ten", ada)
    edit_message(message, body="At ten sharp", actor=ada)
    address = f"/api/v1/messages/{message.id}/history"
    versions = client.sign_in(ben).get(address).json["items"]
    assert [[(piece["kind"], piece["text"]) for piece in version["pieces"]] for version in versions] == [
        [("same", "At ten"), ("added", " sharp")],
        [("same", "At ten")],
    ]
    page = client.get(f"/messages/{message.id}/history").text
    assert "<ins>sharp</ins>" in page
    assert client.sign_in(make_person()).get(address).status_code == 404
    hide_message(message, actor=make_person("Moderator", Role.MODERATOR))
    assert client.sign_in(ben).get(address).status_code == 409
    assert "sharp" not in client.get(f"/messages/{message.id}/history").text

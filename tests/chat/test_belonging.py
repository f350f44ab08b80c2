"""Conversations of several people: who comes, who goes, who looks after them, and what newcomers may read."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from app.accounts.services import deactivate_person
from app.chat import meeting
from app.chat.attaching import holder_of, sees
from app.chat.models import Message
from app.chat.queries import (
    catch_up,
    count_unread,
    get_conversation,
    get_conversation_item,
    get_message,
    list_conversations,
    list_messages,
    list_pins,
    newcomers_since,
    who_has_not_read,
)
from app.chat.services import (
    archive_conversation,
    bring_back_conversation,
    choose_who_invites,
    close_conversation,
    delete_message,
    edit_message,
    forward_message,
    hand_over_conversation,
    invite_to_conversation,
    leave_conversation,
    mark_read,
    mute,
    pin_message,
    react,
    remove_from_conversation,
    rename_conversation,
    reopen_conversation,
)
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.people.services import block_person
from tests.chat.saying import say


def told(conversation, viewer):
    """What the viewer reads, in order: words, and what happened."""
    items = list_messages(conversation, viewer=viewer, limit=50).items
    with force_locale("en"):
        return [item.act_text or item.body for item in items]


def owner_of(conversation, viewer):
    return get_conversation_item(conversation, viewer=viewer).owner_id


def test_each_change_says_a_line_in_its_order(three, ada, ben, cleo, dora):
    say(three, ben)
    rename_conversation(three, title="Ships", actor=ada)
    rename_conversation(three, title="Ships", actor=ada)
    invite_to_conversation(three, [dora, cleo], actor=ben)
    remove_from_conversation(three, cleo, actor=ada)
    hand_over_conversation(three, ben, actor=ada)
    choose_who_invites(three, owner_alone=True, actor=ben)
    rename_conversation(three, title="", actor=ben)
    leave_conversation(three, actor=ada)
    assert told(three, ben) == [
        "Hello",
        "Ada Lovelace named the conversation “Ships”",
        "Ben Nevis added Dora Elm",
        "Ada Lovelace removed Cleo Nil",
        "Ada Lovelace handed the conversation over to Ben Nevis",
        "Ben Nevis alone adds people from now on",
        "Ben Nevis removed the name of the conversation",
        "Ada Lovelace left",
    ]
    assert [item.seq for item in list_messages(three, viewer=ben, limit=50).items] == list(range(1, 9))


def test_a_line_waits_for_nobody_and_stays_as_it_is(three, ada, ben):
    rename_conversation(three, title="Ships", actor=ada)
    line = session.query(Message).one()
    assert count_unread(ben) == 0
    assert who_has_not_read(line) == {}
    for deed in (
        lambda: edit_message(line, body="No", actor=ada),
        lambda: delete_message(line, actor=ada),
        lambda: react(line, name="like", actor=ben),
        lambda: pin_message(line, actor=ada),
        lambda: forward_message(line, three, client_id="f", actor=ada),
        lambda: say(three, ben, reply_to=line),
    ):
        with pytest.raises(Conflict):
            deed()


def test_only_who_looks_after_it_changes_it(three, ada, ben, cleo, pair):
    for deed in (
        lambda: rename_conversation(three, title="Mine", actor=ben),
        lambda: remove_from_conversation(three, cleo, actor=ben),
        lambda: hand_over_conversation(three, ben, actor=ben),
        lambda: choose_who_invites(three, owner_alone=True, actor=ben),
        lambda: close_conversation(three, actor=ben),
    ):
        with pytest.raises(Forbidden, match=r"\w"):
            deed()
    with pytest.raises(Conflict):
        rename_conversation(pair, title="Ours", actor=ada)
    with pytest.raises(Invalid):
        rename_conversation(three, title="x" * 81, actor=ada)


def test_everybody_brings_others_in_unless_that_is_kept_to_one(three, ada, ben, dora, make_person, pair):
    invite_to_conversation(three, [dora], actor=ben)
    choose_who_invites(three, owner_alone=True, actor=ada)
    with pytest.raises(Forbidden):
        invite_to_conversation(three, [make_person()], actor=ben)
    invite_to_conversation(three, [make_person()], actor=ada)
    with pytest.raises(Conflict):
        invite_to_conversation(pair, [dora], actor=ada)
    with pytest.raises(Invalid):
        invite_to_conversation(three, [], actor=ada)


def test_a_newcomer_reads_what_is_said_from_now_on(three, ada, ben, dora):
    old = say(three, ada, "Before you came")
    pin_message(old, actor=ada)
    invite_to_conversation(three, [dora], actor=ben)
    say(three, ada, "Welcome")
    assert told(three, dora) == ["Ben Nevis added Dora Elm", "Welcome"]
    assert [item.seq for item in list_messages(three, viewer=dora, after=0, limit=5).items] == [2, 3]
    assert list_messages(three, viewer=dora, limit=5, q="before").items == []
    assert [item.seq for item in catch_up({three.id: 0}, viewer=dora)[0][three.id]] == [2, 3]
    assert list_pins(three, viewer=dora) == []
    assert not sees(dora, holder_of(old))
    assert sees(ben, holder_of(old))
    with pytest.raises(NotFound):
        get_message(old.id, viewer=dora)
    assert count_unread(dora) == 1
    assert newcomers_since(three.id, old.seq) == {dora.id}
    assert newcomers_since(three.id, three.last_seq) == set()


def test_a_newcomer_reads_what_was_said_where_that_was_chosen(three, ada, dora):
    say(three, ada, "Before you came")
    invite_to_conversation(three, [dora], shows_past=True, actor=ada)
    assert told(three, dora)[0] == "Before you came"
    assert count_unread(dora) == 0


def test_who_was_put_out_is_out_and_who_comes_again_begins_anew(three, ada, cleo):
    say(three, ada, "First")
    remove_from_conversation(three, cleo, actor=ada)
    remove_from_conversation(three, cleo, actor=ada)
    with pytest.raises(NotFound):
        get_conversation(three.id, viewer=cleo)
    say(three, ada, "Meanwhile")
    invite_to_conversation(three, [cleo], actor=ada)
    assert told(three, cleo) == ["Ada Lovelace added Cleo Nil"]
    with pytest.raises(Conflict):
        remove_from_conversation(three, ada, actor=ada)


def test_blocks_and_first_contacts_hold_for_invitations(three, ada, ben, dora, monkeypatch):
    block_person(ada, actor=dora)
    with pytest.raises(Forbidden):
        invite_to_conversation(three, [dora], actor=ada)
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    invite_to_conversation(three, [dora], actor=ben)
    item = get_conversation_item(three, viewer=dora)
    assert (item.is_request, item.asker_id) == (True, ben.id)
    with pytest.raises(Conflict):
        hand_over_conversation(three, dora, actor=ada)


def test_who_is_in_it_the_longest_looks_after_it_next(three, ada, ben, cleo, dora, drain):
    invite_to_conversation(three, [dora], actor=ada)
    hand_over_conversation(three, dora, actor=ada)
    leave_conversation(three, actor=dora)
    assert owner_of(three, ben) == ada.id
    deactivate_person(ada, actor=None)
    drain()
    drain()
    assert owner_of(three, cleo) == min(ben.id, cleo.id)
    assert told(three, ben)[-1].endswith("looks after the conversation from now on")


def test_what_is_put_away_comes_back_with_the_next_words_unless_it_is_muted(three, ada, ben):
    def listed(**wanted):
        return [item.id for item in list_conversations(ben, limit=5, **wanted).items]

    say(three, ada)
    archive_conversation(three, actor=ben)
    rename_conversation(three, title="Ships", actor=ada)
    assert (listed(), listed(archived=True), count_unread(ben)) == ([], [three.id], 0)
    say(three, ada)
    assert (listed(), listed(archived=True), count_unread(ben)) == ([three.id], [], 2)
    mute(three, actor=ben)
    archive_conversation(three, actor=ben)
    say(three, ada)
    assert (listed(), listed(archived=True)) == ([], [three.id])
    bring_back_conversation(three, actor=ben)
    assert listed() == [three.id]


def test_what_is_closed_is_read_and_nothing_is_said(three, ada, ben, dora):
    said = say(three, ben)
    close_conversation(three, actor=ada)
    for deed in (
        lambda: say(three, ada),
        lambda: edit_message(said, body="Other", actor=ben),
        lambda: react(said, name="like", actor=ada),
        lambda: forward_message(said, three, client_id="f", actor=ada),
        lambda: pin_message(said, actor=ada),
        lambda: invite_to_conversation(three, [dora], actor=ada),
    ):
        with pytest.raises(Forbidden):
            deed()
    mark_read(three, seq=2, actor=ada)
    assert told(three, ben) == ["Hello", "Ada Lovelace closed the conversation"]
    reopen_conversation(three, actor=ada)
    say(three, ben)

"""Conversations: who is in them, that a pair has one, and that nobody else can know."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.chat.policy import why_closed
from app.chat.queries import get_conversation, list_conversations
from app.chat.services import leave_conversation, open_conversation, open_room, react, send_message
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.events import transaction
from app.groups.services import delete_group, remove_member, set_member
from app.people.models import Block


@pytest.fixture
def block():
    def block(blocker, blocked):
        with transaction():
            session.add(Block(blocker_id=blocker.id, blocked_id=blocked.id))

    return block


def test_a_pair_has_one_conversation_whoever_opens_it(make_person):
    ada, ben = make_person(), make_person()
    assert open_conversation([ben], actor=ada).id == open_conversation([ada], actor=ben).id


def test_several_people_may_have_several_conversations(make_person):
    ada, ben, cleo = make_person(), make_person(), make_person()
    first = open_conversation([ben, cleo], title="Lunch", actor=ada)
    assert open_conversation([ben, cleo], actor=ada).id != first.id


def test_nobody_talks_to_nobody(make_person):
    ada = make_person()
    with pytest.raises(Invalid):
        open_conversation([ada], actor=ada)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.TRUSTED_PERSON, Role.ADMIN, Role.COMMUNICATION])
def test_no_role_opens_the_conversations_of_others(make_person, role):
    ada, ben, other = make_person(), make_person(), make_person("Other", Role.MEMBER, role)
    conversation = open_conversation([ben], actor=ada)
    with pytest.raises(NotFound):
        get_conversation(conversation.id, viewer=other)
    assert list_conversations(other, limit=20).items == []


def test_a_room_is_its_groups_and_is_made_once(make_person, make_group):
    ada, ben = make_person(), make_person()
    group = make_group(members=(ada, ben))
    assert open_room(group, actor=ada).id == open_room(group, actor=ben).id
    with pytest.raises(Forbidden):
        open_room(group, actor=make_person())


def test_a_removed_member_loses_the_room_at_once(make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,))
    room = open_room(group, actor=ada)
    send_message(room, body="Hello", client_id="1", actor=ada)
    remove_member(group, ada, actor=owner)
    with pytest.raises(NotFound):
        get_conversation(room.id, viewer=ada)
    with pytest.raises(NotFound):
        send_message(room, body="Still here?", client_id="2", actor=ada)


def test_the_room_of_a_deleted_group_is_gone(make_person, make_group):
    owner = make_person()
    group = make_group(owner=owner)
    room = open_room(group, actor=owner)
    delete_group(group, actor=owner)
    with pytest.raises(NotFound):
        get_conversation(room.id, viewer=owner)


def test_what_was_said_before_somebody_joined_does_not_wait_for_them(make_person, make_group, drain):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner)
    room = open_room(group, actor=owner)
    send_message(room, body="Hello", client_id="1", actor=owner)
    set_member(group, ada, actor=owner)
    drain()
    [item] = list_conversations(ada, limit=20).items
    assert (item.unread, item.last_seq) == (0, 1)


def test_who_leaves_a_conversation_between_people_is_out(make_person):
    ada, ben, cleo = make_person(), make_person(), make_person()
    conversation = open_conversation([ben, cleo], actor=ada)
    leave_conversation(conversation, actor=ben)
    leave_conversation(conversation, actor=ben)
    with pytest.raises(NotFound):
        get_conversation(conversation.id, viewer=ben)


def test_a_pair_and_a_room_cannot_be_left(make_person, make_group):
    ada = make_person()
    for conversation in (open_conversation([make_person()], actor=ada), open_room(make_group(owner=ada), actor=ada)):
        with pytest.raises(Conflict):
            leave_conversation(conversation, actor=ada)


def test_a_block_forbids_to_begin_and_to_go_on(make_person, block):
    ada, ben, cleo = make_person(), make_person(), make_person()
    before = open_conversation([ben], actor=ada)
    block(ben, ada)
    block(cleo, ada)
    with pytest.raises(Forbidden, match=r"\w"):
        send_message(before, body="Please", client_id="1", actor=ada)
    with pytest.raises(Forbidden):
        open_conversation([cleo], actor=ada)
    with pytest.raises(Forbidden):
        open_conversation([ben, cleo], actor=ada)
    assert open_conversation([ben], actor=ada).id == before.id


def test_who_blocks_somebody_does_not_write_to_them_either(ada, ben, pair, block):
    block(ada, ben)
    with pytest.raises(Forbidden, match="bloqué"):
        send_message(pair, body="And another thing", client_id="1", actor=ada)
    assert "bloqué" in (why_closed(ada, pair) or "")


def test_who_is_blocked_neither_answers_nor_reacts_to_what_the_other_says_in_a_room(ada, ben, make_group, block):
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    said = send_message(room, body="The press stops at noon.", client_id="1", actor=ada)
    block(ada, ben)
    send_message(room, body="Thank you, everybody.", client_id="2", actor=ben)
    with pytest.raises(Forbidden):
        send_message(room, body="As always.", client_id="3", reply_to=said, actor=ben)
    with pytest.raises(Forbidden):
        react(said, name="thanks", actor=ben)

"""Rooms for announcements: those who look after the group write, everybody else reads and reacts."""

from __future__ import annotations

import pytest

from app.chat.policy import why_closed
from app.chat.queries import get_conversation_item
from app.chat.services import (
    choose_who_writes,
    delete_message,
    edit_message,
    forward_message,
    open_room,
    react,
    schedule_message,
    send_message,
)
from app.core import clock
from app.core.errors import Conflict, Forbidden
from app.groups.models import GroupRole
from app.groups.services import set_member


@pytest.fixture
def group(ada, ben, make_group):
    """Ada owns it, Ben is a member."""
    return make_group(owner=ada, members=(ben,))


@pytest.fixture
def room(group, ada):
    return open_room(group, actor=ada)


def test_who_does_not_look_after_the_group_reads_and_reacts(room, pair, ada, ben):
    own = send_message(room, body="Before", client_id="1", actor=ben)
    elsewhere = send_message(pair, body="Elsewhere", client_id="2", actor=ben)
    choose_who_writes(room, keepers_alone=True, actor=ada)
    choose_who_writes(room, keepers_alone=True, actor=ada)
    tomorrow = clock.from_now(days=1)
    for deed in (
        lambda: send_message(room, body="Hello", client_id="3", actor=ben),
        lambda: send_message(room, body="Yes", client_id="4", thread=own, actor=ben),
        lambda: edit_message(own, body="After", actor=ben),
        lambda: forward_message(elsewhere, room, client_id="5", actor=ben),
        lambda: schedule_message(room, body="Later", client_id="6", scheduled_at=tomorrow, actor=ben),
    ):
        with pytest.raises(Forbidden, match=r"\w"):
            deed()
    said = send_message(room, body="News", client_id="7", actor=ada)
    assert said.seq == 3  # after one line that says what was decided
    react(said, name="thanks", actor=ben)
    delete_message(own, actor=ben)
    assert not get_conversation_item(room, viewer=ben).can_write
    assert why_closed(ben, room)


def test_who_looks_after_the_group_writes_and_so_does_everybody_once_that_is_said(room, group, ada, ben):
    choose_who_writes(room, keepers_alone=True, actor=ada)
    set_member(group, ben, role=GroupRole.MODERATOR, actor=ada)
    send_message(room, body="I help", client_id="1", actor=ben)
    set_member(group, ben, role=GroupRole.MEMBER, actor=ada)
    choose_who_writes(room, keepers_alone=False, actor=ada)
    send_message(room, body="I am back", client_id="2", actor=ben)


def test_only_owners_decide_and_only_of_rooms(room, pair, ada, ben):
    with pytest.raises(Forbidden):
        choose_who_writes(room, keepers_alone=True, actor=ben)
    with pytest.raises(Conflict):
        choose_who_writes(pair, keepers_alone=True, actor=ada)


def test_the_page_says_so_in_the_place_of_the_composer(client, room, ada, ben):
    english = {"Accept-Language": "en"}
    address = f"/messages/{room.id}"
    client.sign_in(ada).post(f"{address}/settings", data={"writes": "keepers"})
    page = client.get(address, headers=english).get_data(as_text=True)
    assert "Only those who look after the group write here" not in page
    page = client.sign_in(ben).get(address, headers=english).get_data(as_text=True)
    assert "Only those who look after the group write here. You can read and react." in page
    assert client.post(address, data={"body": "Hello"}).status_code == 403

"""Reminders: told to who wanted them, when they wanted, of what they may still read; nobody else knows."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.chat import queries
from app.chat.models import MessageReminder
from app.chat.services import (
    delete_message,
    hide_message,
    leave_conversation,
    mark_read,
    open_conversation,
    remind_due,
    send_message,
    set_reminder,
)
from app.chat.services import mute as mute_conversation
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound
from app.notifications.models import Notification
from app.notifications.mutes import Sort
from app.notifications.queries import list_notifications
from app.notifications.services import mute

API = "/api/v1"


@pytest.fixture
def several(ada, ben, make_person):
    return open_conversation([ben, make_person()], title="Three of us", actor=ada)


@pytest.fixture
def said(several, ada, ben):
    message = send_message(several, body="The crane-secret comes back.", client_id="c", actor=ada)
    mark_read(several, seq=message.seq, actor=ben)
    return message


def remind(message, actor, *, hours=1):
    set_reminder(message, due_at=clock.from_now(hours=hours), actor=actor)


@pytest.fixture
def pass_time(drain):
    def pass_time(hours):
        with clock.stopped_at(clock.from_now(hours=hours)):
            remind_due()
            drain()

    return pass_time


def told(person):
    return [each.subject for each in list_notifications(person).items if each.kind == "reminder"]


def test_who_wanted_it_is_told_once_and_led_to_it(pass_time, said, several, ada, ben):
    for hours in (5, 1):
        remind(said, ben, hours=hours)
    pass_time(0)
    assert told(ben) == []
    for _ in range(2):
        pass_time(2)
    assert (told(ben), told(ada)) == (["Ada Lovelace"], [])
    (notification,) = list_notifications(ben).items
    assert notification.url == f"/messages/{several.id}?at={said.seq}#m-{said.seq}"
    (kept,) = queries.list_reminders(ben, limit=9).items
    assert (kept.message.body, kept.told_at is None) == (said.body, False)
    remind(said, ben, hours=3)
    pass_time(4)
    assert len(told(ben)) == 2


@pytest.mark.parametrize("lose", ["leaves", "deleted", "hidden"])
@pytest.mark.parametrize("already_told", [True, False])
def test_of_what_can_no_longer_be_read_nothing_is_told_nor_listed(
    pass_time, said, several, ada, ben, make_person, lose, already_told
):
    remind(said, ben)
    if already_told:
        pass_time(2)
    if lose == "leaves":
        leave_conversation(several, actor=ben)
    elif lose == "deleted":
        delete_message(said, actor=ada)
    else:
        hide_message(said, actor=make_person("", Role.MODERATOR))
    pass_time(2)
    assert (told(ben), queries.list_reminders(ben, limit=9).items) == ([], [])
    if not already_told:
        assert session.scalar(select(Notification.id).where(Notification.person_id == ben.id)) is None
        assert session.scalar(select(MessageReminder.message_id)) is None


def test_it_is_ones_own_wish_whoever_and_whatever_is_muted(pass_time, said, several, ada, ben):
    mute_conversation(several, actor=ben)
    mute(Sort.PERSON, str(ada.id), wholly=True, actor=ben)
    remind(said, ben)
    pass_time(2)
    assert told(ben) == ["Ada Lovelace"]


def test_what_does_not_fit_is_refused(said, ada, ben, make_person, monkeypatch):
    for hours in (-1, 24 * 400):
        with pytest.raises(Invalid) as refused:
            remind(said, ben, hours=hours)
        assert "due_at" in refused.value.errors
    with pytest.raises(NotFound):
        remind(said, make_person())
    monkeypatch.setattr("app.chat.services.reminding.MOST_REMINDERS", 0)
    with pytest.raises(Conflict):
        remind(said, ben)
    delete_message(said, actor=ada)
    with pytest.raises(Conflict):
        remind(said, ben)


def test_the_pages_ask_when_and_say_when_it_is_done(client, pass_time, said, several, ben):
    ben.language = "en"
    client.sign_in(ben)
    address = f"/messages/{said.id}/reminder"
    assert "crane-secret" in client.get(address).text
    assert client.post(address, data={"due_at": "x"}).status_code == 422
    assert client.post(address, data={"soon": "minutes"}).location == f"/messages/{several.id}?at=1#m-1"
    assert "Do not remind me" in client.get("/messages/reminders").text
    pass_time(1)
    page = client.get("/messages/reminders").text
    assert "You were reminded of it" in page
    assert client.post(f"{address}/deletion").location == "/messages/reminders"
    assert "You were reminded of it" not in client.get("/messages/reminders").text


def test_the_interface_sets_lists_and_ends_it(client, said, ada, ben):
    wish = {"due_at": clock.from_now(days=1).isoformat()}
    client.sign_in(ben)
    for _ in range(2):
        assert client.put(f"{API}/messages/{said.id}/reminder", json=wish).status_code == 204
    (item,) = client.get(f"{API}/messages/reminders").json["items"]
    assert (item["message"]["id"], item["told_at"]) == (str(said.id), None)
    client.sign_in(ada)
    assert client.get(f"{API}/messages/reminders").json["items"] == []
    client.sign_in(ben)
    for _ in range(2):
        assert client.delete(f"{API}/messages/{said.id}/reminder").status_code == 204
    assert client.get(f"{API}/messages/reminders").json["items"] == []

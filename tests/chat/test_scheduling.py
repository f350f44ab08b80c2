"""Scheduled messages: their author's alone until their time, then sent once, with the rights of that moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app.chat import queries
from app.chat.models import Message
from app.chat.services import (
    cancel_scheduled,
    change_scheduled,
    leave_conversation,
    open_conversation,
    open_room,
    schedule_message,
    send_due,
    send_message,
    send_scheduled,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.files.models import File
from app.groups.services import archive_group
from app.notifications.models import Notification
from app.people.services import block_person

API = "/api/v1"


@pytest.fixture
def schedule(ada, pair):
    def schedule(body="The crane comes back.", *, hours=1, to=pair, client_id="later-1", **wish):
        at = clock.from_now(hours=hours)
        return schedule_message(to, body=body, client_id=client_id, scheduled_at=at, actor=ada, **wish)

    return schedule


def said(conversation, viewer):
    return [item.body for item in queries.list_messages(conversation, viewer=viewer, limit=9).items if not item.act]


def later(hours=2):
    return clock.stopped_at(clock.from_now(hours=hours))


def test_it_is_said_once_when_its_time_has_come(schedule, pair, ada, ben, make_file):
    question = send_message(pair, body="When?", client_id="q", actor=ben)
    note = make_file(owner=ada)
    for _ in range(2):
        schedule(file_ids=[note.id], reply_to=question)
    send_due()
    assert said(pair, ben) == ["When?"]
    with later():
        for _ in range(2):
            send_due()
    (_, sent) = queries.list_messages(pair, viewer=ben, limit=9).items
    assert (sent.body, sent.client_id, sent.quote.text) == ("The crane comes back.", "later-1", "When?")
    assert [file["id"] for file in sent.files] == [str(note.id)]
    assert queries.list_scheduled(ada) == []
    with pytest.raises(Conflict):
        schedule()


def test_a_worker_that_dies_in_between_leaves_the_wish_or_the_message(schedule, pair, ada, monkeypatch):
    schedule()
    with later():
        monkeypatch.setattr("app.chat.services.scheduling.let_go", lambda _scheduled: 1 / 0)
        send_due()
        assert (said(pair, ada), len(queries.list_scheduled(ada))) == ([], 1)
        monkeypatch.undo()
        send_due()
    assert (said(pair, ada), queries.list_scheduled(ada)) == (["The crane comes back."], [])


def test_what_is_sent_now_is_sent_no_more(schedule, pair, ada):
    scheduled = schedule()
    send_scheduled(scheduled, actor=ada)
    for again in (
        lambda: send_scheduled(scheduled, actor=ada),
        lambda: cancel_scheduled(scheduled, actor=ada),
        lambda: change_scheduled(scheduled, body="x", actor=ada),
    ):
        with pytest.raises(NotFound):
            again()
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def leaves(conversation, _group, ada, _ben):
    leave_conversation(conversation, actor=ada)


def is_blocked(_conversation, _group, ada, ben):
    block_person(ada, actor=ben)


def is_archived(_conversation, group, _ada, ben):
    archive_group(group, actor=ben)


def is_closed(_conversation, _group, ada, _ben):
    ada.deactivated_at = clock.now()


@pytest.mark.parametrize(
    ("kind", "lose", "reason"),
    [
        ("several", leaves, "You are no longer part of this conversation."),
        ("pair", is_blocked, "You cannot write to Ben Nevis."),
        ("room", is_archived, "The group is in the archive."),
        ("pair", is_closed, "Your account was closed at that moment."),
    ],
)
def test_who_may_not_write_by_then_keeps_the_text_and_is_told_why(
    kind, lose, reason, drain, schedule, pair, ada, ben, make_group, make_person
):
    group = make_group(owner=ben, members=(ada,))
    several = open_conversation([ben, make_person()], title="Three of us", actor=ada)
    place = {"pair": pair, "several": several, "room": open_room(group, actor=ben)}[kind]
    ada.language = "en"
    schedule(to=place)
    lose(place, group, ada, ben)
    with later():
        send_due()
        drain()
    (kept,) = queries.list_scheduled(ada)
    assert (kept.body, kept.scheduled_at, kept.refusal) == ("The crane comes back.", None, reason)
    assert (kept.conversation is None) == (kind == "several")
    assert said(place, ben) == []
    told = select(Notification.kind).where(Notification.person_id == ada.id, Notification.url == "/messages/scheduled")
    assert session.scalars(told).all() == ["unsent"]


def test_nobody_else_knows_of_it(client, schedule, ben, ada, pair, make_file):
    note = make_file(owner=ada)
    scheduled = schedule("Crane-secret", file_ids=[note.id])
    client.sign_in(ben)
    assert client.get(f"/files/{note.id}").status_code == 404
    assert client.get(f"/messages/scheduled/{scheduled.id}/edit").status_code == 404
    assert client.post(f"/messages/scheduled/{scheduled.id}/sending").status_code == 404
    assert client.get(f"{API}/messages/scheduled").json["items"] == []
    for path in (f"/messages/{pair.id}", f"/messages/{pair.id}/scheduled", "/messages/scheduled"):
        assert "Crane-secret" not in client.get(path).text


def test_what_does_not_fit_is_refused(schedule, monkeypatch, ada, ben, make_person, pair):
    elsewhere = send_message(open_conversation([make_person()], actor=ada), body="x", client_id="x", actor=ada)
    for wish in ({"hours": -1}, {"hours": 24 * 400}, {"body": " "}, {"reply_to": elsewhere}):
        with pytest.raises(Invalid):
            schedule(**wish)
    block_person(ada, actor=ben)
    with pytest.raises(Forbidden):
        schedule()
    monkeypatch.setattr("app.chat.services.scheduling.MOST_SCHEDULED", 0)
    with pytest.raises(Conflict):
        schedule(to=open_conversation([make_person()], actor=ada))
    assert queries.list_scheduled(ada) == []


def test_letting_it_go_lets_its_files_go(schedule, ada, make_file):
    note_id = make_file(owner=ada).id
    cancel_scheduled(schedule(file_ids=[note_id]), actor=ada)
    assert session.scalar(select(File.id).where(File.id == note_id)) is None


@pytest.mark.parametrize(
    ("soon", "expected"),
    [("hour", "2026-11-28T00:40"), ("tomorrow", "2026-11-28T08:00"), ("monday", "2026-11-30T08:00")],
)
def test_the_composer_takes_a_moment_by_the_authors_clock(client, ada, pair, soon, expected):
    ada.language, ada.time_zone = "en", "America/Montreal"
    montreal = ZoneInfo("America/Montreal")
    with clock.stopped_at(datetime(2026, 11, 27, 23, 40, tzinfo=montreal)):  # a Friday, and Saturday in Paris
        client.sign_in(ada)
        address = f"/messages/{pair.id}/scheduled"
        form = {"body": "Good morning", "client_id": "m"}
        assert client.post(address, data=form | {"soon": soon}).status_code == 303
        (waiting,) = queries.list_scheduled(ada)
        assert waiting.scheduled_at.astimezone(montreal).strftime("%Y-%m-%dT%H:%M") == expected
        assert "1 message will be sent" in client.get(address).text
        refused = client.post(address, data=form | {"soon": "typed", "client_id": "n"})
        assert (refused.status_code, "Choose a date and a time." in refused.text) == (422, True)
        assert "Good morning" in refused.text


def test_the_page_changes_it_sends_it_now_and_lets_it_go(client, schedule, ada, pair):
    ada.language = "en"
    client.sign_in(ada)
    first, second = schedule("One", client_id="1").id, schedule("Two", client_id="2").id
    page = client.get("/messages/scheduled").text
    assert page.index("One") < page.index("Two")
    address = f"/messages/scheduled/{first}"
    typed = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(f"{address}/edit", data={"body": "Better", "scheduled_at": "x"}).status_code == 422
    assert client.post(f"{address}/edit", data={"body": "Better", "scheduled_at": typed}).status_code == 303
    assert f'value="{typed}"' in client.get(f"{address}/edit").text
    assert client.post(f"{address}/sending").location == f"/messages/{pair.id}"
    assert client.post(f"/messages/scheduled/{second}/deletion").location == "/messages/scheduled"
    assert (said(pair, ada), queries.list_scheduled(ada)) == (["Better"], [])


def test_its_author_reads_it_as_it_will_be_read(client, schedule, ada):
    schedule("**Tomorrow**, not <b>today</b>", client_id="1")
    client.sign_in(ada)
    [item] = client.get(f"{API}/messages/scheduled").json["items"]
    assert item["html"].startswith("<p><strong>Tomorrow</strong>, not &lt;b&gt;today&lt;/b&gt;")
    assert item["html"] in client.get("/messages/scheduled").text


def test_the_interface_schedules_changes_and_lets_go(client, ada, pair):
    client.sign_in(ada)
    wish = {"body": "Later", "client_id": "a", "scheduled_at": clock.from_now(days=1).isoformat()}
    for _ in range(2):
        answer = client.post(f"{API}/conversations/{pair.id}/scheduled", json=wish)
        assert (answer.status_code, answer.json["conversation"]) == (201, "Ben Nevis")
    address = f"{API}/messages/scheduled/{answer.json['id']}"
    assert [item["body"] for item in client.get(f"{API}/messages/scheduled").json["items"]] == ["Later"]
    assert client.patch(address, json={"body": "Sooner"}).json["body"] == "Sooner"
    sent = client.post(f"{address}/sending")
    assert (sent.status_code, sent.json["client_id"], sent.json["body"]) == (201, "a", "Sooner")
    assert client.delete(address).status_code == 404
    assert client.post(f"{API}/conversations/{pair.id}/scheduled", json=wish).status_code == 409

"""Web push to a real endpoint that opens what it gets: each thing once, and only what may be told then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import BrowserSession, Role
from app.accounts.services import end_session, open_session, suspend_person
from app.chat.services import open_conversation, send_message
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.fetching import Client
from app.core.outbox import Job
from app.delivery.models import State
from app.delivery.push import services
from app.delivery.push.models import Browser, Push, PushIdentity
from app.delivery.push.queries import list_browsers
from app.delivery.push.services import PAUSES, subscribe
from app.feed.services import delete_post, publish_comment, publish_post, react
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.kinds import Kind
from app.notifications.mutes import Sort
from app.notifications.queries import list_notifications
from app.notifications.services import choose, choose_attention, mark_read, mute, notify, plan_absence
from app.presence.services import be_busy
from tests.support.pushes import PushService

EVENING = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)  # a Monday, nine o'clock in Paris
MORNING = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def service(app):
    """A push service that the house may reach."""
    with PushService() as service:
        allowed = frozenset({service.host})
        app.extensions["parvis.http"] = Client(allowed)
        app.extensions["parvis.settings"] = app.extensions["parvis.settings"].model_copy(
            update={"allowed_private_hosts": allowed}
        )
        yield service


@pytest.fixture
def listen(service):
    """Let a person be told in a browser of this name."""

    def listen(person, name="phone"):
        open_session(person, device=name)
        opened = session.scalars(select(BrowserSession).order_by(BrowserSession.id.desc())).first()
        return subscribe(session_id=opened.id, **service.subscription(name), device="Firefox/1 Android", actor=person)

    return listen


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def ben(make_person, listen):
    ben = make_person("Ben", language="en")
    listen(ben)
    return ben


def test_a_mention_reaches_each_device_encrypted_and_says_one_sentence(ada, ben, listen, service, drain):
    listen(ben, "laptop")
    publish_post(body=f"The code is 1234, @{ben.handle}", actor=ada)
    drain()
    assert sorted(taken.path for taken in service.taken) == ["/push/laptop", "/push/phone"]
    (waiting,) = list_notifications(ben).items
    first = service.taken[0]
    assert first.message == {
        "title": "Parvis",
        "body": "Ada mentioned you",
        "url": f"/notifications/{waiting.id}",
        "tag": str(waiting.id),
        "lang": "en",
    }
    assert b"Ada" not in first.sealed
    assert (first.headers["Content-Encoding"], first.headers["Topic"]) == ("aes128gcm", waiting.id.hex)
    drain()
    assert len(service.taken) == 2


def test_what_is_not_wanted_on_devices_is_not_pushed(ada, ben, service, drain):
    post = publish_post(body="Mine", actor=ben)
    publish_comment(post, body="I know", actor=ada)
    drain()
    assert service.taken == []
    assert session.scalars(select(Push)).all() == []


def test_each_thing_to_read_takes_the_place_of_the_one_before(ada, ben, make_person, service, drain):
    choose({Kind.COMMENT: {"push": True}, Kind.REACTION: {"push": True}}, actor=ben)
    post = publish_post(body="Mine", actor=ben)
    for person in (ada, make_person("Cleo")):
        publish_comment(post, body="I know", actor=person)
        drain()
    assert service.bodies == ["Ada answered your post", "Cleo and 1 other answered your post"]
    assert len({taken.message["tag"] for taken in service.taken}) == 1
    for person in (ada, make_person("Dan")):
        react(post, "like", actor=person)
        drain()
    assert len(service.taken) == 3, "of what is only counted, the first is told"


def test_what_comes_in_the_quiet_waits_and_comes_together(ada, ben, make_person, service, drain):
    choose_attention(keeps_quiet=True, actor=ben)
    with clock.stopped_at(EVENING):
        for name in ("Cleo", "Dan", "Eve", "Finn"):
            publish_post(body=f"@{ben.handle}", actor=make_person(name))
        drain()
        assert service.taken == []
    with clock.stopped_at(MORNING):
        drain()
    (together,) = service.taken
    lines = together.message["body"].split("\n")
    assert sorted(lines[:3])[0].endswith("mentioned you")
    assert lines[3] == "and 1 more"
    assert together.message["url"] == "/notifications"


def test_who_is_not_to_be_disturbed_is_told_of_messages_afterwards(ada, ben, service, drain):
    until = clock.from_now(hours=2)
    be_busy(until, actor=ben)
    choose({Kind.MESSAGE: {"push": True}}, actor=ben)
    send_message(open_conversation([ben], actor=ada), body="Hello", client_id="1", actor=ada)
    with clock.stopped_at(until - timedelta(minutes=1)):
        drain()
        assert service.taken == []
    with clock.stopped_at(until):
        drain()
    (told,) = service.taken
    assert told.message["title"]


def test_who_is_away_is_told_when_they_are_back(ada, ben, service, drain):
    with clock.stopped_at(MORNING):
        plan_absence(MORNING.date(), MORNING.date(), actor=ben)
        publish_post(body=f"@{ben.handle}", actor=ada)
        drain()
        assert service.taken == []
    with clock.stopped_at(MORNING + timedelta(days=1)):
        drain()
    assert service.bodies == ["Ada mentioned you"]


@pytest.fixture
def held(ada, ben, make_group, drain):
    """A mention in a closed group that waits for the morning, and what becomes of it by then."""
    choose_attention(keeps_quiet=True, actor=ben)
    group = make_group(owner=ada, members=(ben,), access=Access.CLOSED, name="Plans")
    with clock.stopped_at(EVENING):
        post = publish_post(body=f"@{ben.handle}", group=group, actor=ada)
        drain()
    return post


@pytest.mark.parametrize("meanwhile", ["left", "deleted", "read", "unwanted", "muted", "suspended"])
def test_what_is_not_to_be_told_any_more_is_not_sent(held, ben, make_person, service, drain, meanwhile):
    deeds = {
        "left": lambda: remove_member(held.group, ben, actor=held.author),
        "deleted": lambda: delete_post(held, actor=held.author),
        "read": lambda: mark_read(actor=ben),
        "unwanted": lambda: choose({Kind.MENTION: {"push": False}}, actor=ben),
        "muted": lambda: mute(Sort.POST, str(held.id), wholly=True, actor=ben),
        "suspended": lambda: suspend_person(
            ben, until=MORNING + timedelta(days=9), actor=make_person("", Role.MODERATOR)
        ),
    }
    with clock.stopped_at(EVENING):
        deeds[meanwhile]()
    with clock.stopped_at(MORNING):
        drain()
    assert service.taken == []
    assert [push.state for push in session.scalars(select(Push))] in ([State.DROPPED], [])


def test_signing_out_ends_it(held, ben, service, drain):
    (browser,) = list_browsers(ben)
    end_session(browser.session_id, actor=ben)
    with clock.stopped_at(MORNING):
        drain()
    assert service.taken == []
    session.expire_all()
    assert list_browsers(ben) == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_dropped(ada, ben, service, drain, status):
    service.answers = [(status, {})]
    publish_post(body=f"@{ben.handle}", actor=ada)
    drain()
    session.expire_all()
    assert list_browsers(ben) == []
    assert session.scalars(select(Job)).all() == []


def test_a_service_that_is_away_is_asked_again_later(ada, ben, service, drain):
    service.answers = [(503, {}), (429, {"Retry-After": "3600"})]
    publish_post(body=f"@{ben.handle}", actor=ada)
    start = clock.now()
    drain()
    assert session.scalars(select(Push)).one().fault == "503"
    for moment, count in ((PAUSES[0] * 1.1, 0), (timedelta(minutes=50), 0), (timedelta(hours=1, minutes=3), 1)):
        with clock.stopped_at(start + moment):
            drain()
        assert len(service.taken) == count
    assert session.scalars(select(Push)).one().state == State.SENT


def test_a_service_that_asks_for_a_pause_without_end_is_asked_again_after_a_day(ada, ben, service, drain):
    service.answers = [(429, {"Retry-After": "9" * 5000})]
    publish_post(body=f"@{ben.handle}", actor=ada)
    start = clock.now()
    drain()
    push = session.scalars(select(Push)).one()
    assert (push.fault, push.due_at - start > timedelta(hours=23)) == ("429", True)
    with clock.stopped_at(start + timedelta(hours=25)):
        drain()
    assert len(service.taken) == 1


def test_a_service_that_never_answers_is_given_up(ada, ben, service, drain):
    service.answers = [(500, {})] * 20
    publish_post(body=f"@{ben.handle}", actor=ada)
    moment = clock.now()
    for pause in (timedelta(0), *PAUSES, timedelta(days=1)):
        moment += pause + timedelta(seconds=1)
        with clock.stopped_at(moment):
            drain()
    push = session.scalars(select(Push)).one()
    assert (push.state, push.tries) == (State.FAILED, len(PAUSES) + 1)


def test_a_message_that_is_refused_is_not_sent_again(ada, ben, service, drain):
    service.answers = [(413, {})]
    publish_post(body=f"@{ben.handle}", actor=ada)
    drain()
    assert session.scalars(select(Push)).one().state == State.FAILED
    assert len(list_browsers(ben)) == 1


def test_a_private_network_is_never_reached(app, ada, ben, service, drain):
    app.extensions["parvis.http"] = Client()
    publish_post(body=f"@{ben.handle}", actor=ada)
    drain()
    assert service.taken == []
    session.expire_all()
    assert list_browsers(ben) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/1"},
        {"endpoint": "http://127.0.0.1:1/1"},
        {"endpoint": "ftp://push.example/1"},
        {"endpoint": "https://user@push.example/1"},
        {"endpoint": "https://push.example/é"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"p256dh": "AAAA"},
        {"p256dh": "é"},
        {"auth": "AAAA"},
    ],
)
def test_what_is_no_subscription_is_refused(ada, service, wrong):
    open_session(ada, device="x")
    opened = session.scalars(select(BrowserSession).where(BrowserSession.person_id == ada.id)).one()
    with pytest.raises(Invalid):
        subscribe(session_id=opened.id, **(service.subscription("x") | wrong), device="", actor=ada)


def test_a_browser_that_somebody_else_uses_now_is_theirs(ada, ben, listen, service, drain):
    listen(ada, "phone")
    session.expire_all()
    assert list_browsers(ben) == []
    assert len(list_browsers(ada)) == 1
    publish_post(body=f"@{ben.handle}", actor=ada)
    drain()
    assert service.taken == []


def test_the_page_subscribes_shows_and_removes_this_browser(client, ada, service):
    client.sign_in(ada)
    page = client.get("/notifications/settings").get_data(as_text=True)
    assert f'data-key="{session.get_one(PushIdentity, 1).public_key}"' in page
    assert client.post("/notifications/browsers", data=service.subscription("laptop")).status_code == 303
    page = client.get("/notifications/settings").get_data(as_text=True)
    assert "Ce navigateur" in page
    assert "data-key=" not in page
    (browser,) = list_browsers(ada)
    client.post(f"/notifications/browsers/{browser.id}/removal")
    session.expire_all()
    assert list_browsers(ada) == []


def test_another_ones_browser_is_left_alone(ada, ben):
    (browser,) = list_browsers(ben)
    services.remove_browser(browser.id, actor=ada)
    assert len(list_browsers(ben)) == 1


def test_with_another_secret_key_browsers_must_subscribe_again(app, ben):
    before = services.find_identity()
    assert services.find_identity() == before
    app.secret_key, kept = "another key of thirty-two characters", app.secret_key
    try:
        assert services.find_identity() != before
    finally:
        app.secret_key = kept
    session.expire_all()
    assert session.scalars(select(Browser)).all() == []


def test_a_decision_waits_for_the_morning_on_devices_too(ben, service, drain):
    choose_attention(keeps_quiet=True, actor=ben)
    with clock.stopped_at(EVENING):
        notify(ben.id, Kind.NOTICE, key="decision", url="/decisions/mine")
        drain()
    assert service.taken == []


def test_the_service_worker_runs_what_the_rooms_bring(client):
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    paths = answer.get_data(as_text=True).split('"')[1::2]
    scripts = [client.get(path).get_data(as_text=True) for path in paths]
    assert any("showNotification" in script for script in scripts)
    assert any("parvis-pages" in script for script in scripts)

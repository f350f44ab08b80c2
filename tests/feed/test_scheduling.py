"""Scheduled posts: their author's alone until their time, then published once, with the rights of that moment."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feed import queries, scheduling
from app.feed.kinds import KINDS, load_parts
from app.feed.models import Poll, Post, ScheduledPost
from app.feed.parts import dump_parts
from app.feed.services import cancel_scheduled, change_scheduled, publish_scheduled, schedule_post
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.polling import NewPoll
from app.files.models import File
from app.groups.services import remove_member
from app.notifications.models import Notification

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def schedule(ada):
    def schedule(body="The crane comes back.", *, hours=1, **wish):
        return schedule_post(body=body, scheduled_at=clock.from_now(hours=hours), actor=ada, **wish)

    return schedule


def posts():
    return session.scalar(select(func.count()).select_from(Post))


def later(hours=2):
    return clock.stopped_at(clock.from_now(hours=hours))


def test_it_becomes_a_post_once_when_its_time_has_come(schedule, ada, make_file):
    note = make_file(owner=ada)
    promised = schedule(title="Crane", file_ids=[note.id], parts=[NewPoll(options=["Now", "Later"])]).id
    scheduling.publish_due()
    assert posts() == 0
    with later():
        for _ in range(2):
            scheduling.publish_due()
    post = queries.get_post(promised, viewer=ada)
    assert (post.title, post.body, posts()) == ("Crane", "The crane comes back.", 1)
    assert [file["id"] for file in post.files] == [str(note.id)]
    assert session.get(Poll, post.id) is not None
    assert queries.list_scheduled(ada) == []


def test_what_a_post_is_to_carry_outlives_the_wait():
    wished = [NewPoll(options=["A", "B"], closes_at=clock.from_now(days=2)), NewAnnouncement(confirm=True)]
    assert dump_parts(load_parts(dump_parts(wished))) == dump_parts(wished)
    assert all(kind.part.name == kind.name for kind in KINDS)


def test_a_worker_that_dies_in_between_leaves_the_wish_or_the_post(schedule, ada, monkeypatch):
    schedule()
    with later():
        monkeypatch.setattr("app.feed.services.scheduling.let_go", lambda _scheduled: 1 / 0)
        scheduling.publish_due()
        assert (posts(), len(queries.list_scheduled(ada))) == (0, 1)
        monkeypatch.undo()
        scheduling.publish_due()
        assert (posts(), len(queries.list_scheduled(ada))) == (1, 0)


def test_two_workers_publish_it_once(schedule, ada):
    scheduled = schedule()
    publish_scheduled(scheduled, parts=[], actor=ada)
    for again in (
        lambda: publish_scheduled(scheduled, parts=[], actor=ada),
        lambda: cancel_scheduled(scheduled, actor=ada),
        lambda: change_scheduled(scheduled, body="x", actor=ada),
    ):
        with pytest.raises(NotFound):
            again()
    assert posts() == 1


def test_whoever_lost_the_place_keeps_the_text_and_is_told_why(client, drain, schedule, ada, make_group):
    group = make_group(members=(ada,), access="closed")
    schedule("In confidence", group=group)
    remove_member(group, ada, actor=ada)
    with later():
        scheduling.publish_due()
        drain()
    (kept,) = queries.list_scheduled(ada)
    assert (posts(), kept.scheduled_at, kept.refusal) == (0, None, "You can no longer write here.")
    assert session.scalars(select(Notification.kind).where(Notification.url == "/posts/scheduled")).all() == [
        "unpublished"
    ]
    page = client.sign_in(ada).get("/posts/scheduled").text
    assert "In confidence" in page
    assert "You can no longer write here." in page
    with pytest.raises(Forbidden):
        scheduling.publish_now(kept)


def test_what_its_part_refuses_at_that_moment_is_told_too(schedule, ada, make_person):
    schedule(parts=[NewAnnouncement(confirm=True)])
    with later():
        scheduling.publish_due()
    assert queries.list_scheduled(ada)[0].refusal == "You may announce only where you look after the place."


def test_nobody_else_knows_of_it(client, schedule, ada, make_person, make_file):
    note = make_file(owner=ada)
    scheduled = schedule("Crane-secret", file_ids=[note.id])
    client.sign_in(make_person("", Role.MEMBER, Role.ADMIN))
    address = f"/posts/scheduled/{scheduled.id}"
    for path in (f"/posts/{scheduled.id}", f"{address}/edit", f"/files/{note.id}", f"{API}/posts/{scheduled.id}"):
        assert client.get(path).status_code == 404
    assert client.post(f"{address}/publication").status_code == 404
    assert client.get(f"{API}/posts/scheduled").json["items"] == []
    assert "Crane-secret" not in client.get("/").text


def test_a_moment_that_does_not_fit_is_refused(schedule, ada):
    for hours in (-1, 24 * 400):
        with pytest.raises(Invalid) as refused:
            schedule(hours=hours)
        assert "scheduled_at" in refused.value.errors
    with pytest.raises(Invalid):
        schedule(body=" ")
    assert session.scalar(select(ScheduledPost.id)) is None


def test_a_hundred_wait_at_most(schedule, monkeypatch):
    monkeypatch.setattr("app.feed.services.scheduling.MOST_SCHEDULED", 1)
    schedule()
    with pytest.raises(Conflict):
        schedule()


def test_letting_it_go_lets_its_files_go(schedule, ada, make_file):
    note = make_file(owner=ada)
    scheduled, note_id = schedule(file_ids=[note.id]), note.id
    cancel_scheduled(scheduled, actor=ada)
    assert session.scalar(select(File.id).where(File.id == note_id)) is None


def test_what_carries_only_files_keeps_one_or_gets_words(schedule, ada, make_file):
    scheduled = schedule("", file_ids=[make_file(owner=ada).id])
    with pytest.raises(Invalid):
        change_scheduled(scheduled, file_ids=[], actor=ada)
    change_scheduled(scheduled, file_ids=[], body="The crane comes back.", actor=ada)
    assert scheduled.files == []


def test_the_composer_takes_a_moment_by_the_authors_clock(client, make_person):
    tom = make_person("Tom Sol", language="en")
    tom.time_zone = "America/Montreal"
    session.flush()
    client.sign_in(tom)
    moment = (clock.now() + timedelta(days=3)).replace(hour=15, minute=30, second=0, microsecond=0)
    typed = moment.astimezone(ZoneInfo("America/Montreal")).strftime("%Y-%m-%dT%H:%M")
    form = {"body": "Later", "group_id": "", "scheduled_at": typed}
    assert client.post("/posts", data=form).location == "/posts/scheduled"
    (scheduled,) = queries.list_scheduled(tom)
    assert scheduled.scheduled_at == moment
    address = f"/posts/scheduled/{scheduled.id}"
    assert f'value="{typed}"' in client.get(f"{address}/edit").text
    assert client.post(f"{address}/edit", data={"body": "Better", "scheduled_at": "x"}).status_code == 422
    assert client.post(f"{address}/edit", data={"body": "Better", "scheduled_at": typed}).status_code == 303
    assert client.post(f"{address}/publication").location == f"/posts/{scheduled.id}"
    assert client.get(f"{API}/posts/{scheduled.id}").json["body"] == "Better"


def test_its_author_reads_it_as_it_will_be_read(client, schedule, ada):
    schedule(body="**Tomorrow**, not <b>today</b>")
    client.sign_in(ada)
    [item] = client.get(f"{API}/posts/scheduled").json["items"]
    assert item["html"].startswith("<p><strong>Tomorrow</strong>, not &lt;b&gt;today&lt;/b&gt;")
    assert item["html"] in client.get("/posts/scheduled").text


def test_a_wrong_moment_keeps_the_text_in_the_composer(client, ada):
    answer = client.sign_in(ada).post(
        "/posts", data={"body": "Kept text", "group_id": "", "scheduled_at": "2020-01-01T10:00"}
    )
    assert answer.status_code == 422
    assert "Kept text" in answer.text
    assert "Choose a moment to come, within a year." in answer.text


def test_the_interface_schedules_changes_and_lets_go(client, ada):
    client.sign_in(ada)
    at = clock.from_now(days=1).isoformat()
    answer = client.post(f"{API}/posts", json={"body": "Later", "scheduled_at": at, "question": True})
    assert answer.status_code == 201
    address = f"{API}/posts/scheduled/{answer.json['id']}"
    assert client.get(f"{API}/posts/scheduled").json["items"][0]["body"] == "Later"
    assert client.patch(address, json={"body": "Sooner"}).json["body"] == "Sooner"
    published = client.post(f"{address}/publication")
    assert (published.status_code, published.json["question"]) == (201, {"accepted": None})
    assert client.delete(address).status_code == 404

"""Events with a post: planned in its transaction, shown as they stand, answered from where one reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.agenda.models import Event, Reply
from app.agenda.services import answer_event, cancel_event, change_event
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.feed.kinds import load_parts
from app.feed.models import Post, PostEvent
from app.feed.parts import dump_parts
from app.feed.services import publish_post
from app.feed.services.meeting import NewEvent
from app.groups.models import Access

API = "/api/v1"


@pytest.fixture
def make_meeting(make_person):
    """A post that plans an event, with the event."""

    def make(*, author=None, group=None, **wishes):
        starts_at = wishes.pop("starts_at", clock.from_now(days=2))
        part = NewEvent(wishes.pop("title", "Pressure test"), starts_at, **wishes)
        post = publish_post(body="", group=group, parts=[part], actor=author or make_person())
        return post, session.scalars(select(Event).join(PostEvent).where(PostEvent.post_id == post.id)).one()

    return make


def typed(moment):
    return {"event_starts_on": f"{moment:%Y-%m-%d}", "event_starts_at": f"{moment:%H:%M}"}


def test_post_and_event_are_there_together_or_not_at_all(make_meeting, make_person, make_group):
    ada = make_person()
    group = make_group(members=(ada,), access=Access.SECRET)
    post, event = make_meeting(author=ada, group=group, seats=2)
    assert (event.group_id, event.seats, event.ends_at - event.starts_at) == (group.id, 2, timedelta(hours=1))
    assert post.parts["event"]["title"] == "Pressure test"
    with pytest.raises(Invalid) as refusal:
        make_meeting(author=ada, starts_at=clock.from_now(days=-1))
    assert list(refusal.value.errors) == ["event_starts_at"]
    assert session.query(Post).count() == session.query(Event).count() == 1


def test_the_post_shows_how_the_event_stands(make_meeting, make_person):
    post, event = make_meeting()
    version = post.version
    answer_event(event, Reply.YES, actor=make_person())
    assert (post.parts["event"]["yes"], post.version) == (1, version + 1)
    change_event(event, place="Bench C", actor=post.author)
    assert post.parts["event"]["place"] == "Bench C"
    cancel_event(event, actor=post.author)
    assert post.parts["event"]["is_cancelled"] is True


def test_the_composer_plans_and_the_card_is_answered(client, make_person):
    ada, ben = make_person(), make_person()
    sent = {
        "kind": "event",
        "event_title": "Visit",
        **typed(clock.from_now(days=2)),
        "event_seats": "9",
    }
    assert client.sign_in(ada).post("/posts", data=sent).status_code == 303
    as_ben = client.application.test_client().sign_in(ben)
    shown = as_ben.get("/?scope=all").text
    event = session.query(Event).one()
    assert f'formaction="/events/{event.id}/answer"' in shown
    as_ben.post(f"/events/{event.id}/answer", data={"reply": "yes", "next": "/?scope=all"})
    session.refresh(event)
    assert event.yes_count == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"event_title": ""}, "event_title"),
        ({"event_starts_at": ""}, "event_starts_at"),
        ({"event_starts_at": "soon"}, "event_starts_at"),
        ({"event_starts_on": "9999-12-31", "event_starts_at": "23:30"}, "event_starts_at"),
        ({"event_ends_on": "2020-01-01", "event_ends_at": "00:00"}, "event_ends_at"),
        ({"event_seats": "many"}, "event_seats"),
    ],
)
def test_what_cannot_be_planned_is_told_and_what_was_typed_is_kept(client, make_person, wrong, field):
    sent = {"kind": "event", "event_title": "Visit", "body": "Come!", **typed(clock.from_now(days=2))}
    answer = client.sign_in(make_person()).post("/posts", data=sent | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-note"' in answer.text
    assert "Come!</textarea>" in answer.text
    assert session.query(Event).count() == 0


def test_a_program_plans_with_a_post(client, make_person):
    starts_at = clock.from_now(days=2).isoformat()
    body = {"body": "Come!", "event": {"title": "Visit", "starts_at": starts_at, "seats": 4}}
    made = client.carry_bearer(make_person()).post(f"{API}/posts", json=body)
    assert made.status_code == 201
    assert (made.json["event"]["title"], made.json["event"]["seats"]) == ("Visit", 4)
    assert client.get(f"{API}/events/{made.json['event']['id']}").status_code == 200


def test_it_waits_with_a_post_for_its_time_as_it_was_wished_for():
    wished = NewEvent("Visit", clock.now().replace(tzinfo=None), seats=3)
    assert load_parts(dump_parts([wished])) == [wished]

"""Events over REST: what programs read, plan, change and answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.agenda.services import change_event
from tests.agenda.conftest import NOW

VISIT = {
    "title": "Visit",
    "starts_at": "2026-12-01T09:00:00+01:00",
    "ends_at": "2026-12-01T11:00:00+01:00",
    "time_zone": "Europe/Paris",
    "seats": 1,
}


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


@pytest.fixture
def api(client, ada):
    client.carry_bearer(ada)

    def api(method, path, body=None, status=200):
        answer = client.open(f"/api/v1{path}", method=method, json=body)
        assert answer.status_code == status, answer.text
        return answer.get_json(silent=True)

    return api


def test_an_event_is_planned_changed_answered_and_cancelled(api, ada, make_group):
    group = make_group(members=(ada,))
    event = api("POST", "/events", VISIT | {"group_id": str(group.id)}, 201)
    assert (event["starts_at"], event["group_id"]) == ("2026-12-01T08:00:00+00:00", str(group.id))
    assert event["author"]["name"] == "Ada Lune"
    assert event["my_answer"] is None
    path = f"/events/{event['id']}"
    assert api("PATCH", path, {"place": "Bench B"})["place"] == "Bench B"
    answered = api("PUT", f"{path}/answer", {"answer": "yes"})
    assert (answered["yes"], answered["my_answer"]) == (1, {"answer": "yes", "is_waiting": False, "place": None})
    assert api("GET", f"/groups/{group.id}/events")["items"][0]["id"] == event["id"]
    api("DELETE", path, status=204)
    assert api("GET", path)["cancelled_at"] is not None
    api("PUT", f"{path}/answer", {"answer": "no"}, 409)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": "2026-12-01T08:00:00+01:00"}, "ends_at"),
        ({"starts_at": "2020-12-01T08:00:00Z", "ends_at": "2020-12-01T09:00:00Z"}, "starts_at"),
        ({"starts_at": "2026-12-01T09:00:00"}, "starts_at"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"seats": -1}, "seats"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(api, wrong, field):
    answer = api("POST", "/events", VISIT | wrong, 422)
    assert [error["field"] for error in answer["errors"]] == [field]


def test_what_is_given_again_changes_nothing(api, make_event, ada):
    event = make_event(author=ada, starts_at=NOW, ends_at=NOW + timedelta(days=1), is_all_day=True)
    read = api("GET", f"/events/{event.id}")
    assert (read["first_day"], read["last_day"]) == ("2026-11-24", "2026-11-25")
    names = ("title", "body", "place", "link", "starts_at", "ends_at", "time_zone", "is_all_day", "seats")
    assert api("PATCH", f"/events/{event.id}", {name: read[name] for name in names}) == read


def test_lists_page_by_key_and_stay_in_order_while_events_are_added(api, make_event, ada):
    for hours in (5, 1, 3):
        make_event(f"In {hours}", author=ada, hours=hours)
    first = api("GET", "/events?limit=2")
    make_event("In 2", author=ada, hours=2)
    rest = api("GET", f"/events?limit=2&cursor={first['next']}")
    assert [item["title"] for item in (*first["items"], *rest["items"])] == ["In 1", "In 3", "In 5"]
    assert rest["next"] is None


def test_a_change_of_the_time_reaches_the_list(api, make_event, ada):
    event = make_event(author=ada)
    change_event(event, starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, hours=1), actor=ada)
    assert api("GET", "/events")["items"][0]["starts_at"] == (NOW + timedelta(days=3)).isoformat()

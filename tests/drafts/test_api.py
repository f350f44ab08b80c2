"""Drafts in the REST interface."""

from __future__ import annotations

import pytest

from app.chat.services import open_conversation
from app.core.db import session
from app.core.ids import new_id
from app.drafts.queries import list_drafts
from app.drafts.services import keep_draft
from app.feed.services import publish_post
from tests.support.statements import counted

API = "/api/v1/drafts"


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def device(client, ada):
    return client.sign_in(ada)


def test_a_draft_begun_on_one_device_is_read_on_another_and_let_go_of_everywhere(app, ada, device):
    kept = device.put(f"{API}/post", json={"content": {"body:0": "The crane", "kind:0": None}, "version": 0})
    draft = kept.get_json()
    assert draft == {"place": "post", "content": {"body:0": "The crane", "kind:0": None}, "version": draft["version"]}
    phone = app.test_client().carry_bearer(ada)
    assert phone.get(API).get_json() == {"items": [draft], "next": None}
    gone = phone.delete(f"{API}/post?version={draft['version']}").get_json()
    assert gone["content"] is None
    assert gone["version"] > draft["version"]
    assert device.get(API).get_json()["items"] == [gone]
    late = device.put(f"{API}/post", json={"content": {"body:0": "The cra"}, "version": draft["version"]})
    assert late.status_code == 409


def test_drafts_are_listed_by_their_places_some_at_a_time(device, make_person):
    others = [device.post("/api/v1/posts", json={"body": "Post"}).get_json()["id"] for _ in range(3)]
    for place in ("post", *(f"comment-{other}" for other in others)):
        device.put(f"{API}/{place}", json={"content": {"body:0": place}, "version": 0})
    first = device.get(f"{API}?limit=3").get_json()
    rest = device.get(f"{API}?limit=3&cursor={first['next']}").get_json()
    places = [item["place"] for item in (*first["items"], *rest["items"])]
    assert places == [*sorted(f"comment-{other}" for other in others), "post"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": {}, "version": 0},
        {"content": {"body:0": "x"}},
        {"content": {"body:0": "x"}, "version": -1},
        {"content": {"body:0": "x"}, "version": 2**53},
        {"content": {"body:0": 1}, "version": 0},
        {"content": {"body:0": "\0"}, "version": 0},
        {"content": {"": "x"}, "version": 0},
        {"content": {"x" * 81: "x"}, "version": 0},
        {"content": {f"field:{number}": "x" for number in range(61)}, "version": 0},
        {"content": {"body:0": "x" * 25_001}, "version": 0},
        {"content": "words", "version": 0},
    ],
)
def test_what_is_no_draft_is_refused(device, body):
    assert device.put(f"{API}/post", json=body).status_code == 422
    assert device.get(API).get_json()["items"] == []


def test_a_place_that_is_not_there_is_not_found(device):
    for place in ("elsewhere", f"chat-{new_id()}", f"comment-{new_id()}", "post-1", "POST"):
        assert device.put(f"{API}/{place}", json={"content": {"body:0": "x"}, "version": 0}).status_code == 404


def test_pages_say_which_version_is_the_newest(device):
    assert '<meta name="drafts" content="0">' in device.get("/").get_data(as_text=True)
    draft = device.put(f"{API}/post", json={"content": {"body:0": "x"}, "version": 0}).get_json()
    assert f'<meta name="drafts" content="{draft["version"]}">' in device.get("/").get_data(as_text=True)


def test_a_list_of_twenty_drafts_asks_the_database_as_often_as_one_of_two(connection, ada, make_person):
    def asked(count):
        for _ in range(count):
            post = publish_post(body="Post", actor=ada)
            for place in (f"comment-{post.id}", f"chat-{open_conversation([make_person()], actor=ada).id}"):
                keep_draft(place, content={"body:0": "Words"}, version=0, actor=ada)
        session.commit()
        session.expire_all()
        assert ada.id
        with counted(connection) as statements:
            assert list_drafts(ada, limit=100).items
        return len(statements)

    assert asked(1) == asked(9)

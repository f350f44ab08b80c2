"""The nudge: an author alone is told that a text may hurt, and sends it all the same if they want to."""

from __future__ import annotations

import pytest

from app.core import clock
from moderation.nudging import advise

API = "/api/v1"


@pytest.fixture
def as_ada(client, make_person):
    return client.sign_in(make_person("Ada Lune", language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "Tu es nulle.",
        "Espèce d’idiot",
        "Quels abrutis !",
        "Ferme-la",
        "Just shut up.",
        "TOUT LE MONDE ARRETE DE POSTER ICI",
    ],
)
def test_words_that_wound_are_met(app, text):
    with app.test_request_context():
        assert advise(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le stupéfiant résultat des essais",
        "> ta gueule\nVoilà ce qu’on m’a écrit.",
        "`stupid = True`",
        "SNCF, RATP, CHSCT",
        "Le connecteur est incapacitant",
        "Il faut dégager le passage",
        "https://example.org/stupid",
    ],
)
def test_ordinary_words_quotations_and_code_are_left_alone(app, text):
    with app.test_request_context():
        assert advise(text) is None


def test_the_author_is_told_once_and_may_send_it_as_it_is(as_ada):
    form = {"body": "This is stupid.", "group_id": ""}
    answer = as_ada.post("/posts", data=form)
    assert answer.status_code == 422
    assert "Only you see this" in answer.text
    assert "This is stupid." in answer.text
    assert not as_ada.get(f"{API}/feed").json["items"]
    assert as_ada.post("/posts", data=form | {"nudged": "1"}).status_code == 303


def test_so_it_is_for_comments_and_for_what_is_changed(as_ada):
    post = as_ada.post(f"{API}/posts", json={"body": "Who knows?"}).json["id"]
    said = {"body": "This is stupid.", "parent_id": ""}
    answer = as_ada.post(f"/posts/{post}/comments", data=said)
    assert answer.status_code == 422
    assert "Only you see this" in answer.text
    assert as_ada.post(f"/posts/{post}/comments", data=said | {"nudged": "1"}).status_code == 303
    (comment,) = as_ada.get(f"{API}/posts/{post}/comments").json["items"]
    for address in (f"/posts/{post}/edit", f"/comments/{comment['id']}/edit"):
        form = {"body": "How stupid.", "title": ""}
        answer = as_ada.post(address, data=form)
        assert answer.status_code == 422
        assert "Only you see this" in answer.text
        assert "How stupid." in answer.text
        assert as_ada.post(address, data=form | {"nudged": "1"}).status_code == 303


def test_a_scheduled_post_that_is_changed_is_thought_over_too(as_ada):
    waiting = {"body": "Later", "scheduled_at": (clock.from_now(days=1)).isoformat()}
    post = as_ada.post(f"{API}/posts", json=waiting).json["id"]
    form = {"body": "How stupid.", "title": "", "scheduled_at": ""}
    assert "Only you see this" in as_ada.post(f"/posts/scheduled/{post}/edit", data=form).text
    assert as_ada.post(f"/posts/scheduled/{post}/edit", data=form | {"nudged": "1"}).status_code == 303


def test_a_page_whose_script_sends_a_comment_asks_to_be_told(as_ada):
    post = as_ada.post(f"{API}/posts", json={"body": "Who knows?"}).json["id"]
    said = {"body": "This is stupid.", "think_twice": True}
    answer = as_ada.post(f"{API}/posts/{post}/comments", json=said)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["nudge"]
    assert as_ada.post(f"{API}/posts/{post}/comments", json=said | {"think_twice": False}).status_code == 201


def test_programs_are_not_told(as_ada):
    assert as_ada.post(f"{API}/posts", json={"body": "This is stupid."}).status_code == 201

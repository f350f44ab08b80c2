"""The nudge: an author alone is told that a text may hurt, and sends it all the same if they want to."""

from __future__ import annotations

import pytest

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


def test_programs_are_not_told(as_ada):
    assert as_ada.post(f"{API}/posts", json={"body": "This is stupid."}).status_code == 201

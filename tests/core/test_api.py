"""The REST interface's ground: what is said to bodies that cannot be read."""

from uuid import uuid4

import pytest
from marshmallow import ValidationError, fields, validate

from app.core.refusals import in_words
from app.groups.models import Access


@pytest.fixture
def caller(client, make_person):
    return client.sign_in(make_person())


def test_a_body_that_is_no_json_is_refused_and_not_passed_over(caller):
    answer = caller.patch("/api/v1/me", data="name=Ada", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")


def test_broken_json_is_a_bad_request(caller):
    assert caller.patch("/api/v1/me", data="{", content_type="application/json").status_code == 400


def test_a_call_without_a_body_needs_no_media_type(caller):
    assert caller.patch("/api/v1/me").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Some fields cannot be used."), ("fr", "Certains champs ne peuvent pas être utilisés.")],
)
def test_a_wrong_field_is_refused_in_the_language_of_the_caller(caller, language, words):
    answer = caller.patch("/api/v1/me", json={"shoe": 43}, environ_overrides={"HTTP_ACCEPT_LANGUAGE": language})
    assert (answer.status_code, answer.get_json()["detail"]) == (422, words)


WRONG = {
    "a field left out": ("post", "/api/v1/posts", {}, "body"),
    "a field of null": ("patch", "/api/v1/me", {"name": None}, "name"),
    "a field unknown": ("patch", "/api/v1/me", {"shoe": 43}, "shoe"),
    "a text that is none": ("patch", "/api/v1/me", {"name": 7}, "name"),
    "one of several": ("patch", "/api/v1/me", {"language": "de"}, "language"),
    "a text too long": ("patch", "/api/v1/me", {"name": "x" * 121}, "name"),
    "a number that is none": ("get", "/api/v1/feed?limit=many", None, "limit"),
    "a number out of range": ("get", "/api/v1/feed?limit=0", None, "limit"),
    "a list that is none": ("post", "/api/v1/conversations", {"person_ids": 7}, "person_ids"),
    "a body that is a list": ("patch", "/api/v1/me", [], "body"),
}


@pytest.mark.parametrize(("method", "path", "body", "field"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_field_is_said_in_the_language_of_whose_token_it_is(
    client, make_person, method, path, body, field
):
    def told(language):
        client.carry_bearer(make_person(language=language))
        answer = getattr(client, method)(path, json=body)
        assert answer.status_code == 422
        return {error["field"]: error["message"] for error in answer.get_json()["errors"]}[field]

    english, french = told("en"), told("fr")
    assert english != french
    assert english.endswith(".")
    assert french.endswith(".")


def test_every_wording_of_the_fields_in_use_is_said_in_the_house_s_own_words():
    kinds = (fields.AwareDateTime, fields.Boolean, fields.Dict, fields.Enum, fields.Float, fields.Integer)
    kinds += (fields.List, fields.Nested, fields.Raw, fields.String, fields.UUID)
    said = {
        words
        for kind in kinds
        for base in kind.__mro__
        for words in vars(base).get("default_error_messages", {}).values()
    }
    said = {words.format(obj_type="datetime", awareness="aware", choices="a, b", input="x") for words in said}
    assert {words for words in said if in_words(words) == words and "formatted" not in words} == set()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (validate.Range(1, 9), "This must be between 1 and 9."),
        (validate.Range(1), "This must be 1 or more."),
        (validate.Range(max=9), "This must be 9 or less."),
    ],
)
def test_a_range_says_both_its_ends(value, words):
    with pytest.raises(ValidationError) as refused:
        value(0 if value.min else 10)
    assert in_words(refused.value.messages[0]) == words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_broken_json_is_said_in_the_language_of_the_caller(client, make_person, language):
    client.sign_in(make_person(language=language))
    answer = client.patch("/api/v1/me", data="{", content_type="application/json")
    assert ("Le corps" in answer.get_json()["detail"]) == (language == "fr")


def test_the_missing_and_the_secret_are_refused_in_the_same_words(client, make_person, make_group):
    client.sign_in(make_person())
    secret = make_group(access=Access.SECRET)
    missing, hidden = (client.get(f"/api/v1/groups/{key}").get_json() for key in (uuid4(), secret.id))
    assert missing == hidden
    assert missing["detail"]


def test_an_address_that_is_not_there_is_refused_in_the_same_words(caller):
    answers = [caller.get(f"/api/v1/{path}").get_json()["detail"] for path in ("nothing", f"posts/{uuid4()}")]
    assert len(set(answers)) == 1


def test_a_page_that_refuses_says_its_title_once(client, make_person):
    client.sign_in(make_person(language="en"))
    page = client.get("/moderation").get_data(as_text=True)
    assert page.count("This is not yours to do") == 2  # the tab's title and the page's

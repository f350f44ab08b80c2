"""The REST interface's ground: what is said to bodies that cannot be read."""

import pytest


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

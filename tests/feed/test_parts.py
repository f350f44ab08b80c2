"""What a post carries beside its text: chosen in the composer or by the interface, and shown to everybody alike."""

from __future__ import annotations

import pytest

API = "/api/v1"


@pytest.fixture
def as_ada(client, make_person):
    return client.sign_in(make_person("Ada Lune", language="en"))


def test_a_question_is_asked_by_a_plain_form_and_waits_for_its_answer(as_ada):
    form = {"body": "Where is the crane?", "group_id": "", "kind": "question"}
    assert as_ada.post("/posts", data=form).status_code == 303
    assert "Question still open" in as_ada.get("/").text


def test_the_page_of_a_new_post_opens_the_kind_that_its_address_names(as_ada):
    shown = as_ada.get("/posts/new?kind=question").text
    assert 'name="kind" value="question"' in shown
    assert 'data-kind="question">' in shown  # neither hidden nor disabled


def test_the_interface_asks_a_question_and_tells_its_state(as_ada):
    post = as_ada.post(f"{API}/posts", json={"body": "Where is the crane?", "question": True}).json
    assert post["question"] == {"accepted": None}
    assert "question" not in as_ada.post(f"{API}/posts", json={"body": "It is here."}).json


def test_the_composers_script_gets_the_new_post_alone_and_once(as_ada):
    headers = {"HX-Request": "true", "Idempotency-Key": "first", "X-CSRF-Token": as_ada.csrf_token}
    form = {"body": "The crane is back.", "group_id": ""}
    answers = [as_ada.post("/posts", data=form, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].text == answers[1].text
    assert len(as_ada.get(f"{API}/feed").json["items"]) == 1


def test_the_composers_script_gets_the_refused_form_back(as_ada):
    headers = {"HX-Request": "true", "X-CSRF-Token": as_ada.csrf_token}
    answer = as_ada.post("/posts", data={"body": " ", "group_id": ""}, headers=headers)
    assert answer.status_code == 422
    assert "Write something first." in answer.text
    assert "<html" not in answer.text

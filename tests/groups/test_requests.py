"""Asking to join: what the group wants to know, and a refusal that says why."""

import pytest

from app.core.errors import Invalid
from app.groups.models import Access
from app.groups.queries import get_refusal, get_request, list_requests
from app.groups.services import (
    MOST_QUESTIONS,
    accept_request,
    change_group,
    decline_request,
    join_group,
)


@pytest.fixture
def cast(make_person, make_group):
    owner, ada = make_person(language="fr"), make_person("Ada", language="fr")
    group = make_group(owner=owner, access=Access.CLOSED)
    change_group(group, join_questions=["Why?", "Since when?"], actor=owner)
    return owner, ada, group


def test_the_answers_reach_those_who_run_the_group_beside_the_questions_of_then(client, cast):
    owner, ada, group = cast
    client.sign_in(ada).post(f"/groups/{group.slug}/membership", data={"answer": ["I weld", "Last year"]})
    change_group(group, join_questions=[], actor=owner)
    (request,) = list_requests(group, viewer=owner).items
    assert [one["question"] for one in request.answers] == ["Why?", "Since when?"]
    page = client.sign_in(owner).get(f"/groups/{group.slug}/members").text
    assert "I weld" in page
    assert "Since when?" in page


def test_a_question_left_without_answer_keeps_what_was_typed(client, cast):
    _owner, ada, group = cast
    answer = client.sign_in(ada).post(f"/groups/{group.slug}/membership", data={"answer": ["I weld", " "]})
    assert answer.status_code == 422
    assert "I weld" in answer.text
    assert "Répondez à chaque question" in answer.text
    assert get_request(group, ada) is None


def test_answers_travel_over_the_interface(client, cast):
    owner, ada, group = cast
    address = f"/api/v1/groups/{group.id}/members/{ada.id}"
    assert client.carry_bearer(ada).put(address, json={}).status_code == 422
    assert client.put(address, json={"answers": ["I weld", "Last year"]}).status_code == 202
    items = client.carry_bearer(owner).get(f"/api/v1/groups/{group.id}/requests").json["items"]
    assert items[0]["answers"][0] == {"question": "Why?", "answer": "I weld"}


def test_a_refusal_is_read_with_its_reason_until_one_asks_again(client, cast):
    owner, ada, group = cast
    join_group(group, answers=["a", "b"], actor=ada)
    client.sign_in(owner).post(f"/groups/{group.slug}/requests/{ada.id}/refusal", data={"reason": "Full until June."})
    page = client.sign_in(ada).get(f"/groups/{group.slug}").text
    assert "Full until June." in page
    join_group(group, answers=["a", "b"], actor=ada)
    assert get_refusal(group, ada) is None
    accept_request(group, ada, actor=owner)
    assert "Full until June." not in client.get(f"/groups/{group.slug}").text


def test_nobody_else_reads_the_refusal(client, cast, make_person):
    owner, ada, group = cast
    join_group(group, answers=["a", "b"], actor=ada)
    decline_request(group, ada, reason="Full until June.", actor=owner)
    assert "Full until June." not in client.sign_in(make_person()).get(f"/groups/{group.slug}").text


def test_a_group_asks_no_more_than_people_answer(cast):
    owner, _ada, group = cast
    with pytest.raises(Invalid):
        change_group(group, join_questions=["Why?"] * (MOST_QUESTIONS + 1), actor=owner)

"""Whoever is suspended can contest it at once, and reaches nothing else of the house."""

import re
from datetime import timedelta

import pytest

from app.accounts.services import create_token, deactivate_person
from app.core import clock
from app.core.db import session
from app.feed.services import publish_post
from app.governance.services import acknowledge_code
from app.groups.services import set_member
from moderation.models import AppealOutcome, Case, Measure
from moderation.services import judge_appeal
from tests.factories import PASSWORD
from tests.support.crawl import crawl

OPEN = {
    ("GET", "/decisions/mine"),
    ("GET", "/decisions/<uuid:decision_id>/appeal"),
    ("POST", "/decisions/<uuid:decision_id>/appeal"),
    ("POST", "/sign-out"),
    ("GET", "/api/v1/decisions/mine"),
    ("POST", "/api/v1/decisions/<uuid:decision_id>/appeal"),
}


@pytest.fixture
def ben(make_person):
    return make_person("Ben", password=PASSWORD, language="en")


@pytest.fixture
def decision(ben, make_post, make_moderator, report, case_of, decide):
    case = case_of(report(make_post(author=ben)))
    return decide(case, by=make_moderator("Chloe"), measure=Measure.SUSPEND, reason="It mocks a colleague.")


def enter(client, person, password=PASSWORD, **more):
    client.get("/sign-in")
    client.carry_token()
    return client.post("/sign-in", data={"email": person.email, "password": password, **more})


def test_the_right_password_leads_to_the_decision_wherever_one_wanted_to_go(client, ben, decision):
    answer = enter(client, ben, next="/groups")
    assert (answer.status_code, answer.location) == (303, "/decisions/mine")
    page = client.get("/decisions/mine").text
    assert "It mocks a colleague." in page
    assert "Chloe" in page
    assert "suspended until" in page
    assert f"/decisions/{decision.id}/appeal" in page


def test_a_wrong_password_is_told_nothing_of_it(client, ben, decision):
    answer = enter(client, ben, "another one")
    assert answer.status_code == 422
    assert "suspended" not in answer.text


def test_the_appeal_is_sent_while_the_suspension_runs_and_judged_by_somebody_else(
    client, ben, decision, make_moderator
):
    enter(client, ben)
    client.get("/decisions/mine")
    client.carry_token()
    place = f"/decisions/{decision.id}/appeal"
    assert client.get(place).status_code == 200
    assert client.post(place, data={"statement": " "}).status_code == 422
    sent = client.post(place, data={"statement": "I spoke of the tool, not of her."})
    assert (sent.status_code, sent.location) == (303, "/decisions/mine")
    assert "You have contested this" in client.get("/decisions/mine").text
    session.expire_all()
    judge_appeal(decision.appeals[0], outcome=AppealOutcome.OVERTURN, reason="So it was.", actor=make_moderator())
    assert client.get("/api/v1/me").status_code == 200


def test_the_interface_has_the_same_two_operations(client, ben, decision):
    made = client.post("/api/v1/tokens", json={"email": ben.email, "password": PASSWORD})
    headers = {"Authorization": f"Bearer {made.json['token']}"}
    (item,) = client.get("/api/v1/decisions/mine", headers=headers).json["items"]
    assert item["reason"] == "It mocks a colleague."
    asked = {"statement": "I spoke of the tool."}
    place = f"/api/v1/decisions/{item['id']}/appeal"
    assert client.post(place, headers=headers, json=asked).status_code == 201
    assert client.post(place, headers=headers, json=asked).status_code == 409
    refused = client.get("/api/v1/me", headers=headers)
    assert refused.status_code == 401
    assert "suspendu jusqu’au" in refused.json["detail"]


def test_nothing_else_is_open(app):
    marked = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if getattr(app.view_functions[rule.endpoint], "is_open_while_suspended", False)
    }
    assert marked == OPEN


def test_from_the_page_one_comes_to_nothing_of_the_house(app, ben, decision, make_group, make_person):
    other = make_person("Rosa Canary")
    group = make_group("The canary’s cage", owner=other)
    set_member(group, ben, actor=other)
    publish_post(body="A canary sings.", group=group, actor=other)
    for client in (app.test_client().sign_in(ben), app.test_client().carry_bearer(ben)):
        texts = crawl(client, "canary")
        assert "It mocks a colleague." in str(texts)
        assert [address for address, text in texts.items() if "canary" in text.replace("q=canary", "").lower()] == []


def test_the_page_offers_nothing_that_is_closed(client, ben, decision):
    client.sign_in(ben)
    links = set(re.findall(r'<(?:a|form)[^>]*(?:href|action)="([^"#]+)', client.get("/decisions/mine").text))
    assert links == {"/", "/sign-out", f"/decisions/{decision.id}/appeal"}
    assert client.get("/").location == "/decisions/mine"


def test_a_page_that_was_open_leads_there_and_its_updates_too(client, ben, decision):
    client.sign_in(ben)
    fragment = client.get("/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/decisions/mine")
    assert client.post("/posts", data={"body": "Hello."}).status_code == 401


def test_what_one_reported_waits_until_one_is_back(
    client, ben, decision, make_post, make_moderator, report, case_of, decide
):
    reported: Case = case_of(report(make_post(), by=ben))
    answered = decide(reported, by=make_moderator(), measure=Measure.REMIND)
    acknowledge_code(actor=ben)
    client.sign_in(ben)
    assert client.get(f"/decisions/{answered.id}/appeal").status_code == 404
    with clock.stopped_at(clock.now() + timedelta(days=4)):
        assert client.get(f"/decisions/{answered.id}/appeal").status_code == 200


def test_the_session_is_whole_again_when_the_suspension_is_over(client, ben, decision):
    enter(client, ben)
    assert client.get("/api/v1/me").status_code == 401
    with clock.stopped_at(clock.now() + timedelta(days=4)):
        assert client.get("/api/v1/me").status_code == 200


def test_signing_out_ends_the_session(client, ben, decision):
    enter(client, ben)
    client.get("/decisions/mine")
    client.carry_token()
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post("/sign-out").location == "/sign-in"
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/decisions/mine").location.startswith("/sign-in")


def test_a_closed_account_has_no_page(client, ben, decision, make_person):
    token = create_token(actor=ben).secret
    client.sign_in(ben)
    deactivate_person(ben, actor=None)
    assert client.get("/decisions/mine").location.startswith("/sign-in")
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/decisions/mine", headers=headers).status_code == 401

"""Moderation through the REST interface: from a report to an appeal, and what each side reads."""

import json

import pytest

from app.accounts.models import Scope
from app.accounts.services import create_token
from app.core import clock
from moderation.models import Category, Measure


def test_a_report_goes_its_whole_way(ask, make_person, make_post, make_moderator):
    ada, bob, chloe, paul = make_person("Ada"), make_person("Bob"), make_moderator("Chloé"), make_moderator("Paul")
    post = make_post("Only fools mount it this way.", author=bob)
    target = {"type": "post", "id": str(post.id)}
    status, filed = ask(
        ada, "POST", "/reports", {"target": target, "category": "harassment", "statement": "It is about me."}
    )
    assert (status, filed["state"], filed["confidential"]) == (201, "open", True)

    [item] = ask(chloe, "GET", "/moderation/queue")[1]["items"]
    assert (item["kind"], item["priority"], item["report_count"]) == ("case", 2, 1)
    case = f"/moderation/cases/{item['case_id']}"
    verdict = {"measure": "hide", "reason": "It mocks a colleague.", "article": 1, "item": target}
    assert ask(chloe, "POST", f"{case}/decisions", verdict)[0] == 409
    assert ask(chloe, "POST", f"{case}/claim")[0] == 200
    assert ask(paul, "POST", f"{case}/claim")[0] == 409
    status, decision = ask(chloe, "POST", f"{case}/decisions", verdict)
    assert (status, decision["measure"], decision["until"] is not None) == (201, "hide", True)
    assert ask(ada, "GET", f"/posts/{post.id}")[0] == 404

    [own] = ask(bob, "GET", "/decisions/mine")[1]["items"]
    assert (own["reason"], own["article"], own["automated"]) == ("It mocks a colleague.", 1, False)
    [mine] = ask(ada, "GET", "/reports/mine")[1]["items"]
    assert (mine["state"], mine["outcome"]["measure"]) == ("decided", "hide")

    status, _ = ask(bob, "POST", f"/decisions/{own['id']}/appeal", {"statement": "It is about the crane."})
    assert status == 201
    [appeal] = ask(paul, "GET", "/moderation/appeals")[1]["items"]
    judgement = {"outcome": "overturn", "reason": "It is."}
    assert ask(chloe, "POST", f"/moderation/appeals/{appeal['id']}/decision", judgement)[0] == 403
    assert ask(paul, "POST", f"/moderation/appeals/{appeal['id']}/decision", judgement)[0] == 200
    assert ask(ada, "GET", f"/posts/{post.id}")[0] == 200


def test_whom_a_decision_concerns_never_learns_who_reported(
    ask, make_person, make_post, report, case_of, decide, make_moderator
):
    ada, bob = make_person("Ada Quill"), make_person("Bob")
    case = case_of(report(make_post(author=bob), by=ada, confidential=False))
    decide(case, by=make_moderator())
    for path in ("/decisions/mine", "/reports/mine", "/me"):
        told = json.dumps(ask(bob, "GET", path)[1])
        assert "Ada Quill" not in told
        assert str(ada.id) not in told


def test_a_confidential_reporter_is_known_to_the_holder_of_the_case_alone(
    ask, make_person, make_post, report, make_moderator
):
    ada, chloe, paul = make_person("Ada Quill"), make_moderator(), make_moderator()
    case = f"/moderation/cases/{report(make_post(), by=ada).case_id}"
    assert str(ada.id) not in json.dumps(ask(chloe, "GET", case)[1])
    ask(chloe, "POST", f"{case}/claim")
    assert ask(chloe, "GET", case)[1]["reports"][0]["reporter"]["name"] == "Ada Quill"
    assert str(ada.id) not in json.dumps(ask(paul, "GET", case)[1])


def test_a_named_reporter_is_known_to_those_who_moderate(ask, make_person, make_post, report, make_moderator):
    filed = report(make_post(), by=make_person("Ada Quill"), confidential=False)
    reports = ask(make_moderator(), "GET", f"/moderation/cases/{filed.case_id}")[1]["reports"]
    assert reports[0]["reporter"]["name"] == "Ada Quill"


def test_the_reporter_learns_in_which_role_the_file_was_opened(ask, make_person, make_post, report, make_moderator):
    ada, chloe = make_person(), make_moderator("Chloé")
    filed = report(make_post(), by=ada)
    ask(chloe, "GET", f"/moderation/cases/{filed.case_id}")
    [mine] = ask(ada, "GET", "/reports/mine")[1]["items"]
    assert mine["read_by_role"] == "moderator"
    assert str(chloe.id) not in json.dumps(mine)


def test_a_token_needs_the_scope_to_moderate(app, make_post, report, make_moderator):
    chloe = make_moderator()
    case_id = report(make_post(), category=Category.SPAM).case_id

    def claim(*scopes: Scope) -> int:
        secret = create_token(scopes=scopes, actor=chloe).secret
        headers = {"Authorization": f"Bearer {secret}"}
        return app.test_client().post(f"/api/v1/moderation/cases/{case_id}/claim", headers=headers).status_code

    assert claim(Scope.READ, Scope.WRITE) == 403
    assert claim(Scope.READ, Scope.MODERATE) == 200


def test_a_long_suspension_waits_for_a_second_person(ask, make_post, make_person, report, make_moderator):
    chloe, paul, bob = make_moderator(), make_moderator(), make_person()
    case = f"/moderation/cases/{report(make_post(author=bob)).case_id}"
    ask(chloe, "POST", f"{case}/claim")
    until = clock.from_now(days=20).isoformat()
    _, decision = ask(
        chloe, "POST", f"{case}/decisions", {"measure": "suspend", "reason": "Again.", "article": 1, "until": until}
    )
    assert decision["waits_for_second"]
    assert ask(chloe, "POST", f"/moderation/decisions/{decision['id']}/second")[0] == 403
    assert ask(bob, "GET", "/me")[0] == 200
    assert ask(paul, "POST", f"/moderation/decisions/{decision['id']}/second")[0] == 200


def test_a_suspended_person_is_out_on_every_page_that_is_still_open(
    app, make_post, make_person, report, case_of, decide, make_moderator
):
    bob = make_person()
    browser = app.test_client().sign_in(bob)
    assert browser.get("/api/v1/me").status_code == 200
    decide(case_of(report(make_post(author=bob))), by=make_moderator(), measure=Measure.SUSPEND)
    assert browser.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target": "post", "category": "spam", "statement": "x"},
        {"target": {"type": "cloud", "id": "1"}, "category": "spam", "statement": "x"},
        {"target": {"type": "post", "id": 7}, "category": "spam", "statement": "x"},
        {"target": {"type": "post", "id": "1"}, "category": [], "statement": "x"},
        {"target": {"type": "post", "id": "1"}, "category": "spam", "statement": "a\0b"},
        {"target": {"type": "post", "id": "1"}, "category": "spam", "statement": "x", "confidential": "perhaps"},
    ],
)
def test_a_report_that_makes_no_sense_is_refused_with_the_reason(ask, make_person, body):
    status, problem = ask(make_person(), "POST", "/reports", body)
    assert status == 422
    assert problem["errors"]


@pytest.mark.parametrize("kind", ["file", "proposal", "post", "person", "group", "message", "comment"])
def test_what_is_not_there_cannot_be_told_from_what_one_may_not_see(ask, make_person, kind):
    target = {"type": kind, "id": "0190a0a0-0000-7000-8000-000000000000"}
    assert ask(make_person(), "POST", "/reports", {"target": target, "category": "spam", "statement": "x"})[0] == 404

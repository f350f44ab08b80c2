"""The same request many times at the same moment, on a real server: it is done once, and nobody gets a surprise."""

from __future__ import annotations

import pytest

from tests.hostile.served import AT_ONCE, Asked, statuses
from tests.support.parvis import running


@pytest.fixture(scope="module")
def served(founded, tmp_path_factory):
    house = founded.copied(tmp_path_factory.mktemp("at-once"))
    with running(house.instance) as server:
        yield house.serve(server)


def many(name, method, path, body=None, key=None):
    return [Asked(name, method, path, body, key)] * AT_ONCE


def test_one_post_is_published_under_one_key(served):
    answers = served.send_at_once(many("member", "POST", "/posts", {"body": "Once"}, key="once"))
    assert statuses(answers) == {201: AT_ONCE}
    assert len({answer["id"] for _, answer in answers}) == 1
    assert [post["body"] for post in served.get("member", "/feed")["items"]].count("Once") == 1


def test_one_message_is_sent_under_one_client_id(served):
    before = served.get("member", "/conversations/{pair}")["last_seq"]
    message = {"client_id": "once", "body": "Once"}
    answers = served.send_at_once(many("member", "POST", "/conversations/{pair}/messages", message))
    assert statuses(answers) == {201: AT_ONCE}
    assert {answer["seq"] for _, answer in answers} == {before + 1}
    assert served.get("member", "/conversations/{pair}")["last_seq"] == before + 1


def test_different_messages_get_numbers_without_a_gap(served):
    before = served.get("member", "/conversations/{pair}")["last_seq"]
    names = ["member", "owner"] * (AT_ONCE // 2)
    messages = [
        Asked(name, "POST", "/conversations/{pair}/messages", {"client_id": f"many-{number}", "body": "Many"})
        for number, name in enumerate(names)
    ]
    answers = served.send_at_once(messages)
    assert sorted(answer["seq"] for _, answer in answers) == list(range(before + 1, before + 1 + AT_ONCE))


def test_a_reaction_counts_once(served):
    answers = served.send_at_once(many("outsider", "PUT", "/posts/{post_in_house}/reactions/celebrate"))
    assert statuses(answers) == {200: AT_ONCE}
    assert served.get("outsider", "/posts/{post_in_house}")["reactions"]["celebrate"] == 1


def test_of_many_votes_the_last_counts_alone(served):
    votes = [
        Asked("owner", "PUT", "/ballots/{ballot_in_house}/vote", {"choice": choice})
        for choice in ["yes", "no"] * (AT_ONCE // 2)
    ]
    before = served.get("owner", "/ballots/{ballot_in_house}")["turnout"]
    assert statuses(served.send_at_once(votes)) == {200: AT_ONCE}
    assert served.get("owner", "/ballots/{ballot_in_house}")["turnout"] == before + 1


def test_somebody_joins_once_and_asks_once(served):
    joining = many("outsider", "PUT", "/groups/{open_group}/members/{person_outsider}", {})
    assert statuses(served.send_at_once(joining)) == {200: AT_ONCE}
    asking = many("outsider", "PUT", "/groups/{closed_group}/members/{person_outsider}", {})
    assert statuses(served.send_at_once(asking)) == {202: AT_ONCE}
    members = served.get("owner", "/groups/{open_group}/members")["items"]
    requests = served.get("owner", "/groups/{closed_group}/requests")["items"]
    for rows in (members, requests):
        assert [row["person"]["id"] for row in rows].count(served.things["person_outsider"]) == 1
    accepting = many("owner", "POST", "/groups/{closed_group}/requests/{person_outsider}/accept")
    assert statuses(served.send_at_once(accepting)) == {200: 1, 404: AT_ONCE - 1}


def test_one_thing_is_reported_once(served):
    report = {
        "target": {"type": "post", "id": served.things["post_in_house"]},
        "category": "other",
        "statement": "Many times",
    }
    answers = served.send_at_once(many("communication", "POST", "/reports", report))
    assert statuses(answers) == {201: AT_ONCE}
    assert len({answer["id"] for _, answer in answers}) == 1
    assert len(served.get("communication", "/reports/mine")["items"]) == 1


def test_one_of_two_claims_a_case(served):
    claims = [Asked(name, "POST", "/moderation/cases/{case}/claim") for name in ("moderator", "trusted")] * 3
    answers = served.send_at_once(claims)
    holders = {asked.name for asked, (status, _) in zip(claims, answers, strict=True) if status == 200}
    assert len(holders) == 1
    assert statuses(answers) == {200: 3, 409: 3}


def test_a_post_is_deleted_once(served):
    _, post = served.send(Asked("member", "POST", "/posts", {"body": "Gone"}))
    answers = served.send_at_once(many("member", "DELETE", f"/posts/{post['id']}"))
    assert statuses(answers) == {204: 1, 404: AT_ONCE - 1}


def test_of_the_last_owners_one_stays(served):
    _, group = served.send(Asked("owner", "POST", "/groups", {"name": "Two owners"}))
    members = f"/groups/{group['id']}/members"
    served.send(Asked("owner", "PUT", f"{members}/{{person_member}}", {"role": "owner"}))
    leaving = [Asked(name, "DELETE", f"{members}/{{person_{name}}}") for name in ("owner", "member")]
    assert statuses(served.send_at_once(leaving)) == {204: 1, 409: 1}


def test_two_people_who_begin_to_talk_share_one_conversation(served):
    both = [
        Asked(name, "POST", "/conversations", {"person_ids": [served.things[f"person_{other}"]]})
        for name, other in (("admin", "moderator"), ("moderator", "admin"))
    ] * 3
    answers = served.send_at_once(both)
    assert statuses(answers) == {201: 6}
    assert len({answer["id"] for _, answer in answers}) == 1


def test_groups_of_one_name_get_addresses_of_their_own(served):
    answers = served.send_at_once(many("admin", "POST", "/groups", {"name": "One name"}))
    assert statuses(answers) == {201: AT_ONCE}
    assert len({answer["slug"] for _, answer in answers}) == AT_ONCE


def test_guessing_at_once_is_no_way_around_the_limit(served):
    guess = {"email": "owner@house.example", "password": "wrong"}
    answers = [answer for _ in range(3) for answer in served.send_at_once(many("outsider", "POST", "/tokens", guess))]
    assert statuses(answers)[401] <= 10
    assert statuses(answers)[429] == len(answers) - statuses(answers)[401]


def test_nothing_of_all_that_was_a_surprise(served):
    assert "Traceback" not in served.server.log.read_text()
    assert "audit: ok" in served.instance.command("check")

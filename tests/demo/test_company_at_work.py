"""The filled demo company is at work: whoever signs in finds what is theirs, told by the same pages as everywhere."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.chat.models import Message, Participant
from app.core.db import session

API = "/api/v1"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]  # filling a company takes its time


def seen(client, path):
    """A page as its reader sees it, every space alike."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def items(client, path):
    found, cursor = [], None
    while cursor is not None or not found:
        answer = client.get(f"{API}{path}", query_string={"limit": 100} | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, path
        found += answer.json["items"]
        cursor = answer.json["next"]
        if cursor is None:
            break
    return found


def moment(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("alice", ["Publions-nous la version 3"]),
        ("bruno", ["Publions-nous la version 3", "Annoncer les portes ouvertes"]),
        ("chloe", ["3 choses à examiner"]),
        ("david", ["Cent dix-sept fuites d’air", "Choisir une date"]),
        ("emma", ["Publions-nous la version 3", "Administration", "Comptes"]),
        ("farid", ["2 choses à examiner"]),
        ("gaelle", ["Théo Charrier demande à entrer", "Stéphanie Loiseau demande à entrer", "Tuteurs et alternants"]),
        ("hugo", ["Projet Cuve hydrogène", "@Hugo Marchetti"]),
    ],
)
def test_each_account_finds_something_for_them_at_home(handle, words, account):
    home = seen(account(handle), "/")
    assert [each for each in words if each not in home] == []


def test_today_and_yesterday_are_alive(account):
    posts = items(account("alice"), "/feed")
    assert len(posts) > 300
    now = datetime.now(UTC)
    assert now - moment(posts[0]["published_at"]) < timedelta(hours=3)
    assert sum(now - moment(post["published_at"]) < timedelta(hours=4) for post in posts) >= 5
    assert max(sum(post["reactions"].values()) for post in posts) > 30


def test_alice_has_unread_news_and_messages(account):
    me = account("alice").get(f"{API}/me").json
    assert me["unread"]["notifications"] >= 1
    assert me["unread"]["messages"] >= 2


def test_everybody_read_after_it_was_said_and_before_what_waits_for_them_was(account):
    account("alice")  # whose house is read
    said = select(Message.conversation_id, Message.at, Message.seq).subquery()
    places = session.execute(
        select(Participant.read_at, Participant.last_read_seq, said.c.at, said.c.seq)
        .join(said, said.c.conversation_id == Participant.conversation_id)
        .where(Participant.read_at.is_not(None))
    ).all()
    waiting = [row for row in places if row.seq > row.last_read_seq]
    assert waiting
    assert all(row.read_at <= row.at for row in waiting)
    assert all(row.read_at >= row.at for row in places if row.seq <= row.last_read_seq)


def test_a_moderator_holds_one_case_and_another_waits_with_their_clocks_running(account):
    queue = items(account("chloe"), "/moderation/queue")
    by_category = {item["kind"]: [one for one in queue if one["kind"] == item["kind"]] for item in queue}
    assert sorted(one["assignee"] is not None for one in by_category["case"]) == [False, True]
    assert len(by_category["rumour"]) == 1
    assert all(item["slack"] > 0 for item in queue)
    assert [item["slack"] for item in queue] == sorted(item["slack"] for item in queue)


def test_the_held_case_has_its_facts_on_both_sides_and_its_reporter_stays_unknown_to_others(account):
    (held,) = [item for item in items(account("chloe"), "/moderation/queue") if item.get("assignee")]
    file = account("farid").get(f"{API}/moderation/cases/{held['case_id']}").json
    assert {event["side"] for event in file["events"] if event["side"]} == {"for", "against"}
    assert len(file["items"]) == 8
    assert [report["reporter"] for report in file["reports"]] == [None]


def test_a_finished_case_shows_both_sides_the_decision_and_the_judged_appeal(account):
    assert "Le rappel de l’article est justifié et reste." in seen(account("jordan"), "/decisions/mine")
    (decision,) = account("jordan").get(f"{API}/decisions/mine").json["items"]
    assert decision["measure"] == "remind"
    assert decision["appeal"]["outcome"] == "amend"
    (report,) = account("theo").get(f"{API}/reports/mine").json["items"]
    assert report["state"] == "closed"
    assert report["outcome"]["measure"] == "remind"


def test_nobody_else_knows_of_the_cases(account):
    for handle in ("alice", "hugo", "emma", "david"):
        assert account(handle).get(f"{API}/moderation/queue").status_code == 403
    assert account("kevin").get(f"{API}/decisions/mine").json["items"] == []


def test_the_rumour_runs_on_three_copies_that_say_so(account):
    rumour = next(iter(items(account("chloe"), "/rumours")))
    assert (rumour["state"], rumour["copies"]) == ("unverified", 3)
    assert moment(rumour["due_at"]) > datetime.now(UTC)
    labelled = [post for post in items(account("alice"), "/feed") if post["labels"]]
    assert {label["rumour_id"] for post in labelled for label in post["labels"]} == {rumour["id"]}


def test_proposals_stand_in_different_states(account):
    proposals = items(account("alice"), "/proposals")
    states = sorted(proposal["state"] for proposal in proposals)
    assert states == ["approved", "committee", "discussing", *["published"] * 3, "rejected", "voting"]


def test_a_vote_runs_that_has_not_its_quorum_yet(account):
    reader = account("alice")
    (voting,) = [one["id"] for one in items(reader, "/proposals") if one["state"] == "voting"]
    proposal = reader.get(f"{API}/proposals/{voting}").json
    assert proposal["version"] == 3
    ballot = reader.get(f"{API}/ballots/{proposal['ballot_id']}").json
    assert ballot["state"] == "open"
    assert moment(ballot["closes_at"]) > datetime.now(UTC)
    assert 20 <= ballot["turnout"] < ballot["electorate_size"]
    assert ballot["quorum_reached"] is False
    assert ballot["my_vote"] is None


def test_the_committee_has_a_seat_for_each_department(account):
    (committee,) = items(account("alice"), "/committees")
    assert len({seat["department_id"] for seat in committee["seats"]}) == 8


def test_the_register_tells_what_was_decided_with_its_minority(account):
    entries = items(account("alice"), "/decisions")
    assert {entry["stage"] for entry in entries} == {"vote", "committee"}
    assert {"accepted", "approved", "rejected"} <= {entry["outcome"] for entry in entries}
    assert any(entry["minority"] for entry in entries)


def test_three_publications_are_out_with_their_clicks_and_stand_at_the_original_post(account):
    reader = account("david")
    shelf = items(reader, "/outreach/library")
    assert len(shelf) == 4
    entries = reader.get("/public/feed.json").json["items"]
    assert len(entries) == 3
    for entry in entries:
        publication = reader.get(f"{API}/outreach/publications/{entry['id'].removeprefix('urn:uuid:')}").json
        assert publication["state"] == "published"
        assert publication["figures"]["clicks"] > publication["figures"]["visitors"] > 20
    assert "Publié dehors · " in seen(account("alice"), f"/posts/{original(account('alice'), 'Nora, de la coiffure')}")


def original(reader, title):
    (post,) = [one for one in items(reader, "/feed") if (one["title"] or "").startswith(title)]
    return post["id"]


def test_what_is_for_a_host_that_nobody_has_reached_still_waits(account):
    reader = account("david")
    channels = {one["kind"]: one for one in items(reader, "/outreach/channels")}
    assert channels["mastodon"]["access"] == "unchecked"
    page = seen(reader, "/outreach/channels")
    assert "to-be-replaced" not in page


def test_the_owner_of_a_group_answers_two_requests(account):
    reader = account("gaelle")
    (group,) = [one for one in items(reader, "/groups") if one["name"] == "Tuteurs et alternants"]
    assert len(items(reader, f"/groups/{group['id']}/requests")) == 2


def test_the_administration_has_invitations_that_wait(account):
    assert "s.leclerc@orvance.example" in seen(account("emma"), "/accounts")


def test_the_guest_sees_their_project_and_its_people_only(account):
    guest = account("hugo")
    assert [group["name"] for group in items(guest, "/groups")] == ["Projet Cuve hydrogène"]
    assert {post["group"]["name"] for post in items(guest, "/feed")} == {"Projet Cuve hydrogène"}
    assert "chloe" not in {person["handle"] for person in items(guest, "/people")}

"""The pages of decisions as people use them, without JavaScript: proposing, voting, judging, reading the register."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.decisions.models import Ballot, BallotState, Proposal, State, Verdict
from app.decisions.services import cast_vote, edit_proposal, review_proposal, submit_proposal
from app.decisions.tally import Method
from app.groups.models import Access

TOMORROW = {"closes_at": (clock.now() + timedelta(days=1)).isoformat(timespec="minutes")}
OPTIONS = [{"label": "Red"}, {"label": "Green"}]


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_a_post_becomes_a_proposal_by_a_plain_form(as_ada, ada, make_post):
    post = make_post("The crane is back.", author=ada)
    form = read(as_ada, f"/proposals/new?post={post.id}")
    assert "The crane is back." in form
    assert "Everybody in the house can read this post." in form
    sent = {"title": "Show the crane", "body": "The crane is back!", "kind": "content", "post": str(post.id)}
    answer = as_ada.post("/proposals", data=sent)
    assert answer.status_code == 303
    page = read(as_ada, answer.location)
    assert "Show the crane" in page
    assert f"/posts/{post.id}" in page


def test_what_stands_in_a_guarded_group_says_so(as_ada, ada, make_post, make_group, make_proposal, client, make_person):
    post = make_post(author=ada, group=make_group("Quiet place", owner=ada, access=Access.SECRET))
    assert "exists for its readers alone" in read(as_ada, f"/proposals/new?post={post.id}")
    proposal = make_proposal(author=ada, post=post)
    assert "Known to the readers of Quiet place only" in read(as_ada, f"/proposals/{proposal.id}")
    assert as_ada.post(f"/proposals/{proposal.id}/release").status_code == 303
    assert "Quiet place" not in read(client.sign_in(make_person()), f"/proposals/{proposal.id}")


def test_a_refused_proposal_keeps_the_words(as_ada):
    answer = as_ada.post("/proposals", data={"title": "", "body": "Kept words", "kind": "content"})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert as_ada.post("/proposals", data={"title": "x", "body": "y", "kind": "poem"}).status_code == 422


def test_a_vote_is_opened_cast_and_changed_by_plain_forms(as_ada, ada, make_proposal):
    proposal = make_proposal(author=ada)
    assert "Put it to the vote" in read(as_ada, f"/proposals/{proposal.id}")
    assert "datetime-local" in read(as_ada, f"/proposals/{proposal.id}/ballot")
    sent = TOMORROW | {"method": "yes_no", "electorate": "everyone", "quorum_persons": "50 %", "changeable": "1"}
    assert as_ada.post(f"/proposals/{proposal.id}/ballot", data=sent).status_code == 303
    ballot = session.query(Ballot).one()
    page = read(as_ada, f"/proposals/{proposal.id}")
    assert "What your vote will do." in page
    assert "Nobody sees what you vote" in page
    vote = {"choice": "yes", "reason": "Ours."}
    assert as_ada.post(f"/ballots/{ballot.id}/vote", data=vote).status_code == 303
    page = read(as_ada, f"/proposals/{proposal.id}")
    assert "Change my vote" in page
    assert re.search(r'value="yes"[^>]*checked', page)
    assert as_ada.get(f"/ballots/{ballot.id}").location.endswith(f"/proposals/{proposal.id}#ballot")


def test_the_end_of_a_vote_is_said_in_ones_own_time(as_ada, ada, make_proposal):
    proposal = make_proposal(author=ada)
    end = clock.from_now(days=2).replace(second=0, microsecond=0)
    in_paris = end.astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%dT%H:%M")
    as_ada.post(f"/proposals/{proposal.id}/ballot", data={"closes_at": in_paris})
    assert session.query(Ballot).one().closes_at == end


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"closes_at": "soon"}, "Say when the vote ends."),
        ({"method": "shouting"}, "Choose one of those offered."),
        ({"method": "ranked", "options": "Only one"}, "Between 2 and 50 options."),
        ({"quorum_persons": "many"}, "A number or a percentage is expected."),
        ({"quorum_departments": "x"}, "A number is expected."),
        ({"electorate": "departments"}, "Say who may vote"),
        ({"electorate": "group", "group_id": "x"}, "There is no such group."),
    ],
)
def test_a_refused_ballot_says_why_and_keeps_the_question(as_ada, ada, make_proposal, sent, words):
    proposal = make_proposal(author=ada)
    answer = as_ada.post(f"/proposals/{proposal.id}/ballot", data=TOMORROW | {"question": "Do we?"} | sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Do we?" in answer.text


@pytest.mark.parametrize("method", [method for method in Method if method not in {Method.YES_NO, Method.CONSENT}])
def test_every_way_of_voting_has_its_plain_form(as_ada, ada, make_proposal, make_ballot, method):
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal, method=method, options=OPTIONS)
    first = ballot.options[0]["id"]
    assert "Green" in read(as_ada, f"/proposals/{proposal.id}")
    sent = {"options": first} if method in {Method.APPROVAL, Method.BUDGET} else {first: "1"}
    assert as_ada.post(f"/ballots/{ballot.id}/vote", data=sent).status_code == 303
    assert "Change my vote" in read(as_ada, f"/proposals/{proposal.id}")
    with clock.stopped_at(ballot.closes_at):
        page = read(as_ada, f"/proposals/{proposal.id}")
    assert "Carried" in page
    assert "Chosen" in page


def test_a_refused_vote_says_why_on_the_page(as_ada, ada, make_proposal, make_ballot):
    ballot = make_ballot(make_proposal(author=ada), method=Method.CONSENT)
    answer = as_ada.post(f"/ballots/{ballot.id}/vote", data={"choice": "object"})
    assert answer.status_code == 422
    assert "An objection has a reason." in answer.text
    with clock.stopped_at(ballot.closes_at):
        assert as_ada.post(f"/ballots/{ballot.id}/vote", data={"choice": "consent"}).status_code == 409


def test_a_secret_vote_gives_a_receipt_that_the_tally_shows(as_ada, ada, make_proposal, make_ballot, drain):
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal, secret=True)
    as_ada.post(f"/ballots/{ballot.id}/vote", data={"choice": "yes"})
    receipt = re.search(r"[0-9a-f]{20}", read(as_ada, f"/proposals/{proposal.id}")).group()
    with clock.stopped_at(ballot.closes_at):
        drain()
        page = read(as_ada, f"/proposals/{proposal.id}")
    assert f"<code>{receipt}</code>" in page


def test_who_is_not_asked_sees_the_vote_without_a_paper(client, ada, make_person, make_proposal, make_ballot):
    proposal = make_proposal(author=ada)
    make_ballot(proposal, voters=(ada,))
    page = read(client.sign_in(make_person(language="en")), f"/proposals/{proposal.id}")
    assert "You are not among those who vote here" in page
    assert 'name="choice"' not in page


def test_after_a_change_voters_see_that_the_vote_is_void_and_what_differs(as_ada, ada, make_proposal, make_ballot):
    proposal = make_proposal(author=ada)
    make_ballot(proposal)
    assert "Changing a single word makes it void" in read(as_ada, f"/proposals/{proposal.id}/edit")
    sent = {"title": proposal.title, "body": "The crane has left.", "note": "sadly"}
    assert as_ada.post(f"/proposals/{proposal.id}/edit", data=sent).status_code == 303
    page = read(as_ada, f"/proposals/{proposal.id}")
    assert "The vote on version 1 is void" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "<ins>" not in read(as_ada, f"/proposals/{proposal.id}?show=text")
    assert "sadly" in read(as_ada, f"/proposals/{proposal.id}/versions/2")
    assert as_ada.get(f"/proposals/{proposal.id}/versions/3").status_code == 404


def test_a_change_that_cannot_be_kept_keeps_the_words(as_ada, ada, make_proposal):
    proposal = make_proposal(author=ada)
    answer = as_ada.post(f"/proposals/{proposal.id}/edit", data={"title": "", "body": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.text


def test_comments_are_written_by_a_plain_form(as_ada, ada, make_proposal):
    proposal = make_proposal(author=ada)
    assert as_ada.post(f"/proposals/{proposal.id}/comments", data={"body": "Shorter?"}).status_code == 303
    assert "Shorter?" in read(as_ada, f"/proposals/{proposal.id}")
    assert as_ada.post(f"/proposals/{proposal.id}/comments", data={"body": " "}).status_code == 422


def test_a_member_of_the_committee_judges_by_the_hash(as_ada, client, ada, make_person, make_proposal, make_committee):
    ben = make_person("Ben", language="en")
    make_committee(ben)
    proposal = make_proposal(author=ada)
    assert as_ada.post(f"/proposals/{proposal.id}/submission").status_code == 303
    assert "content_hash" not in read(as_ada, f"/proposals/{proposal.id}")
    client.sign_in(ben)
    assert proposal.content_hash in read(client, f"/proposals/{proposal.id}")
    judged = {"decision": "veto", "reason": "", "content_hash": proposal.content_hash}
    refused = client.post(f"/proposals/{proposal.id}/review", data=judged)
    assert refused.status_code == 422
    assert "Say why" in refused.text
    stale = client.post(f"/proposals/{proposal.id}/review", data=judged | {"decision": "approve", "content_hash": "0"})
    assert stale.status_code == 409
    assert "The words have changed since you read them." in stale.text
    assert client.post(f"/proposals/{proposal.id}/review", data=judged | {"decision": "approve"}).status_code == 303
    assert session.get(Proposal, proposal.id).state == State.APPROVED


def test_what_goes_to_the_committee_at_once_is_not_said_to_be_voted_on(
    as_ada, ada, make_person, make_proposal, make_committee
):
    make_committee(make_person("Ben"))
    proposal = make_proposal(author=ada)
    submit_proposal(proposal, actor=ada)
    page = read(as_ada, f"/proposals/{proposal.id}")
    assert "No vote" in page
    assert "Voted on" not in page


def test_the_author_takes_it_back(as_ada, ada, make_proposal, make_ballot):
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    assert as_ada.post(f"/proposals/{proposal.id}/withdrawal").status_code == 303
    assert ballot.state is BallotState.VOID
    assert "Withdrawn" in read(as_ada, f"/proposals/{proposal.id}")


def test_the_board_shows_where_everything_stands_and_what_waits(as_ada, ada, make_proposal, make_ballot):
    make_proposal("An idea", author=ada)
    make_ballot(make_proposal("A vote", author=ada))
    page = read(as_ada, "/proposals")
    assert page.index("An idea") < page.index("At the vote") < page.index("A vote")
    assert "Waits for you" in page
    assert "An idea" in read(as_ada, "/proposals?stage=discussion")
    assert "An idea" not in read(as_ada, "/proposals?stage=vote")
    assert "A vote" in read(as_ada, "/")


def test_the_register_is_read_and_taken_along(as_ada, ada, make_person, make_proposal, make_ballot, decide):
    ben = make_person("Ben")
    ballot = make_ballot(make_proposal(author=ada), question="=Do we?")
    cast_vote(ballot, {"choice": "no", "reason": "It is yellow."}, actor=ben)
    decide(ballot, {ada: "yes"})
    page = read(as_ada, "/register")
    assert "=Do we?" in page
    assert "It is yellow." in page
    table = read(as_ada, "/register.csv")
    assert "'=Do we?" in table
    (decision,) = as_ada.get("/register.json").json
    assert decision["reasons"][0]["name"] == "Ben"
    assert len(decision["digest"]) == 64


def test_a_committee_is_composed_by_a_plain_form(client, make_person):
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN, language="en")
    ben, cleo = make_person("Ben Roc"), make_person("Cleo Fer")
    client.sign_in(emma)
    assert "One a line" in read(client, "/committees/new")
    sent = {"name": "Editors", "seats": f"@{ben.handle}, {cleo.handle}\n"}
    assert client.post("/committees", data=sent).status_code == 303
    page = read(client, "/committees")
    assert "Ben Roc" in page
    assert "alternate: Cleo Fer" in page
    for seats in ("@nobody.here", "a b c", ""):
        answer = client.post("/committees", data={"name": "Editors", "seats": seats})
        assert answer.status_code == 422


def test_the_pages_speak_french(client, make_person, make_proposal, make_ballot, make_committee):
    ada = make_person(language="fr")
    proposal = make_proposal(author=ada)
    make_committee(make_person())
    ballot = make_ballot(proposal)
    client.sign_in(ada)
    for address in ("/proposals", "/proposals/new", f"/proposals/{proposal.id}", "/register", "/committees"):
        assert "Idées et propositions" in read(client, address)
    cast_vote(ballot, {"choice": "yes"}, actor=ada)
    edit_proposal(proposal, body="Autres mots.", actor=ada)
    with clock.stopped_at(ballot.closes_at):
        assert "annulé" in read(client, f"/proposals/{proposal.id}")


def test_what_somebody_else_judged_is_shown_with_its_reason(as_ada, ada, make_person, make_proposal, make_committee):
    ben, cleo = make_person("Ben"), make_person("Cleo")
    make_committee(ben, cleo)
    proposal = make_proposal(author=ada)
    submit_proposal(proposal, actor=ada)
    values = {"decision": Verdict.CHANGES, "reason": "Shorter, please.", "content_hash": proposal.content_hash}
    review_proposal(proposal, **values, actor=ben)
    page = read(as_ada, f"/proposals/{proposal.id}")
    assert "Changes are asked for. Shorter, please." in page
    assert "Asks for changes" in page


def test_a_guest_who_votes_is_not_told_who_sits_in_the_committee(
    client, ada, make_person, make_proposal, make_committee, make_ballot, decide
):
    guest, judge = make_person("Hugo", Role.GUEST), make_person("Judge Dread")
    make_committee(judge)
    proposal = make_proposal(author=ada)
    decide(make_ballot(proposal, voters=(guest,)), {guest: "yes"})
    assert proposal.state == State.COMMITTEE
    assert "Judge Dread" in read(client.sign_in(ada), f"/proposals/{proposal.id}")
    assert "Judge Dread" not in read(client.sign_in(guest), f"/proposals/{proposal.id}")

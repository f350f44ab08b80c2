"""Votes: who has one, how long it can be changed, what it counts for, and what nobody can find out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Role
from app.accounts.services import deactivate_person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.decisions.counting import participation, result_of, tie_order
from app.decisions.events import BallotClosed, BallotOpened
from app.decisions.items import ballot_item
from app.decisions.models import BallotKey, BallotState, SecretVote, State, Vote, Voter
from app.decisions.queries import list_decisions
from app.decisions.services import cast_vote, close_ballot, close_due_ballot, edit_proposal, open_ballot
from app.decisions.tally import Method
from app.groups.models import Access
from app.groups.services import remove_member
from app.people.models import Department, Profile

YES, NO = {"choice": "yes"}, {"choice": "no"}
OPTIONS = [{"label": "Red"}, {"label": "Green"}, {"label": "Blue"}]


@pytest.fixture
def place(app):
    """Give somebody a department."""

    def put(name, *people):
        department = Department(slug=name.lower(), name=name)
        session.add(department)
        session.flush()
        for person in people:
            session.merge(Profile(person_id=person.id, department_id=department.id))
        session.flush()
        return department

    return put


def after(ballot):
    return clock.stopped_at(ballot.closes_at + timedelta(seconds=1))


def test_opening_freezes_the_electorate(make_person, make_proposal, make_ballot, announced):
    ada, ben = make_person(), make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    assert announced[-1] == BallotOpened(ballot.id, proposal.id)
    late = make_person()
    assert ballot.electorate_size == 2
    assert (ballot.content_hash, proposal.state) == (proposal.content_hash, State.VOTING)
    cast_vote(ballot, YES, actor=ben)
    with pytest.raises(Forbidden):
        cast_vote(ballot, YES, actor=late)


def test_everyone_means_neither_guests_nor_closed_accounts(make_person, make_proposal, make_ballot):
    ada, ben, emma = make_person(), make_person(), make_person("Emma", Role.MEMBER, Role.ADMIN)
    make_person("Hugo", Role.GUEST)
    deactivate_person(ben, actor=emma)
    assert make_ballot(make_proposal(author=ada)).electorate_size == 2


def test_the_last_of_ones_votes_is_the_one_that_counts(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada))
    for vote in (YES, NO, NO):
        cast_vote(ballot, vote, actor=ada)
    assert participation(ballot).turnout == 1
    with after(ballot):
        assert result_of(ballot, True)["tally"] == {"yes": 0, "no": 1, "abstain": 0, "tie_decided": False}


def test_the_database_itself_refuses_a_second_vote(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada))
    cast_vote(ballot, YES, actor=ada)
    session.expunge_all()
    session.add(Vote(ballot_id=ballot.id, person_id=ada.id, choice=YES))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_where_votes_cannot_be_changed_the_first_stays(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada), changeable=False)
    cast_vote(ballot, YES, actor=ada)
    with pytest.raises(Conflict):
        cast_vote(ballot, NO, actor=ada)


def test_the_clock_closes_a_ballot_without_any_job(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada))
    with after(ballot):
        assert ballot.state is BallotState.CLOSED
        with pytest.raises(Conflict):
            cast_vote(ballot, YES, actor=ada)


def test_the_tally_is_hidden_until_the_close(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada))
    cast_vote(ballot, YES, actor=ada)
    assert ballot_item(ballot, viewer=ada)["tally"] is None
    with after(ballot):
        item = ballot_item(ballot, viewer=ada)
    assert (item["tally"]["yes"], item["outcome"], item["state"]) == (1, "accepted", "closed")


def test_a_shown_tally_is_seen_while_it_runs_without_an_outcome(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada), hidden=False)
    cast_vote(ballot, YES, actor=ada)
    item = ballot_item(ballot, viewer=ada)
    assert (item["tally"]["yes"], item["outcome"]) == (1, None)


def test_the_job_writes_the_result_down_once(make_person, make_proposal, make_ballot, announced, drain):
    ada = make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    cast_vote(ballot, NO, actor=ada)
    drain()
    assert proposal.state == State.VOTING
    with after(ballot):
        drain()
        close_due_ballot(str(ballot.id))
        close_ballot(ballot)
    session.refresh(proposal)
    assert proposal.state == State.REJECTED
    assert announced.count(BallotClosed(ballot.id, proposal.id)) == 1
    assert [entry.outcome for entry in list_decisions(ada).items] == ["rejected"]


def test_too_few_votes_send_it_back_to_the_discussion(make_person, make_proposal, make_ballot, decide):
    ada, ben = make_person(), make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal, quorum={"persons": "75%"})
    assert ballot.quorum_persons == 2
    decide(ballot, {ben: "yes"})
    assert (proposal.state, ballot.result["outcome"]) == (State.DISCUSSING, "no_quorum")


def test_the_quorum_counts_departments_too(make_person, make_proposal, make_ballot, place):
    ada, ben, cleo = make_person(), make_person(), make_person()
    place("Quality", ada, ben)
    place("Sales", cleo)
    ballot = make_ballot(make_proposal(author=ada), quorum={"persons": 2, "departments": 2})
    for voter, is_reached in ((ada, False), (ben, False), (cleo, True)):
        cast_vote(ballot, YES, actor=voter)
        assert participation(ballot).quorum_reached is is_reached
    balance = {(part.name, part.size, part.turnout) for part in participation(ballot).balance}
    assert balance == {("Quality", 2, 2), ("Sales", 1, 1)}


def test_a_move_to_another_department_changes_no_running_ballot(make_person, make_proposal, make_ballot, place):
    ada = make_person()
    place("Quality", ada)
    ballot = make_ballot(make_proposal(author=ada))
    place("Sales", ada)
    assert [part.name for part in participation(ballot).balance] == ["Quality"]


@pytest.mark.parametrize("quorum", [{"persons": "half"}, {"persons": "101%"}, {"persons": -1}, {"persons": True}])
def test_a_quorum_is_a_number_or_a_share(make_proposal, make_ballot, quorum):
    with pytest.raises(Invalid):
        make_ballot(make_proposal(), quorum=quorum)


def test_a_secret_vote_is_found_by_its_receipt_and_by_nothing_else(make_person, make_proposal, make_ballot):
    ada, ben = make_person(), make_person()
    ballot = make_ballot(make_proposal(author=ada), secret=True)
    receipt = cast_vote(ballot, YES, actor=ada)
    assert cast_vote(ballot, NO, actor=ada) == receipt
    cast_vote(ballot, YES, actor=ben)
    assert session.scalars(select(Vote)).all() == []
    item = ballot_item(ballot, viewer=ada)
    assert (item["my_vote"], item["tally"], item["receipt"], item["turnout"]) == (None, None, receipt, 2)
    with after(ballot):
        close_ballot(ballot)
        item = ballot_item(ballot, viewer=ada)
    assert {"receipt": receipt, "choice": "no"} in item["tally"]["votes"]
    assert (item["tally"]["yes"], item["tally"]["no"], item["receipt"]) == (1, 1, None)


def test_a_closed_secret_ballot_cannot_be_opened(make_person, make_proposal, make_ballot, decide):
    ada, ben = make_person(), make_person()
    ballot = make_ballot(make_proposal(author=ada), secret=True)
    decide(ballot, {ada: "yes", ben: "no"})
    assert session.scalars(select(BallotKey)).all() == []
    kept = {column.key for column in SecretVote.__table__.columns}
    assert kept == {"ballot_id", "receipt", "choice", "reason"}
    assert session.scalars(select(Voter.has_voted)).all() == [True, True]
    assert session.scalars(select(SecretVote.receipt)).all() == sorted(session.scalars(select(SecretVote.receipt)))


def test_nobody_votes_twice_in_a_secret_ballot_either(make_person, make_proposal, make_ballot):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada), secret=True, changeable=False)
    cast_vote(ballot, YES, actor=ada)
    with pytest.raises(Conflict):
        cast_vote(ballot, YES, actor=ada)
    assert len(session.scalars(select(SecretVote)).all()) == 1


@pytest.mark.parametrize(
    ("method", "vote", "winner"),
    [
        (Method.APPROVAL, lambda ids: {"options": [ids["Green"]]}, "Green"),
        (Method.SCORE, lambda ids: {"scores": {ids["Red"]: 1, ids["Green"]: 5}}, "Green"),
        (Method.RANKED, lambda ids: {"ranking": [ids["Green"], ids["Red"]]}, "Green"),
        (Method.SCHULZE, lambda ids: {"ranking": [ids["Green"], ids["Red"]]}, "Green"),
        (Method.DOTS, lambda ids: {"dots": {ids["Red"]: 4, ids["Green"]: 6}}, "Green"),
        (Method.BUDGET, lambda ids: {"options": [ids["Green"]]}, "Green"),
    ],
)
def test_options_are_voted_on_in_every_way(make_person, make_proposal, make_ballot, method, vote, winner):
    ada = make_person()
    ballot = make_ballot(make_proposal(author=ada), method=method, options=OPTIONS)
    ids = {option["label"]: option["id"] for option in ballot.options}
    cast_vote(ballot, vote(ids), actor=ada)
    with after(ballot):
        result = result_of(ballot, True)
    assert (result["outcome"], result["tally"]["winners"]) == ("accepted", [ids[winner]])
    assert result["tally"]["tie_order"] == tie_order(ballot)


@pytest.mark.parametrize(
    ("method", "vote"),
    [
        (Method.YES_NO, {}),
        (Method.YES_NO, {"choice": "object"}),
        (Method.YES_NO, {"options": []}),
        (Method.CONSENT, {"choice": "object"}),
        (Method.APPROVAL, {"options": ["x"]}),
        (Method.RANKED, {"choice": "yes"}),
        (Method.SCORE, {"scores": {"x": 3}}),
        (Method.DOTS, {"dots": {"x": 1}}),
    ],
)
def test_a_vote_that_does_not_answer_is_refused(make_person, make_proposal, make_ballot, method, vote):
    ada = make_person()
    options = [] if method in {Method.YES_NO, Method.CONSENT} else OPTIONS
    ballot = make_ballot(make_proposal(author=ada), method=method, options=options)
    with pytest.raises(Invalid):
        cast_vote(ballot, vote, actor=ada)


def test_more_dots_money_or_points_than_there_are_are_refused(make_person, make_proposal, make_ballot):
    ada = make_person()
    for method, vote in (
        (Method.DOTS, lambda ids: {"dots": {ids[0]: 11}}),
        (Method.SCORE, lambda ids: {"scores": {ids[0]: 6}}),
        (Method.BUDGET, lambda ids: {"options": ids}),
    ):
        ballot = make_ballot(make_proposal(author=ada), method=method, options=OPTIONS)
        with pytest.raises(Invalid):
            cast_vote(ballot, vote([option["id"] for option in ballot.options]), actor=ada)


@pytest.mark.parametrize("options", [[], [{"label": "One"}], [{"label": "Same"}, {"label": "Same"}]])
def test_a_choice_needs_options_that_differ(make_proposal, make_ballot, options):
    with pytest.raises(Invalid):
        make_ballot(make_proposal(), method=Method.APPROVAL, options=options)


def test_members_of_committees_open_votes_and_others_do_not(make_person, make_proposal, make_committee):
    member, ben, proposal = make_person(), make_person(), make_proposal()
    make_committee(member)
    values = {"closes_at": clock.from_now(hours=1), "electorate": {"everyone": True}}
    with pytest.raises(Forbidden):
        open_ballot(proposal, **values, actor=ben)
    assert open_ballot(proposal, **values, actor=member)
    with pytest.raises(Conflict):
        open_ballot(proposal, **values, actor=member)


@pytest.mark.parametrize(
    "electorate", [{}, {"everyone": False}, {"everyone": True, "person_ids": ["x"]}, {"person_ids": ["x"]}]
)
def test_an_electorate_is_said_in_one_way(make_proposal, make_ballot, electorate):
    with pytest.raises(Invalid):
        make_ballot(make_proposal(), electorate=electorate)


def test_an_end_that_has_passed_is_refused(make_proposal, make_ballot):
    with pytest.raises(Invalid):
        make_ballot(make_proposal(), hours=0)


def test_only_who_may_read_the_post_votes_on_what_is_made_of_it(
    make_person, make_group, make_post, make_proposal, make_ballot
):
    owner, ada, ben = make_person(), make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    proposal = make_proposal(author=ada, post=make_post(author=ada, group=group))
    ballot = make_ballot(proposal)
    assert set(session.scalars(select(Voter.person_id))) == {owner.id, ada.id}
    remove_member(group, ada, actor=owner)
    for stranger in (ada, ben):
        with pytest.raises(NotFound):
            cast_vote(ballot, YES, actor=stranger)


def test_what_was_voted_before_the_account_closed_still_counts(make_person, make_proposal, make_ballot, decide):
    ada, ben, emma = make_person(), make_person(), make_person("Emma", Role.MEMBER, Role.ADMIN)
    ballot = make_ballot(make_proposal(author=ada))
    cast_vote(ballot, YES, actor=ben)
    deactivate_person(ben, actor=emma)
    decide(ballot, {})
    assert (ballot.result["tally"]["yes"], ballot.electorate_size) == (1, 3)


def test_a_void_ballot_takes_no_votes_and_has_no_result(make_person, make_proposal, make_ballot):
    ada = make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    cast_vote(ballot, YES, actor=ada)
    edit_proposal(proposal, body="Other words.", actor=ada)
    with pytest.raises(Conflict):
        cast_vote(ballot, YES, actor=ada)
    with after(ballot):
        close_ballot(ballot)
        item = ballot_item(ballot, viewer=ada)
    assert (item["state"], item["tally"], item["outcome"]) == ("void", None, None)

"""Committees: what comes before them, who judges, and what their word does."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid
from app.decisions.events import ProposalApproved, ProposalReviewed, ProposalSubmitted
from app.decisions.hooks import approved
from app.decisions.models import State, Verdict
from app.decisions.queries import list_decisions, list_waiting
from app.decisions.services import (
    advance_proposal,
    cast_vote,
    create_committee,
    edit_proposal,
    review_proposal,
    submit_proposal,
)
from app.decisions.services.composing import Place
from app.decisions.services.registering import faults
from app.groups.models import Access


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def proposal(make_proposal, ada):
    return make_proposal(author=ada)


def say(proposal, actor, decision=Verdict.APPROVE, reason="", content_hash=None):
    return review_proposal(
        proposal, decision=decision, reason=reason, content_hash=content_hash or proposal.content_hash, actor=actor
    )


def test_two_approvals_by_different_members_approve(app, make_person, make_committee, proposal, ada, announced):
    asked = []
    approved.answer(app, asked.append)
    ben, cleo, dan = make_person(), make_person(), make_person()
    make_committee(ben, cleo, dan)
    submit_proposal(proposal, actor=ada)
    submit_proposal(proposal, actor=ada)
    say(proposal, ben)
    say(proposal, ben)
    assert (proposal.state, asked) == (State.COMMITTEE, [])
    say(proposal, cleo)
    assert (proposal.state, asked) == (State.APPROVED, [proposal])
    assert announced.count(ProposalSubmitted(proposal.id)) == 1
    assert announced.count(ProposalReviewed(proposal.id, "approve")) == 3
    assert announced[-1] == ProposalApproved(proposal.id, proposal.content_hash)


def test_what_an_answering_room_refuses_is_not_approved(app, make_person, make_committee, proposal, ada):
    def refuse(_proposal):
        raise Conflict("full")

    approved.answer(app, refuse)
    ben = make_person()
    make_committee(ben)
    submit_proposal(proposal, actor=ada)
    with pytest.raises(Conflict):
        say(proposal, ben)
    session.refresh(proposal)
    assert proposal.state == State.COMMITTEE


def test_an_approval_binds_to_the_words(make_person, make_committee, proposal, ada):
    ben = make_person()
    make_committee(ben)
    submit_proposal(proposal, actor=ada)
    before = proposal.content_hash
    edit_proposal(proposal, body="Other words.", actor=ada)
    assert proposal.state == State.DISCUSSING
    submit_proposal(proposal, actor=ada)
    with pytest.raises(Conflict):
        say(proposal, ben, content_hash=before)
    assert proposal.state == State.COMMITTEE


def test_nobody_judges_their_own_words(make_person, make_committee, proposal, ada):
    ben, cleo, david = make_person(), make_person(), make_person("David", Role.MEMBER, Role.COMMUNICATION)
    make_committee(ada, ben, david, cleo)
    edit_proposal(proposal, body="David’s words.", actor=david)
    submit_proposal(proposal, actor=ada)
    for writer in (ada, david):
        with pytest.raises(Forbidden):
            say(proposal, writer)


def test_where_only_one_may_judge_one_is_enough(make_person, make_committee, proposal, ada):
    ben = make_person()
    make_committee(ada, ben)
    submit_proposal(proposal, actor=ada)
    say(proposal, ben)
    assert proposal.state == State.APPROVED


def test_a_seat_speaks_once_by_its_holder_before_its_alternate(make_person, make_committee, proposal, ada):
    holder, alternate, other = make_person(), make_person(), make_person()
    make_committee(seats=(Place(holder.id, alternate.id), Place(other.id)))
    submit_proposal(proposal, actor=ada)
    say(proposal, alternate)
    say(proposal, holder)
    assert proposal.state == State.COMMITTEE
    with pytest.raises(Conflict):
        say(proposal, alternate)
    say(proposal, other)
    assert proposal.state == State.APPROVED


def test_an_alternate_stands_in_for_an_author(make_person, make_committee, proposal, ada):
    alternate, other = make_person(), make_person()
    make_committee(seats=(Place(ada.id, alternate.id), Place(other.id)))
    submit_proposal(proposal, actor=ada)
    say(proposal, alternate)
    say(proposal, other)
    assert proposal.state == State.APPROVED


def test_a_term_that_is_over_gives_no_voice(make_person, make_committee, proposal, ada):
    ben, cleo = make_person(), make_person()
    make_committee(seats=(Place(ben.id, ends_at=clock.from_now(days=1)), Place(cleo.id)))
    submit_proposal(proposal, actor=ada)
    with clock.stopped_at(clock.from_now(days=2)):
        with pytest.raises(Forbidden):
            say(proposal, ben)
        say(proposal, cleo)
        assert proposal.state == State.APPROVED


@pytest.mark.parametrize(
    ("decision", "state"), [(Verdict.CHANGES, State.CHANGES_ASKED), (Verdict.VETO, State.REJECTED)]
)
def test_one_member_sends_back_or_vetoes_with_a_reason(
    make_person, make_committee, proposal, ada, decision, state, make_ballot
):
    ben, cleo = make_person(), make_person()
    make_committee(ben, cleo)
    submit_proposal(proposal, actor=ada)
    with pytest.raises(Invalid):
        say(proposal, ben, decision)
    say(proposal, ben, decision, "The customer has not agreed.")
    assert (proposal.state, proposal.state_reason) == (state, "The customer has not agreed.")


def test_two_refusals_reject(make_person, make_committee, proposal, ada):
    ben, cleo, dan = make_person(), make_person(), make_person()
    make_committee(ben, cleo, dan)
    submit_proposal(proposal, actor=ada)
    say(proposal, ben, Verdict.REJECT, "No.")
    assert proposal.state == State.COMMITTEE
    say(proposal, cleo, Verdict.REJECT, "No either.")
    assert proposal.state == State.REJECTED
    with pytest.raises(Conflict):
        say(proposal, dan)


def test_coming_again_begins_anew(make_person, make_committee, proposal, ada):
    ben, cleo = make_person(), make_person()
    make_committee(ben, cleo)
    submit_proposal(proposal, actor=ada)
    say(proposal, ben)
    say(proposal, cleo, Verdict.CHANGES, "Shorter, please.")
    edit_proposal(proposal, body="Short.", actor=ada)
    submit_proposal(proposal, actor=ada)
    say(proposal, cleo)
    assert proposal.state == State.COMMITTEE


def test_a_carried_vote_brings_it_before_the_committee(make_person, make_committee, proposal, make_ballot, decide):
    ben = make_person()
    make_committee(ben)
    decide(make_ballot(proposal), {ben: "yes"})
    assert proposal.state == State.COMMITTEE


def test_while_a_vote_runs_nothing_is_submitted(make_person, make_committee, proposal, make_ballot, ada):
    make_committee(make_person())
    make_ballot(proposal)
    with pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)


def test_once_voted_on_only_the_carried_words_are_submitted(
    make_person, make_committee, proposal, make_ballot, decide, ada
):
    make_committee(make_person())
    decide(make_ballot(proposal, quorum={"persons": "100%"}), {ada: "yes"})
    with pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)
    decide(make_ballot(proposal), {ada: "yes"})
    edit_proposal(proposal, body="Other words.", actor=ada)
    with pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)


def test_a_submission_counts_a_vote_whose_time_is_over_at_once(make_person, make_committee, proposal, make_ballot, ada):
    make_committee(make_person())
    ballot = make_ballot(proposal)
    cast_vote(ballot, {"choice": "no"}, actor=ada)
    with clock.stopped_at(ballot.closes_at), pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)


def test_without_a_committee_a_carried_vote_waits(make_person, make_committee, proposal, make_ballot, decide, ada):
    decide(make_ballot(proposal), {ada: "yes"})
    assert proposal.state == State.VOTING
    with pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)
    make_committee(make_person())
    submit_proposal(proposal, actor=ada)
    assert proposal.state == State.COMMITTEE


def test_strangers_neither_submit_nor_judge_nor_compose(make_person, make_committee, proposal, ada):
    ben = make_person()
    make_committee(make_person())
    with pytest.raises(Forbidden):
        submit_proposal(proposal, actor=ben)
    submit_proposal(proposal, actor=ada)
    with pytest.raises(Forbidden):
        say(proposal, ben)
    with pytest.raises(Forbidden):
        create_committee(name="Mine", seats=[Place(ben.id)], actor=ben)


def test_a_committee_is_of_members_who_sit_once(make_person):
    admin, ben = make_person("Emma", Role.MEMBER, Role.ADMIN), make_person()
    guest = make_person("Hugo", Role.GUEST)
    for seats in ([], [Place(guest.id)], [Place(ben.id), Place(ben.id)], [Place(ben.id, ben.id)]):
        with pytest.raises(Invalid):
            create_committee(name="Editors", seats=seats, actor=admin)


def test_what_waits_for_a_person_is_their_vote_or_their_judgement(
    make_person, make_committee, make_proposal, make_ballot, proposal, ada
):
    ben = make_person()
    make_committee(ben, make_person())
    other = make_proposal(author=ada)
    ballot = make_ballot(other, voters=(ben,))
    submit_proposal(proposal, actor=ada)
    vote, judgement = list_waiting(ben)
    assert (vote.proposal_id, vote.title, vote.closes_at) == (other.id, ballot.question, ballot.closes_at)
    assert (judgement.proposal_id, judgement.title, judgement.closes_at) == (proposal.id, proposal.title, None)
    cast_vote(ballot, {"choice": "yes"}, actor=ben)
    say(proposal, ben)
    assert list_waiting(ben) == []


def test_publishing_moves_an_approved_proposal_on_and_no_other(make_person, make_committee, proposal, ada):
    ben = make_person()
    make_committee(ben)
    with pytest.raises(Conflict):
        advance_proposal(proposal, to=State.PUBLISHED, actor=None)
    submit_proposal(proposal, actor=ada)
    say(proposal, ben)
    with pytest.raises(Forbidden):
        advance_proposal(proposal, to=State.SCHEDULED, actor=ben)
    for state in (State.SCHEDULED, State.PUBLISHED, State.PUBLISHED, State.MEASURED):
        advance_proposal(proposal, to=state, actor=None)
    assert proposal.state == State.MEASURED


def test_the_register_keeps_the_question_the_tally_and_the_minority(make_person, proposal, make_ballot, ada):
    ben, cleo = make_person("Ben"), make_person("Cleo")
    ballot = make_ballot(proposal, question="Do we show the crane?")
    cast_vote(ballot, {"choice": "yes", "reason": "It is ours."}, actor=ada)
    cast_vote(ballot, {"choice": "yes"}, actor=cleo)
    cast_vote(ballot, {"choice": "no", "reason": "It is yellow."}, actor=ben)
    with clock.stopped_at(ballot.closes_at):
        edit_proposal(proposal, body="Other words.", actor=ada)
    (entry,) = list_decisions(ben).items
    assert (entry.question, entry.electorate_size, entry.turnout) == ("Do we show the crane?", 3, 3)
    assert entry.tally["yes"] == 2
    assert [said["reason"] for said in entry.reasons] == ["It is ours.", "It is yellow."]
    assert entry.minority == [{"person_id": str(ben.id), "choice": "no", "reason": "It is yellow."}]
    assert entry.content_hash == ballot.content_hash
    assert list(faults()) == []


def test_the_register_cannot_be_changed_unseen(make_person, proposal, make_ballot, decide, ada):
    decide(make_ballot(proposal), {ada: "no"})
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    guard = "register_entry_no_update" if on_sqlite else "register_entry_append_only ON register_entry"
    session.execute(text(f"DROP TRIGGER {guard}"))
    session.execute(text("UPDATE register_entry SET outcome = 'accepted'"))
    session.expire_all()
    assert [fault for fault in faults() if "was changed" in fault]


def test_decisions_about_what_is_guarded_are_not_read_by_others(
    make_person, make_group, make_post, make_proposal, make_ballot, decide, ada
):
    group = make_group(owner=ada, access=Access.SECRET)
    proposal = make_proposal(author=ada, post=make_post(author=ada, group=group))
    decide(make_ballot(proposal), {ada: "no"})
    assert len(list_decisions(ada).items) == 1
    assert list_decisions(make_person()).items == []

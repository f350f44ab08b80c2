"""Proposals: who may know of them, their versions, and what binds to their words."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.decisions.contents import hash_of
from app.decisions.events import ProposalChanged, ProposalCommented, ProposalOpened
from app.decisions.models import BallotState, State
from app.decisions.queries import get_proposal, list_proposals, list_versions
from app.decisions.services import (
    comment_on_proposal,
    edit_proposal,
    open_proposal,
    release_source,
    submit_proposal,
    withdraw_proposal,
)
from app.feed.services import delete_post
from app.groups.models import Access
from app.groups.services import remove_member


def test_a_proposal_is_announced_and_numbered(make_person, make_proposal, announced):
    ada = make_person()
    first = make_proposal(author=ada)
    assert announced[-1:] == [ProposalOpened(first.id)]
    assert make_proposal().number == first.number + 1
    assert (first.state, first.version) == (State.PROPOSED, 1)


def test_the_hash_is_that_of_title_body_and_files(make_proposal):
    proposal = make_proposal("A title")
    assert proposal.content_hash == hash_of("A title", proposal.body, [])
    assert len({proposal.content_hash, hash_of("A titl", "e" + proposal.body, []), hash_of("A title", "", ["1"])}) == 3


def test_guests_propose_nothing_and_know_of_nothing(make_person, make_proposal):
    guest = make_person("Hugo", Role.GUEST)
    with pytest.raises(Forbidden):
        make_proposal(author=guest)
    with pytest.raises(NotFound):
        get_proposal(make_proposal().id, viewer=guest)


def test_a_guest_who_is_asked_to_vote_knows_of_the_proposal(make_person, make_proposal, make_ballot):
    guest, proposal = make_person("Hugo", Role.GUEST), make_proposal()
    make_ballot(proposal, voters=(guest,))
    assert get_proposal(proposal.id, viewer=guest)
    assert list(list_proposals(guest).items) == [proposal]


def test_the_first_word_of_somebody_else_begins_the_discussion(make_person, make_proposal, announced):
    ada = make_person()
    proposal = make_proposal(author=ada)
    comment_on_proposal(proposal, body="I begin.", actor=ada)
    assert proposal.state == State.PROPOSED
    comment = comment_on_proposal(proposal, body="Good.", actor=make_person())
    assert proposal.state == State.DISCUSSING
    assert ProposalCommented(proposal.id, comment.id) in announced


def test_an_edit_makes_a_version_and_repeating_it_does_not(make_person, make_proposal, announced):
    ada = make_person()
    proposal = make_proposal(author=ada)
    before = proposal.content_hash
    edit_proposal(proposal, body="It is back.", note="shorter", actor=ada)
    edit_proposal(proposal, body="It is back.", actor=ada)
    versions = list_versions(proposal)
    assert [(version.number, version.note) for version in versions] == [(2, "shorter"), (1, "")]
    assert [version.content_hash for version in versions] == [proposal.content_hash, before]
    assert announced.count(ProposalChanged(proposal.id)) == 1


def test_only_the_author_and_communication_change_the_words(make_person, make_proposal):
    proposal, david = make_proposal(), make_person("David", Role.MEMBER, Role.COMMUNICATION)
    with pytest.raises(Forbidden):
        edit_proposal(proposal, body="x", actor=make_person())
    edit_proposal(proposal, body="Better.", actor=david)
    assert proposal.version == 2


def test_an_edit_during_the_vote_makes_it_void(make_person, make_proposal, make_ballot):
    ada = make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    edit_proposal(proposal, body="Other words.", actor=ada)
    assert (ballot.state, proposal.state) == (BallotState.VOID, State.DISCUSSING)
    assert ballot.content_hash != proposal.content_hash


@pytest.mark.parametrize("access", [Access.CLOSED, Access.SECRET])
def test_what_comes_from_a_guarded_group_is_known_to_its_readers_until_released(
    make_person, make_group, make_post, make_proposal, access
):
    owner, ada, ben = make_person(), make_person(), make_person()
    admin = make_person("Emma", Role.MEMBER, Role.ADMIN)
    group = make_group(owner=owner, members=(ada,), access=access)
    proposal = make_proposal(author=ada, post=make_post(author=ada, group=group))
    for other in (ben, admin):
        with pytest.raises(NotFound):
            get_proposal(proposal.id, viewer=other)
        assert list(list_proposals(other).items) == []
    with pytest.raises(Forbidden):
        release_source(proposal, actor=ada)
    release_source(proposal, actor=owner)
    release_source(proposal, actor=owner)
    assert get_proposal(proposal.id, viewer=ben) is proposal


def test_a_group_closed_afterwards_guards_its_proposals_too(make_person, make_group, make_post, make_proposal):
    owner, ben = make_person(), make_person()
    group = make_group(owner=owner)
    proposal = make_proposal(author=owner, post=make_post(author=owner, group=group))
    assert get_proposal(proposal.id, viewer=ben)
    group.access = Access.CLOSED
    with pytest.raises(NotFound):
        get_proposal(proposal.id, viewer=ben)


def test_who_left_the_group_knows_of_it_no_more(make_person, make_group, make_post, make_proposal):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    proposal = make_proposal(author=ada, post=make_post(author=ada, group=group))
    remove_member(group, ada, actor=owner)
    with pytest.raises(NotFound):
        get_proposal(proposal.id, viewer=ada)
    with pytest.raises(NotFound):
        edit_proposal(proposal, body="Still mine?", actor=ada)


def test_a_guarded_proposal_does_not_come_before_a_committee(
    make_person, make_group, make_post, make_proposal, make_committee
):
    ada, member = make_person(), make_person()
    make_committee(member)
    group = make_group(owner=ada, access=Access.CLOSED)
    proposal = make_proposal(author=ada, post=make_post(author=ada, group=group))
    with pytest.raises(Conflict):
        submit_proposal(proposal, actor=ada)
    release_source(proposal, actor=ada)
    submit_proposal(proposal, actor=ada)
    assert proposal.state == State.COMMITTEE


def test_nothing_is_made_from_a_post_that_one_does_not_see(make_person, make_group, make_post):
    post = make_post(author=(ada := make_person()), group=make_group(owner=ada, access=Access.SECRET))
    with pytest.raises(NotFound):
        open_proposal(title="A title", body="x", post=post, actor=make_person())


def test_a_proposal_from_an_open_post_outlives_it(make_person, make_post, make_proposal):
    ada = make_person()
    post = make_post(author=ada)
    proposal = make_proposal(author=ada, post=post)
    delete_post(post, actor=ada)
    assert get_proposal(proposal.id, viewer=make_person())


def test_the_author_takes_it_back_and_then_the_words_stay(make_person, make_proposal, make_ballot):
    ada = make_person()
    proposal = make_proposal(author=ada)
    ballot = make_ballot(proposal)
    with pytest.raises(Forbidden):
        withdraw_proposal(proposal, actor=make_person())
    withdraw_proposal(proposal, reason="Too early.", actor=ada)
    withdraw_proposal(proposal, actor=ada)
    assert (proposal.state, proposal.state_reason, ballot.state) == (State.WITHDRAWN, "Too early.", BallotState.VOID)
    with pytest.raises(Conflict):
        edit_proposal(proposal, body="x", actor=ada)


@pytest.mark.parametrize("title", ["", "  ", "x" * 201])
def test_a_title_has_one_to_two_hundred_characters(make_proposal, title):
    with pytest.raises(Invalid):
        make_proposal(title)


def test_a_title_keeps_the_space_that_holds_its_colon(make_proposal):
    assert make_proposal(" Un geste,\n un  métier\u202f: la soudure ").title == "Un geste, un métier\u202f: la soudure"

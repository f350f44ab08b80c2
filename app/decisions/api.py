"""Proposals, ballots, committees and the register in the REST interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.paging import Page
from app.decisions import queries, schemas, services
from app.decisions.items import Item, ballot_item, decision_items, proposal_item, proposal_items
from app.decisions.models import Ballot, Committee, Proposal, ProposalComment, ProposalVersion
from app.decisions.services.composing import Place
from app.feed.queries import get_post

decisions_api = ApiBlueprint("decisions_api", __name__, description="Proposals, votes and decisions")


@decisions_api.get("/proposals")
@decisions_api.arguments(schemas.ProposalArguments, location="query")
@decisions_api.response(200, schemas.ProposalPage)
def list_proposals(arguments: dict[str, Any]) -> Page[Item]:
    """The proposals one may know of, newest first."""
    state = arguments.pop("state")
    page = queries.list_proposals(current_person(), states=[state] if state else [], **arguments)
    return Page(proposal_items(page.items), page.next)


@decisions_api.post("/proposals")
@decisions_api.arguments(schemas.NewProposal)
@decisions_api.response(201, schemas.ProposalItem)
def create_proposal(values: dict[str, Any]) -> Item:
    """Propose something, perhaps made from a post."""
    actor, post_id = current_person(), values.pop("post_id")
    post = get_post(post_id, viewer=actor) if post_id else None
    return proposal_item(services.open_proposal(**values, post=post, actor=actor))


@decisions_api.get("/proposals/<uuid:proposal_id>")
@decisions_api.response(200, schemas.ProposalItem)
def show_proposal(proposal_id: UUID) -> Item:
    """One proposal."""
    return proposal_item(_proposal(proposal_id))


@decisions_api.patch("/proposals/<uuid:proposal_id>")
@decisions_api.arguments(schemas.ChangedProposal)
@decisions_api.response(200, schemas.ProposalItem)
def change_proposal(values: dict[str, Any], proposal_id: UUID) -> Item:
    """Change the words in a new version; a running vote becomes void."""
    proposal = _proposal(proposal_id)
    services.edit_proposal(proposal, **values, actor=current_person())
    return proposal_item(proposal)


@decisions_api.get("/proposals/<uuid:proposal_id>/versions")
@decisions_api.response(200, schemas.Versions)
def list_versions(proposal_id: UUID) -> Page[ProposalVersion]:
    """How the proposal read, newest first."""
    return Page(queries.list_versions(_proposal(proposal_id)))


@decisions_api.get("/proposals/<uuid:proposal_id>/comments")
@decisions_api.arguments(PageArguments, location="query")
@decisions_api.response(200, schemas.ProposalCommentPage)
def list_comments(arguments: dict[str, Any], proposal_id: UUID) -> Page[ProposalComment]:
    """What was said about the proposal, oldest first."""
    return queries.list_comments(_proposal(proposal_id), **arguments)


@decisions_api.post("/proposals/<uuid:proposal_id>/comments")
@decisions_api.arguments(schemas.NewProposalComment)
@decisions_api.response(201, schemas.ProposalCommentItem)
def create_comment(values: dict[str, Any], proposal_id: UUID) -> ProposalComment:
    """Say something about the proposal."""
    return services.comment_on_proposal(_proposal(proposal_id), **values, actor=current_person())


@decisions_api.put("/proposals/<uuid:proposal_id>/release")
@decisions_api.response(200, schemas.ProposalItem)
def release_source(proposal_id: UUID) -> Item:
    """Let the house know of a proposal made from a post in one's closed or secret group."""
    proposal = _proposal(proposal_id)
    services.release_source(proposal, actor=current_person())
    return proposal_item(proposal)


@decisions_api.post("/proposals/<uuid:proposal_id>/withdrawal")
@decisions_api.response(200, schemas.ProposalItem)
def withdraw_proposal(proposal_id: UUID) -> Item:
    """Take one's own proposal back."""
    proposal = _proposal(proposal_id)
    services.withdraw_proposal(proposal, actor=current_person())
    return proposal_item(proposal)


@decisions_api.post("/proposals/<uuid:proposal_id>/submit")
@decisions_api.arguments(schemas.Submission, required=False)
@decisions_api.response(200, schemas.ProposalItem)
def submit_proposal(values: dict[str, Any], proposal_id: UUID) -> Item:
    """Bring the proposal before a committee."""
    proposal, committee_id = _proposal(proposal_id), values.get("committee_id")
    committee = queries.get_committee(committee_id, viewer=current_person()) if committee_id else None
    services.submit_proposal(proposal, committee=committee, actor=current_person())
    return proposal_item(proposal)


@decisions_api.post("/proposals/<uuid:proposal_id>/review")
@decisions_api.arguments(schemas.NewReview)
@decisions_api.response(200, schemas.ProposalItem)
def review_proposal(values: dict[str, Any], proposal_id: UUID) -> Item:
    """Say, as a member of the committee, what one thinks of exactly these words."""
    proposal = _proposal(proposal_id)
    services.review_proposal(proposal, **values, actor=current_person())
    return proposal_item(proposal)


@decisions_api.post("/proposals/<uuid:proposal_id>/ballot")
@decisions_api.arguments(schemas.NewBallot)
@decisions_api.response(201, schemas.BallotItem)
def create_ballot(values: dict[str, Any], proposal_id: UUID) -> Item:
    """Put the proposal to the vote."""
    actor, proposal = current_person(), _proposal(proposal_id)
    values["options"] = values["options"] or []
    values["electorate"] = _written(values["electorate"])
    return ballot_item(services.open_ballot(proposal, **values, actor=actor), viewer=actor)


@decisions_api.get("/ballots/<uuid:ballot_id>")
@decisions_api.response(200, schemas.BallotItem)
def show_ballot(ballot_id: UUID) -> Item:
    """One ballot: the question, who has voted in numbers, and after the close the tally."""
    return ballot_item(_ballot(ballot_id), viewer=current_person())


@decisions_api.put("/ballots/<uuid:ballot_id>/vote")
@decisions_api.arguments(schemas.NewVote)
@decisions_api.response(200, schemas.BallotItem)
def cast_vote(values: dict[str, Any], ballot_id: UUID) -> Item:
    """Vote, or vote otherwise; the last vote counts."""
    actor, ballot = current_person(), _ballot(ballot_id)
    receipt = services.cast_vote(ballot, values, actor=actor)
    return ballot_item(ballot, viewer=actor, receipt=receipt)


@decisions_api.get("/decisions")
@decisions_api.arguments(PageArguments, location="query")
@decisions_api.response(200, schemas.DecisionPage)
def list_decisions(arguments: dict[str, Any]) -> Page[Item]:
    """The register, newest first."""
    page = queries.list_decisions(current_person(), **arguments)
    return Page(decision_items(page.items), page.next)


@decisions_api.get("/committees")
@decisions_api.arguments(PageArguments, location="query")
@decisions_api.response(200, schemas.CommitteePage)
def list_committees(arguments: dict[str, Any]) -> Page[Committee]:
    """The committees with their seats, oldest first."""
    return queries.list_committees(current_person(), **arguments)


@decisions_api.post("/committees")
@decisions_api.arguments(schemas.NewCommittee)
@decisions_api.response(201, schemas.CommitteeItem)
def create_committee(values: dict[str, Any]) -> Committee:
    """Compose a committee."""
    seats = [Place(**seat) for seat in values["seats"]] + [Place(person_id) for person_id in values["person_ids"]]
    made = services.create_committee(
        name=values["name"], description=values["description"], seats=seats, actor=current_person()
    )
    return queries.get_committee(made.id, viewer=current_person())


def _proposal(proposal_id: UUID) -> Proposal:
    return queries.get_proposal(proposal_id, viewer=current_person())


def _ballot(ballot_id: UUID) -> Ballot:
    return queries.get_ballot(ballot_id, viewer=current_person())


def _written(electorate: dict[str, Any]) -> dict[str, Any]:
    """An electorate as it is kept: identifiers as texts."""
    return {
        name: [str(part) for part in value]
        if isinstance(value, Sequence) and not isinstance(value, str)
        else (str(value) if isinstance(value, UUID) else value)
        for name, value in electorate.items()
    }

"""What the page of a proposal shows: its stages, its vote, its versions with their differences, what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.differences import Piece, compare
from app.core.times import time_in_words
from app.decisions import policy, queries, states, words
from app.decisions.counting import Outcome, Participation, participation, result_of
from app.decisions.hooks import page_parts
from app.decisions.items import own_receipt
from app.decisions.models import Ballot, BallotState, Committee, Proposal, ProposalVersion, State, Voter
from app.decisions.papers import FIELDS
from app.decisions.services.reviewing import current_reviews
from app.decisions.tally import Method
from app.feed import policy as feed
from app.files.queries import list_files

STAGES = {
    State.PROPOSED: 0,
    State.DISCUSSING: 1,
    State.CHANGES_ASKED: 1,
    State.VOTING: 2,
    State.COMMITTEE: 3,
    State.APPROVED: 4,
    State.SCHEDULED: 4,
    State.PUBLISHED: 5,
    State.MEASURED: 5,
}


@dataclass(frozen=True)
class Stage:
    """A step on the way outward."""

    words: str
    is_done: bool
    is_current: bool


def stages_of(proposal: Proposal, ballot: Ballot | None) -> list[Stage]:
    """The six steps, with the one where the proposal stands; none of them once it was set aside.

    A proposal that its author laid before the committee at once was not voted on, and says so.
    """
    here = STAGES.get(State(proposal.state))
    names = [_("Proposed"), _("Discussed"), _("Voted on"), _("Committee"), _("Library"), _("Published")]
    if here == 2 and ballot is not None and ballot.state is BallotState.OPEN:
        names[2] = _until(ballot.closes_at)
    left_out = here is not None and here > 2 and ballot is None
    if left_out:
        names[2] = _("No vote")
    return [
        Stage(name, here is not None and step < here and not (left_out and step == 2), step == here)
        for step, name in enumerate(names)
    ]


def _until(at: datetime) -> str:
    """The end of a vote, short enough for a step."""
    if at - clock.now() > timedelta(days=6):
        return str(_("Vote, until %(day)s", day=time_in_words(at, "day")))
    return str(_("Vote, until %(day)s", day=time_in_words(at, "weekday")))


@dataclass(frozen=True)
class ResultRow:
    """An answer or option with what it got."""

    words: str
    value: int
    is_winner: bool
    is_mine: bool


@dataclass(frozen=True)
class Vote:
    """A ballot as its page shows it to one viewer."""

    ballot: Ballot
    participation: Participation
    outcome: Outcome | None
    rows: list[ResultRow]
    is_open: bool
    is_voter: bool
    has_voted: bool
    mine: dict[str, Any]
    receipt: str | None
    field: str
    missing: list[str]
    """The departments from which nobody has voted yet, where the quorum wants more of them."""


def vote_of(ballot: Ballot, viewer: Person) -> Vote:
    """What the viewer may know of a ballot about a proposal they may know of."""
    voted = participation(ballot)
    result = result_of(ballot, voted.quorum_reached) or {}
    voter = session.get(Voter, (ballot.id, viewer.id))
    mine = queries.find_my_vote(ballot, viewer) or {}
    short = voted.departments < ballot.quorum_departments
    return Vote(
        ballot=ballot,
        participation=voted,
        outcome=result.get("outcome"),
        rows=_rows(ballot, result.get("tally") or {}, mine),
        is_open=ballot.state is BallotState.OPEN,
        is_voter=voter is not None,
        has_voted=voter is not None and voter.has_voted,
        mine=mine,
        receipt=own_receipt(ballot, voter),
        field=FIELDS[Method(ballot.method)],
        missing=[part.name for part in voted.balance if part.name and not part.turnout] if short else [],
    )


def _rows(ballot: Ballot, tally: dict[str, Any], mine: dict[str, Any]) -> list[ResultRow]:
    if not tally:
        return []
    chosen = mine.get("choice")
    if not ballot.options:
        answers = [answer for answer in words.TALLIED if answer in tally]
        return [ResultRow(str(words.TALLIED[name]), tally[name], False, name == chosen) for name in answers]
    labels = {option["id"]: option["label"] for option in ballot.options}
    totals, winners = _totals(tally), tally.get("winners", [])
    rows = [
        ResultRow(labels[option], total, option in winners, option in mine.get("options", []))
        for option, total in totals.items()
    ]
    return sorted(rows, key=lambda row: (not row.is_winner, -row.value))


def _totals(tally: dict[str, Any]) -> dict[str, int]:
    """What each option got; of several rounds in the last round it stood in, of pairs how many it beats."""
    if "rounds" in tally:
        return {option: total for around in tally["rounds"] for option, total in around["totals"].items()}
    if "preferred" in tally:
        pairs = tally["preferred"]
        return {one: sum(ahead > pairs[other][one] for other, ahead in pairs[one].items()) for one in pairs}
    totals: dict[str, int] = tally["totals"]
    return totals


@dataclass(frozen=True)
class Change:
    """How one version differs from another."""

    version: ProposalVersion
    since: ProposalVersion
    title: list[Piece]
    body: list[Piece]


def change_between(since: ProposalVersion, version: ProposalVersion) -> Change:
    """The words that came and went between two versions."""
    title = list(compare(since.title, version.title)) if since.title != version.title else []
    return Change(version, since, title, list(compare(since.body, version.body)))


@dataclass(frozen=True)
class Offers:
    """What the viewer may do with the proposal now."""

    edit: bool
    open_ballot: bool
    submit: bool
    withdraw: bool
    release: bool
    review: bool
    speak: bool


def offers_of(proposal: Proposal, viewer: Person, ballot: Ballot | None) -> Offers:
    """The deeds that the viewer's rights and the proposal's state allow."""
    is_running = ballot is not None and ballot.state is BallotState.OPEN
    is_editable = proposal.state in states.EDITABLE
    return Offers(
        edit=is_editable and policy.can_edit(viewer, proposal),
        open_ballot=proposal.state in states.OPEN_TO_BALLOTS and policy.can_open_ballot(viewer, proposal),
        submit=not is_running
        and proposal.state in states.OPEN_TO_COMMITTEE
        and not policy.is_guarded(proposal)
        and policy.can_submit(viewer, proposal)
        and _is_carried(proposal, ballot),
        withdraw=is_editable and policy.can_withdraw(viewer, proposal),
        release=policy.is_guarded(proposal) and policy.can_release(viewer, proposal),
        review=proposal.state == State.COMMITTEE and policy.can_review(viewer, proposal),
        speak=policy.can_speak(viewer, proposal),
    )


def _is_carried(proposal: Proposal, ballot: Ballot | None) -> bool:
    if ballot is None:
        return True
    outcome = (ballot.result or {}).get("outcome")
    return ballot.content_hash == proposal.content_hash and outcome == Outcome.ACCEPTED


def describe(proposal: Proposal, viewer: Person) -> dict[str, Any]:
    """Everything that the page of a proposal reads, for a viewer who may know of it."""
    ballots = queries.list_ballots(proposal)
    newest = ballots[0] if ballots else None
    versions = queries.list_versions(proposal)
    voided = next((ballot for ballot in ballots if ballot.state is BallotState.VOID), None)
    committee = _committee(proposal, viewer)
    group = proposal.post.group if proposal.post else None
    return {
        "proposal": proposal,
        "files": list_files(proposal.file_ids),
        "stages": stages_of(proposal, newest),
        "vote": vote_of(newest, viewer) if newest and newest.state is not BallotState.VOID else None,
        "voided": voided if voided is newest else None,
        "versions": versions,
        "offers": offers_of(proposal, viewer, newest),
        "committee": committee,
        "writers": policy.writers_of(proposal),
        "reviews": queries.list_reviews(proposal),
        "current_reviews": current_reviews(proposal) if proposal.state == State.COMMITTEE else [],
        "decisions": queries.list_proposal_decisions(proposal),
        "source": proposal.post if proposal.post and feed.can_see(viewer, proposal.post) else None,
        "guarded_by": group if policy.is_guarded(proposal) else None,
        "parts": page_parts.ask(proposal, viewer),
        "words": words,
    }


def _committee(proposal: Proposal, viewer: Person) -> Committee | None:
    if proposal.committee_id is not None and not viewer.is_guest:
        return session.get(Committee, proposal.committee_id)
    committees = queries.list_committees(viewer, limit=1).items
    return committees[0] if committees else None

"""Bringing proposals before a committee, and what its members decide."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, demand
from app.core.events import command, record
from app.decisions import papers, policy, states
from app.decisions.counting import Outcome
from app.decisions.events import ProposalApproved, ProposalReviewed
from app.decisions.hooks import approved
from app.decisions.models import Ballot, BallotState, Committee, Proposal, Review, Seat, State, Verdict
from app.decisions.services.balloting import settle
from app.decisions.services.moving import default_committee, last_ballot, lock_seen, move, put_before
from app.decisions.services.registering import register_reviews

VOICES = 2
"""How many members must agree, or all who may judge where they are fewer."""
LONGEST_REASON = 2000


@command
def submit_proposal(proposal: Proposal, *, committee: Committee | None = None, actor: Person) -> None:
    """Bring a proposal before a committee, by default the oldest; repeating changes nothing.

    Once it was put to a vote, only the words that the vote carried can come before a committee. Raises Conflict
    otherwise, while a vote runs, before a guarded source is released, and where there is no committee.
    """
    lock_seen(proposal, actor=actor)
    demand(policy.can_submit(actor, proposal), _("Only the author and communication submit a proposal."))
    settle(proposal)
    if proposal.state == State.COMMITTEE:
        return
    if proposal.state not in states.OPEN_TO_COMMITTEE:
        raise Conflict(_("The proposal cannot come before a committee now."))
    _demand_carried(last_ballot(proposal), proposal)
    if policy.is_guarded(proposal):
        raise Conflict(_("An owner of the group must release the post first."))
    chosen = committee or default_committee()
    if chosen is None:
        raise Conflict(_("There is no committee yet."))
    put_before(proposal, chosen)


def _demand_carried(ballot: Ballot | None, proposal: Proposal) -> None:
    if ballot is None:
        return
    if ballot.state is BallotState.OPEN:
        raise Conflict(_("The vote is not over yet."))
    outcome = ballot.result["outcome"] if ballot.result else None
    if ballot.content_hash != proposal.content_hash or outcome != Outcome.ACCEPTED:
        raise Conflict(_("Only words that a vote has carried can come before a committee."))


@command
def review_proposal(
    proposal: Proposal, *, decision: Verdict, reason: str = "", content_hash: str, actor: Person
) -> Review:
    """Say what a seat thinks of exactly these words; saying something else replaces it while it is undecided.

    Two approvals by different seats approve the proposal (all seats that may judge, where they are fewer), two
    refusals reject it, a veto rejects it at once, and anybody may ask for changes. Raises Conflict where the words
    have changed or the proposal is not before the committee, Forbidden for whoever wrote a word of it.
    """
    lock_seen(proposal, actor=actor)
    settle(proposal)
    seat = _seat(proposal, actor)
    if content_hash != proposal.content_hash:
        raise Conflict(_("The words have changed since you read them."))
    if proposal.state != State.COMMITTEE:
        raise Conflict(_("The proposal is not before the committee."))
    words = papers.text(reason, longest=LONGEST_REASON, name="reason")
    if decision is not Verdict.APPROVE and not words:
        raise Invalid(reason=_("Say why, and what would change your mind."))
    review = _speak(proposal, seat, decision, words, actor)
    audit.write(
        "proposal.reviewed",
        actor_id=actor.id,
        target=f"proposal:{proposal.id}",
        decision=decision,
        content_hash=content_hash,
    )
    record(ProposalReviewed(proposal.id, decision))
    _conclude(proposal, decision, words)
    return review


def _seat(proposal: Proposal, actor: Person) -> Seat:
    if proposal.committee_id is None and policy.sits_somewhere(actor):
        raise Conflict(_("The proposal is not before the committee."))
    seat = policy.seat_for(actor, proposal)
    if seat is None:
        raise Forbidden(_("Only members of the committee judge a proposal."))
    demand(policy.can_review(actor, proposal), _("Nobody judges their own words."))
    return seat


def _speak(proposal: Proposal, seat: Seat, decision: Verdict, reason: str, actor: Person) -> Review:
    said = {review.seat_id: review for review in current_reviews(proposal)}
    review = said.get(seat.id)
    if review is None:
        review = Review(proposal_id=proposal.id, submission=proposal.moved_at, seat_id=seat.id)
    elif review.person_id == seat.person_id != actor.id:
        raise Conflict(_("Whoever holds the seat has spoken for it."))
    review.person_id, review.decision, review.reason = actor.id, decision, reason
    review.version, review.content_hash, review.at = proposal.version, proposal.content_hash, clock.now()
    session.add(review)
    session.flush()
    session.refresh(review)
    return review


def _conclude(proposal: Proposal, decision: Verdict, reason: str) -> None:
    reviews = current_reviews(proposal)
    said = [review.decision for review in reviews]
    judging = judging_seats(proposal)
    needed = min(VOICES, len(judging))
    if decision is Verdict.VETO or said.count(Verdict.REJECT) >= needed:
        register_reviews(proposal, reviews, outcome=State.REJECTED, seats=len(judging))
        move(proposal, State.REJECTED, reason)
    elif decision is Verdict.CHANGES:
        move(proposal, State.CHANGES_ASKED, reason)
    elif said.count(Verdict.APPROVE) >= needed:
        register_reviews(proposal, reviews, outcome=State.APPROVED, seats=len(judging))
        move(proposal, State.APPROVED)
        approved.ask(proposal)
        record(ProposalApproved(proposal.id, proposal.content_hash))


def current_reviews(proposal: Proposal) -> list[Review]:
    """What the seats have said since the proposal last came before its committee."""
    said = select(Review).where(
        Review.proposal_id == proposal.id,
        Review.submission == proposal.moved_at,
        Review.content_hash == proposal.content_hash,
    )
    return list(session.scalars(said.order_by(Review.at)))


def judging_seats(proposal: Proposal) -> list[Seat]:
    """The seats of the committee with somebody who may judge: not the writers, and with an open account."""
    now, writers = clock.now(), policy.writers_of(proposal)
    seats = session.scalars(
        select(Seat).where(
            Seat.committee_id == proposal.committee_id,
            Seat.starts_at <= now,
            or_(Seat.ends_at.is_(None), Seat.ends_at > now),
        )
    )
    return [seat for seat in seats if any(_judges(person, writers) for person in (seat.person, seat.alternate))]


def _judges(person: Person | None, writers: set[UUID]) -> bool:
    return person is not None and person.may_enter and person.id not in writers

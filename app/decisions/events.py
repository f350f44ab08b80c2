"""What happened to proposals and ballots."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ProposalOpened:
    """Something was proposed to the house, or to those who may read the post it was made from."""

    proposal_id: UUID


@dataclass(frozen=True)
class ProposalChanged:
    """A proposal's words, state or visibility changed."""

    proposal_id: UUID


@dataclass(frozen=True)
class ProposalCommented:
    """Somebody said something about a proposal."""

    proposal_id: UUID
    comment_id: UUID


@dataclass(frozen=True)
class BallotOpened:
    """A proposal was put to the vote; the electorate is frozen."""

    ballot_id: UUID
    proposal_id: UUID


@dataclass(frozen=True)
class BallotClosed:
    """A vote ended: at its time, or void because the text changed or was withdrawn."""

    ballot_id: UUID
    proposal_id: UUID


@dataclass(frozen=True)
class ProposalSubmitted:
    """A proposal came before its committee."""

    proposal_id: UUID


@dataclass(frozen=True)
class ProposalReviewed:
    """A member of the committee said `approve`, `changes`, `reject` or `veto`."""

    proposal_id: UUID
    decision: str


@dataclass(frozen=True)
class ProposalApproved:
    """The committee approved exactly the words with this hash."""

    proposal_id: UUID
    content_hash: str

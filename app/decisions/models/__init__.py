"""Rows of decisions: the models of its modules under one name."""

from app.decisions.models.ballots import Ballot, BallotKey, BallotState, SecretVote, Vote, Voter
from app.decisions.models.committees import Committee, Review, Seat, Verdict
from app.decisions.models.proposals import Kind, Proposal, ProposalComment, ProposalVersion, State
from app.decisions.models.register import RegisterEntry, Stage

__all__ = ["Ballot", "BallotKey", "BallotState", "Committee", "Kind", "Proposal", "ProposalComment"]
__all__ += ["ProposalVersion", "RegisterEntry", "Review", "Seat", "SecretVote", "Stage", "State"]
__all__ += ["Verdict", "Vote", "Voter"]

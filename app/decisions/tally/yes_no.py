"""Yes, no or abstain: more yes than no carries it; on a tie everything stays as it is."""

from __future__ import annotations

from collections import Counter

from app.decisions.tally.result import Question, Tally, Votes

CHOICES = ("yes", "no", "abstain")


def count(votes: Votes, _question: Question) -> Tally:
    """Votes are `{"choice": "yes" | "no" | "abstain"}`; an abstention counts for the quorum only."""
    chosen = Counter(str(vote["choice"]) for vote in votes)
    figures = {choice: chosen[choice] for choice in CHOICES}
    is_tied = figures["yes"] == figures["no"] and figures["yes"] > 0
    return Tally(figures["yes"] > figures["no"], figures=figures | {"tie_decided": is_tied})

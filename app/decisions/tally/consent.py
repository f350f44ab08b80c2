"""Consent: it stands when somebody consents and nobody objects, each objection having its reason."""

from __future__ import annotations

from collections import Counter

from app.decisions.tally.result import Question, Tally, Votes

CHOICES = ("consent", "object", "abstain")


def count(votes: Votes, _question: Question) -> Tally:
    """Votes are `{"choice": "consent" | "object" | "abstain"}`; there are no ties."""
    chosen = Counter(str(vote["choice"]) for vote in votes)
    figures = {choice: chosen[choice] for choice in CHOICES}
    return Tally(figures["consent"] > 0 and figures["object"] == 0, figures=figures | {"tie_decided": False})

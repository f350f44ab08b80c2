"""Approval: each names every option they could live with; the most named wins."""

from __future__ import annotations

from collections import Counter

from app.decisions.tally.result import Question, Tally, Votes, highest


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"options": [id, …]}`, each option at most once."""
    named = Counter(option for vote in votes for option in vote["options"])
    return highest({option: named[option] for option in question.options}, question)

"""Dots: each spreads a number of dots over the options; the most dots win."""

from __future__ import annotations

from app.decisions.tally.result import Question, Tally, Votes, highest


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"dots": {id: n}}`, the sum of which the ballot limits."""
    totals = {option: sum(int(vote["dots"].get(option, 0)) for vote in votes) for option in question.options}
    return highest(totals, question)

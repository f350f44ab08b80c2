"""Score: each gives options 0 to 5; the highest sum wins, an option without a score having 0."""

from __future__ import annotations

from app.decisions.tally.result import Question, Tally, Votes, highest

HIGHEST_SCORE = 5


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"scores": {id: 0 to 5}}`."""
    totals = {option: sum(int(vote["scores"].get(option, 0)) for vote in votes) for option in question.options}
    return highest(totals, question)

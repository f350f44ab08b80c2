"""Tallies: each way of voting as one pure function, with its published rule for ties."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from app.decisions.tally import approval, budget, consent, dots, ranked, schulze, score, yes_no
from app.decisions.tally.result import Question, Tally, Votes

__all__ = ["COUNTS", "Method", "Question", "Tally", "Votes"]


class Method(StrEnum):
    """The ways of voting."""

    CONSENT = "consent"
    YES_NO = "yes_no"
    APPROVAL = "approval"
    SCORE = "score"
    RANKED = "ranked"
    SCHULZE = "schulze"
    DOTS = "dots"
    BUDGET = "budget"


COUNTS: dict[Method, Callable[[Votes, Question], Tally]] = {
    Method.CONSENT: consent.count,
    Method.YES_NO: yes_no.count,
    Method.APPROVAL: approval.count,
    Method.SCORE: score.count,
    Method.RANKED: ranked.count,
    Method.SCHULZE: schulze.count,
    Method.DOTS: dots.count,
    Method.BUDGET: budget.count,
}

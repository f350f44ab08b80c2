"""Ranked choice by instant run-off: the last is eliminated until one has more than half of the votes still in play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.decisions.tally.result import Question, Tally, Votes


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"ranking": [id, …]}`, the favourite first; what is left out gets nothing.

    A vote whose options are all eliminated leaves the count. Of several last ones the one that stands last in the
    order for ties goes first.
    """
    rankings = [list(vote["ranking"]) for vote in votes]
    standing, tie_decided = list(question.options), False
    rounds: list[dict[str, Any]] = []
    while standing:
        totals = _first_choices(rankings, standing)
        in_play, best = sum(totals.values()), max(totals.values())
        leader = next(option for option in standing if totals[option] == best)
        if in_play == 0:
            break
        if 2 * best > in_play or len(standing) == 1:
            rounds.append({"totals": totals, "eliminated": None})
            return Tally(True, (leader,), {"rounds": rounds, "tie_decided": tie_decided})
        least = min(totals.values())
        last = [option for option in standing if totals[option] == least]
        tie_decided = tie_decided or len(last) > 1
        rounds.append({"totals": totals, "eliminated": last[-1]})
        standing.remove(last[-1])
    return Tally(False, figures={"rounds": rounds, "tie_decided": False})


def _first_choices(rankings: Sequence[Sequence[str]], standing: Sequence[str]) -> dict[str, int]:
    totals = dict.fromkeys(standing, 0)
    for ranking in rankings:
        favourite = next((option for option in ranking if option in totals), None)
        if favourite is not None:
            totals[favourite] += 1
    return totals

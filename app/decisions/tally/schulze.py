"""Schulze: options are compared two by two; the winner beats every other along the strongest chain of victories.

Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36 (2011); the strength of a victory is the number of winning votes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from app.decisions.tally.result import Question, Tally, Votes

Pairs = dict[tuple[str, str], int]


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"ranking": [id, …]}`; the options left out stand together behind the last one named."""
    options = list(question.options)
    preferred = _preferences(votes, options)
    strength = _strongest_paths(preferred, options)
    unbeaten = [one for one in options if all(strength[one, other] >= strength[other, one] for other in options)]
    matrix = {one: {other: preferred[one, other] for other in options if other != one} for one in options}
    has_votes = any(vote["ranking"] for vote in votes)
    figures = {"preferred": matrix, "tie_decided": has_votes and len(unbeaten) > 1}
    return Tally(has_votes, (unbeaten[0],) if has_votes else (), figures)


def _preferences(votes: Votes, options: Sequence[str]) -> Pairs:
    """How many voters prefer the first of each pair."""
    preferred: Pairs = dict.fromkeys(permutations(options, 2), 0)
    for vote in votes:
        place: Mapping[str, int] = {option: rank for rank, option in enumerate(vote["ranking"])}
        for one, other in preferred:
            if place.get(one, len(options)) < place.get(other, len(options)):
                preferred[one, other] += 1
    return preferred


def _strongest_paths(preferred: Pairs, options: Sequence[str]) -> Pairs:
    """Floyd and Warshall's way through all chains; the strength of a chain is that of its weakest victory."""
    strength: Pairs = {(option, option): 0 for option in options}
    for (one, other), voters in preferred.items():
        strength[one, other] = voters if voters > preferred[other, one] else 0
    for middle, one, other in ((m, a, b) for m in options for a in options for b in options):
        if len({middle, one, other}) == 3:
            path = min(strength[one, middle], strength[middle, other])
            strength[one, other] = max(strength[one, other], path)
    return strength

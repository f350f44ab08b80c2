"""What is counted and what comes of it, the same for every way of voting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Votes = Sequence[Mapping[str, Any]]
"""One mapping a vote, of the shape that the method's own module describes."""


@dataclass(frozen=True)
class Question:
    """What is voted on. `options` stand in the order that decides ties: the first of equals wins."""

    options: Sequence[str] = ()
    costs: Mapping[str, int] = field(default_factory=dict)
    amount: int = 0


@dataclass(frozen=True)
class Tally:
    """Whether the vote carries something, which options it carries, and the figures behind it."""

    accepted: bool
    winners: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)


def highest(totals: Mapping[str, int], question: Question) -> Tally:
    """The option with the highest total, if anybody gave it anything."""
    best = max(totals.values(), default=0)
    first = [option for option in question.options if totals[option] == best]
    figures = {"totals": dict(totals), "tie_decided": best > 0 and len(first) > 1}
    return Tally(best > 0, (first[0],) if best > 0 else (), figures)

"""Budget: each names what they would pay for; the most named are paid for, as long as the money lasts."""

from __future__ import annotations

from collections import Counter

from app.decisions.tally.result import Question, Tally, Votes


def count(votes: Votes, question: Question) -> Tally:
    """Votes are `{"options": [id, …]}`, which together cost no more than the amount.

    An option that no longer fits is passed over for the next; one that nobody named is never paid for.
    """
    named = Counter(option for vote in votes for option in vote["options"])
    order = sorted(question.options, key=lambda option: -named[option])  # stable: ties keep their published order
    paid, spent = [], 0
    for option in order:
        if named[option] and spent + question.costs[option] <= question.amount:
            paid.append(option)
            spent += question.costs[option]
    wanted = [named[option] for option in question.options if named[option]]
    figures = {
        "totals": {option: named[option] for option in question.options},
        "spent": spent,
        "amount": question.amount,
        "tie_decided": len(wanted) > len(set(wanted)) and len(paid) < len(wanted),
    }
    return Tally(bool(paid), tuple(paid), figures)

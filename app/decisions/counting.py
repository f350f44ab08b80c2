"""Counting a ballot: turnout, quorum and balance while it runs, the tally and its outcome once it has closed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, func, select

from app.core.db import session
from app.decisions.models import Ballot, BallotState, SecretVote, Vote, Voter
from app.decisions.tally import COUNTS, Method, Question, Tally
from app.people.models import Department


class Outcome(StrEnum):
    """What came of a vote."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class DepartmentTurnout:
    """How many of a department have voted; never what."""

    id: UUID | None
    name: str | None
    size: int
    turnout: int


@dataclass(frozen=True)
class Participation:
    """Who has voted, in numbers."""

    turnout: int
    balance: list[DepartmentTurnout]
    departments: int
    quorum_reached: bool


def participation(ballot: Ballot) -> Participation:
    """The turnout so far, of each department in the order of their names, and whether it is enough."""
    voted = func.coalesce(func.sum(Voter.has_voted.cast(Integer)), 0)
    rows = session.execute(
        select(Department.id, Department.name, func.count(), voted)
        .select_from(Voter)
        .outerjoin(Department, Department.id == Voter.department_id)
        .where(Voter.ballot_id == ballot.id)
        .group_by(Department.id, Department.name)
        .order_by(Department.name)
    )
    balance = [DepartmentTurnout(*row) for row in rows]
    turnout = sum(department.turnout for department in balance)
    departments = sum(1 for department in balance if department.id and department.turnout)
    is_reached = turnout >= ballot.quorum_persons and departments >= ballot.quorum_departments
    return Participation(turnout, balance, departments, is_reached)


def result_of(ballot: Ballot, quorum_reached: bool) -> dict[str, Any] | None:
    """`{tally, outcome}`; None of a void ballot, and of a hidden or secret one before its close."""
    if ballot.result is not None:
        return ballot.result
    state = ballot.state
    if state is BallotState.VOID or (state is BallotState.OPEN and (ballot.is_hidden or ballot.is_secret)):
        return None
    tally, figures = _count(ballot)
    if state is BallotState.OPEN:
        return {"tally": figures, "outcome": None}
    decided = Outcome.ACCEPTED if tally.accepted else Outcome.REJECTED
    return {"tally": figures, "outcome": decided if quorum_reached else Outcome.NO_QUORUM}


def _count(ballot: Ballot) -> tuple[Tally, dict[str, Any]]:
    votes = read_votes(ballot)
    order = tie_order(ballot)
    costs = {option["id"]: option.get("cost", 0) for option in ballot.options}
    question = Question(order, costs, ballot.settings.get("amount", 0))
    tally = COUNTS[Method(ballot.method)]([vote.choice for vote in votes], question)
    figures = dict(tally.figures)
    if order:
        figures |= {"winners": list(tally.winners), "tie_order": order}
    if ballot.is_secret:
        figures["votes"] = [{"receipt": vote.receipt} | vote.choice for vote in votes if isinstance(vote, SecretVote)]
    return tally, figures


def read_votes(ballot: Ballot) -> list[Vote] | list[SecretVote]:
    """The votes of a ballot; of a secret one in the order of their receipts."""
    if ballot.is_secret:
        found = session.scalars(
            select(SecretVote).where(SecretVote.ballot_id == ballot.id).order_by(SecretVote.receipt)
        )
        return list(found)
    return list(session.scalars(select(Vote).where(Vote.ballot_id == ballot.id).order_by(Vote.cast_at, Vote.person_id)))


def tie_order(ballot: Ballot) -> list[str]:
    """The options as a lot orders them: by the SHA-256 of `<ballot id>:<option id>`. The first of equals wins.

    Anybody can draw it again, and nobody could choose it, for both identifiers were made when the ballot opened.
    """
    lots = {option["id"]: hashlib.sha256(f"{ballot.id}:{option['id']}".encode()).digest() for option in ballot.options}
    return sorted(lots, key=lambda option: lots[option])

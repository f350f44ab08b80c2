"""The board: proposals in columns by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.accounts.models import Person
from app.decisions import queries
from app.decisions.models import Ballot, Proposal, State
from app.decisions.states import DECIDED

A_COLUMN_SHOWS = 8


@dataclass(frozen=True)
class Column:
    """Some states under one name."""

    key: str
    title: LazyString
    states: frozenset[State]
    empty: LazyString


COLUMNS = {
    column.key: column
    for column in (
        Column(
            "discussion",
            _l("To be discussed"),
            frozenset({State.PROPOSED, State.DISCUSSING, State.CHANGES_ASKED}),
            _l("Nothing is being discussed. An idea begins here."),
        ),
        Column("vote", _l("At the vote"), frozenset({State.VOTING}), _l("No vote is open.")),
        Column(
            "committee",
            _l("Before the committee"),
            frozenset({State.COMMITTEE}),
            _l("The committee has nothing to judge."),
        ),
        Column(
            "approved",
            _l("Approved and published"),
            frozenset({State.APPROVED, State.SCHEDULED, State.PUBLISHED, State.MEASURED}),
            _l("What is approved will be here, then outside."),
        ),
        Column("aside", _l("Set aside"), DECIDED, _l("Nothing was set aside.")),
    )
}


@dataclass(frozen=True)
class Filled:
    """A column with its newest proposals."""

    column: Column
    proposals: Sequence[Proposal]
    count: int


@dataclass(frozen=True)
class Board:
    """The columns, and what concerns the viewer in them."""

    columns: list[Filled]
    running: dict[UUID, Ballot]
    waiting: set[UUID]
    """The proposals that wait for the viewer's vote or judgement."""


def fill_board(viewer: Person) -> Board:
    """What the viewer may know of; the same number of statements however many proposals there are."""
    counts = queries.count_by_state(viewer)
    columns = [
        Filled(
            column,
            queries.list_proposals(viewer, states=column.states, limit=A_COLUMN_SHOWS).items,
            sum(counts.get(state, 0) for state in column.states),
        )
        for column in COLUMNS.values()
    ]
    running = queries.find_running_ballots([proposal.id for filled in columns for proposal in filled.proposals])
    waiting = {thing.proposal_id for thing in queries.list_waiting(viewer, limit=100)}
    return Board(columns, running, waiting)

"""The way of a proposal: which state may follow which, and what each allows."""

from __future__ import annotations

from app.decisions.models import State

EDITABLE = frozenset({State.PROPOSED, State.DISCUSSING, State.VOTING, State.COMMITTEE, State.CHANGES_ASKED})
"""Where the words may still change; a change takes the proposal back to the discussion."""

OPEN_TO_BALLOTS = frozenset({State.PROPOSED, State.DISCUSSING})
OPEN_TO_COMMITTEE = frozenset({State.PROPOSED, State.DISCUSSING, State.VOTING})
DECIDED = frozenset({State.REJECTED, State.WITHDRAWN, State.EXPIRED, State.ARCHIVED})

ONWARD: dict[State, frozenset[State]] = {
    State.APPROVED: frozenset({State.SCHEDULED, State.PUBLISHED, State.WITHDRAWN, State.EXPIRED, State.ARCHIVED}),
    State.SCHEDULED: frozenset({State.APPROVED, State.PUBLISHED, State.WITHDRAWN, State.EXPIRED}),
    State.PUBLISHED: frozenset({State.MEASURED, State.WITHDRAWN, State.ARCHIVED}),
    State.MEASURED: frozenset({State.WITHDRAWN, State.ARCHIVED}),
    State.EXPIRED: frozenset({State.ARCHIVED}),
    State.WITHDRAWN: frozenset({State.ARCHIVED}),
}
"""What publishing may make of an approved proposal."""

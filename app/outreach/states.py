"""The way of a publication: which state may follow which, and the one place where it changes."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict
from app.core.events import record
from app.feed.services import refresh_post
from app.outreach.connectors import told
from app.outreach.events import PublicationMoved
from app.outreach.models import JournalEntry, Publication, State
from app.outreach.reasons import Reason

FOLLOWING: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.SCHEDULED: frozenset({State.SENDING, State.MISSED, State.FAILED, State.CANCELLED}),
    State.SENDING: frozenset({State.PUBLISHED, State.RETRY_WAIT, State.UNKNOWN, State.NEEDS_HUMAN, State.FAILED}),
    State.RETRY_WAIT: frozenset({State.SENDING, State.MISSED, State.FAILED, State.CANCELLED}),
    State.UNKNOWN: frozenset({State.PUBLISHED, State.NEEDS_HUMAN, State.WITHDRAWN}),
    State.NEEDS_HUMAN: frozenset({State.PUBLISHED, State.SCHEDULED, State.WITHDRAWN}),
    State.FAILED: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.MISSED: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.PUBLISHED: frozenset({State.WITHDRAWN}),
    State.CANCELLED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
MAYBE_OUT = frozenset({State.SENDING, State.UNKNOWN, State.NEEDS_HUMAN, State.PUBLISHED})
"""Where readers outside may already see it."""

OVER = frozenset({State.CANCELLED, State.WITHDRAWN})
FOR_A_HUMAN = frozenset({State.NEEDS_HUMAN, State.FAILED, State.MISSED})


def move(
    publication: Publication,
    to: State,
    *,
    reason: Reason | None = None,
    detail: str = "",
    actor: Person | None = None,
    **values: Any,
) -> None:
    """Bring a publication from the state it was read in into another, with a line in the journal.

    Part of the running command. Raises Conflict where somebody else was quicker, or where the state cannot follow.
    """
    old, rev, detail = State(publication.state), publication.rev, told(detail)
    if to not in FOLLOWING[old]:
        raise Conflict(_("The publication cannot go this way from where it stands."))
    changed = session.scalar(
        update(Publication)
        .where(Publication.id == publication.id, Publication.state == old, Publication.rev == rev)
        .values(state=to, rev=rev + 1, reason=reason or "", detail=detail, **values)
        .returning(Publication.id),
        execution_options={"synchronize_session": False},
    )
    if changed is None:
        raise Conflict(_("Somebody else changed this at the same moment. Please try again."))
    session.refresh(publication)
    session.add(
        JournalEntry(
            publication_id=publication.id,
            rev=publication.rev,
            at=clock.now(),
            actor_id=actor.id if actor else None,
            old=old,
            new=to,
            reason=reason or "",
            detail=detail,
        )
    )
    if publication.item.post_id and to in {State.PUBLISHED, State.WITHDRAWN}:
        refresh_post(publication.item.post_id)
    record(PublicationMoved(publication.id, publication.item_id, to))

"""Scheduled: what is written now and done later, once, judged anew at that moment; what posts and messages share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import structlog
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ForeignKey, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock, richtext
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, ParvisError
from app.core.ids import new_id
from app.core.language import DEFAULT

EVERY = timedelta(seconds=5)
LONGEST_AHEAD = timedelta(days=366)

log = structlog.get_logger(__name__)


class Scheduled:
    """The columns of what waits for its time; until then it is its author's alone."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What hangs on it, as readers will see it."""
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    scheduled_at: Mapped[datetime | None]
    """When it is to be done; None where that was refused, until its author says anew when."""
    refusal: Mapped[str] = mapped_column(String(300), default="")
    """Why it could not be done, in its author's words."""

    @property
    def html(self) -> str:
        """How it will read, as safe HTML; handles stay as they were typed, for whom they call is judged by then."""
        return richtext.render(self.body)


Waiting = TypeVar("Waiting", bound=Scheduled)


def checked_moment(moment: datetime, *, field: str = "scheduled_at") -> datetime:
    """A moment to come, within a year; raises Invalid for another, with the field's name."""
    now = clock.now()
    if not now < moment <= now + LONGEST_AHEAD:
        raise Invalid(**{field: _("Choose a moment to come, within a year.")})
    return moment


def reschedule(scheduled: Scheduled, moment: datetime | None) -> None:
    """Say anew when, where a moment is given and is another one; why it was refused is forgotten then.

    Raises Invalid as `checked_moment` does.
    """
    if moment is not None and moment != scheduled.scheduled_at:
        scheduled.scheduled_at, scheduled.refusal = checked_moment(moment), ""


def demand_room(kind: type[Scheduled], author_id: UUID, *, most: int, words: str) -> None:
    """Raise Conflict with these words where an author has so many of a kind waiting already."""
    if (session.scalar(select(func.count()).select_from(kind).where(kind.author_id == author_id)) or 0) >= most:
        raise Conflict(words)


def hold(scheduled: Scheduled, author_id: UUID) -> None:
    """Keep other writers away until the command ends; raises NotFound where it is done, gone or another's."""
    kind = type(scheduled)
    wanted = select(kind).where(kind.id == scheduled.id, kind.author_id == author_id).with_for_update(of=kind)
    if session.scalar(wanted, execution_options={"populate_existing": True}) is None:
        raise NotFound


def let_go(scheduled: Scheduled) -> None:
    """It waits no longer; part of the running command."""
    kind = type(scheduled)
    session.execute(delete(kind).where(kind.id == scheduled.id))


def refuse(scheduled: Scheduled, error: ParvisError, *, otherwise: str) -> bool:
    """Keep what could not be done, with the reason (`otherwise` where the error says none); false where it is gone."""
    kind = type(scheduled)
    if session.scalar(select(kind).where(kind.id == scheduled.id).with_for_update(of=kind)) is None:
        return False  # done meanwhile
    scheduled.scheduled_at = None
    scheduled.refusal = (error.detail or otherwise)[:300]
    return True


def do_due(
    kind: type[Waiting],
    do: Callable[[Waiting], object],
    *,
    refused: Callable[[Waiting, ParvisError], object],
    language_of: Callable[[Waiting], str | None],
) -> None:
    """Do what is due of a kind, each in a transaction of its own; what is refused is told in its author's language.

    Repeating does no harm: the deed and the end of the wish for it are one transaction, so that a worker that is
    killed in between leaves either the one or the other.
    """
    due = select(kind.id).where(kind.scheduled_at <= clock.now()).order_by(kind.scheduled_at)
    for scheduled_id in session.scalars(due).all():
        scheduled = session.get(kind, scheduled_id)
        if scheduled is None:
            continue
        with force_locale(language_of(scheduled) or DEFAULT):
            try:
                do(scheduled)
            except ParvisError as error:
                refused(scheduled, error)
            except Exception:  # of one, which the others need not wait for
                log.exception("scheduled deed failed", kind=kind.__name__, scheduled=str(scheduled_id))

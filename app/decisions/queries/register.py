"""The register of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.decisions.models import Proposal, RegisterEntry
from app.decisions.policy import visible_to


def list_decisions(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[RegisterEntry]:
    """The decisions about proposals that the viewer may know of, newest first."""
    known = select(RegisterEntry).join(RegisterEntry.proposal).where(visible_to(viewer))
    return paginate(known, by=[RegisterEntry.id], limit=limit, cursor=cursor)


def list_all_decisions(viewer: Person) -> Sequence[RegisterEntry]:
    """All decisions about proposals that the viewer may know of, oldest first, for taking them along."""
    known = select(RegisterEntry).join(RegisterEntry.proposal).where(visible_to(viewer))
    return session.scalars(known.order_by(RegisterEntry.id)).all()


def list_proposal_decisions(proposal: Proposal) -> Sequence[RegisterEntry]:
    """What was decided about a proposal that the viewer may know of, newest first."""
    decided = select(RegisterEntry).where(RegisterEntry.proposal_id == proposal.id)
    return session.scalars(decided.order_by(RegisterEntry.id.desc())).all()


def names_of(entries: Iterable[RegisterEntry]) -> dict[str, str]:
    """The names of those whose reasons these decisions keep, by identifier. One statement."""
    wanted = {UUID(said["person_id"]) for entry in entries for said in entry.reasons if said["person_id"]}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {str(row[0]): row[1] for row in rows}

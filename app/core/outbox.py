"""The outbox: facts and jobs kept in the database until a worker has done them, never lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import Index, Insert, Select, String, Text, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model, is_sqlite, session
from app.core.prepared import prepared
from app.core.registry import name_of, registry

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8


class Later(Exception):
    """Raised by a job that cannot be done yet: it waits until then, and this counts as no failure."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(due_at)
        self.due_at = due_at


class Job(Model):
    """One listener to be called with one fact, or one job with its arguments."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "dead_at", "due_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    listener: Mapped[str] = mapped_column(String(200))
    fact: Mapped[str | None] = mapped_column(String(100))
    payload: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str | None] = mapped_column(String(100))
    leased_until: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


def add(listener: str, *, fact: str, payload: dict[str, Any]) -> None:
    """Keep a fact for one durable listener; part of the running command."""
    prepared(_insertion).run(listener=listener, fact=fact, payload=payload, due_at=clock.now())


def _insertion() -> Insert:
    given = (Job.listener, Job.fact, Job.payload, Job.due_at)
    values = {column: bindparam(column.key, type_=column.type) for column in given}
    return insert(Job).values(values | {Job.attempts: 0}).inline()


def enqueue(
    job: Callable[..., object], *, due_at: datetime | None = None, key: str | None = None, **arguments: Any
) -> None:
    """Keep a job for the worker, part of the running command; a key already waiting makes this a no-op."""
    insertion = sqlite_insert if is_sqlite() else postgresql_insert
    session.execute(
        insertion(Job)
        .values(listener=name_of(job), payload=arguments, key=key, due_at=due_at or clock.now(), attempts=0)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def add_job(app: Flask, job: Callable[..., object], *, patient: bool = False) -> None:
    """Let the worker know a function that `enqueue` names; a patient one waits for other hosts."""
    registry(app).jobs[name_of(job)] = job
    if patient:
        registry(app).patient.add(name_of(job))


def every(app: Flask, interval: timedelta, task: Callable[[], object]) -> None:
    """Let the worker call an idempotent task at this interval."""
    registry(app).periodic[name_of(task)] = (interval, task)


def is_due(patient: bool | None = None) -> bool:
    """Whether something waits that `claim` would lease. It only looks: an idle worker holds up nobody who writes."""
    return session.scalar(_first_due(patient), _moment()) is not None


def claim(worker: str, *, limit: int, patient: bool | None = None) -> Sequence[Job]:
    """Lease the jobs that are due, oldest first, leisurely ones after all others; called inside a command.

    The patient ones, those that are not, or (None) both.
    """
    order = (Job.listener.in_(sorted(registry().leisurely)), Job.id)
    due = _due(patient).params(_moment()).order_by(*order).limit(limit).with_for_update(skip_locked=True)
    claimed = session.scalars(
        update(Job)
        .where(Job.id.in_(due))
        .values(leased_by=worker, leased_until=clock.now() + LEASE, attempts=Job.attempts + 1)
        .returning(Job),
        execution_options={"synchronize_session": False, "populate_existing": True},
    )
    return sorted(claimed, key=lambda job: job.id)


def _due(patient: bool | None) -> Select[int]:
    now = bindparam("now", type_=Job.due_at.type)
    is_free = (Job.leased_until.is_(None)) | (Job.leased_until < now)
    jobs = select(Job.id).where(Job.dead_at.is_(None), Job.due_at <= now, is_free)
    is_patient = Job.listener.in_(bindparam("patient", expanding=True))
    return jobs if patient is None else jobs.where(is_patient if patient else ~is_patient)


@cache
def _first_due(patient: bool | None) -> Select[int]:
    return _due(patient).limit(1)  # made once, for an idle worker asks it all the time


def _moment() -> dict[str, Any]:
    return {"now": clock.now(), "patient": sorted(registry().patient)}


def extend(worker: str, ids: Sequence[int]) -> None:
    """Keep the worker's leases of these jobs from running out; called inside a command."""
    held = Job.id.in_(ids), Job.leased_by == worker, Job.dead_at.is_(None)
    session.execute(update(Job).where(*held).values(leased_until=clock.now() + LEASE))


def leased_by(worker: str) -> Sequence[Job]:
    """The jobs that a worker has claimed and not ended; called inside a command."""
    return session.scalars(select(Job).where(Job.leased_by == worker, Job.dead_at.is_(None))).all()


def complete(ids: Sequence[int], worker: str) -> None:
    """Forget jobs that are done; called inside a command."""
    session.execute(delete(Job).where(Job.id.in_(ids), Job.leased_by == worker))


def postpone(ids: Sequence[int], worker: str, due_at: datetime) -> None:
    """Put jobs back until a moment, as if they had not been tried; called inside a command."""
    back = {"due_at": due_at, "attempts": Job.attempts - 1, "leased_by": None, "leased_until": None}
    session.execute(
        update(Job).where(Job.id.in_(ids), Job.leased_by == worker).values(back),
        execution_options={"synchronize_session": False},
    )


def fail(job_id: int, worker: str, error: str) -> bool:
    """Put a failed job back with a growing delay, or give it up; true where it is given up. Inside a command."""
    job = session.get(Job, job_id)
    if job is None or job.leased_by != worker:
        return False
    job.error, job.leased_by, job.leased_until = error[:4000], None, None
    if job.attempts >= MOST_ATTEMPTS:
        job.dead_at = clock.now()
        return True
    job.due_at = clock.now() + timedelta(seconds=min(2**job.attempts, 600))
    return False


def waiting() -> int:
    """How many jobs wait for a worker."""
    return session.scalar(select(func.count()).select_from(Job).where(Job.dead_at.is_(None))) or 0


def dead() -> int:
    """How many jobs were given up."""
    return session.scalar(select(func.count()).select_from(Job).where(Job.dead_at.is_not(None))) or 0

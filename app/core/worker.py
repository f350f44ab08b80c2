"""The worker: claims what waits in the outbox and does it, at least once, however often it is killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask import Flask

from app.core import events, outbox
from app.core.db import release_session
from app.core.lifelines import find_fallen, hold_lifeline
from app.core.registry import DurableListener, registry

log = structlog.get_logger(__name__)

PAUSE = 0.2
"""How many seconds a worker rests unless a whole batch was due."""
HEARTBEAT = 20.0
BATCH = 100
PATIENT_BATCH = 1  # what is claimed waits for its turn: another worker may be idle, and what is due next more urgent
LAST_WORDS = 10.0  # seconds that a patient job in the middle of a sentence is given when the worker ends


_at_work: set[int] = set()
"""The jobs that this process holds and will do; what it let fall, where the database was away, comes again."""


@dataclass(frozen=True)
class JobDied:
    """A job was given up after its last attempt; somebody should look."""

    job_id: int
    listener: str


@dataclass(frozen=True)
class Claimed:
    """A leased job, apart from any session."""

    id: int
    listener: str
    fact: str | None
    payload: dict[str, Any]
    attempts: int


def work_once(worker: str, *, patient: bool | None = None) -> int:
    """Claim and do one batch, of patient jobs, of others or (None) of both; the number of jobs claimed."""
    claimed = _claim(worker, patient)
    ids = {job.id for job in claimed}
    _at_work.update(ids)
    try:
        for bundle in _bundles(claimed):
            _do(bundle, worker)
    finally:
        _at_work.difference_update(ids)
    return len(claimed)


def drain(worker: str = "drain") -> None:
    """Do everything that is due, and what that brings, until nothing waits."""
    while work_once(worker):
        pass


def _claim(worker: str, patient: bool | None) -> list[Claimed]:
    if not outbox.is_due(patient):
        return []
    with events.transaction():
        jobs = outbox.claim(worker, limit=PATIENT_BATCH if patient else BATCH, patient=patient)
        return [Claimed(job.id, job.listener, job.fact, job.payload, job.attempts) for job in jobs]


def _durable(name: str) -> DurableListener | None:
    listeners = (listener for group in registry().durable.values() for listener in group)
    return next((listener for listener in listeners if listener.name == name), None)


def _bundles(claimed: Sequence[Claimed]) -> Iterator[Sequence[Claimed]]:
    """One job after the other; all that a batch listener is to hear, wherever it stands among them, at once.

    What was tried before goes alone: one that cannot be done takes the others down with it once, not for good.
    """
    batches: dict[str, list[Claimed]] = {}
    for job in claimed:
        listener = _durable(job.listener)
        if listener is None or not listener.batch or job.attempts > 1:
            yield [job]
        else:
            batches.setdefault(job.listener, []).append(job)
    yield from batches.values()


def _do(jobs: Sequence[Claimed], worker: str) -> None:
    name = jobs[0].listener
    try:
        _call(name, jobs)
    except outbox.Later as later:
        release_session()
        with events.transaction():
            outbox.postpone([job.id for job in jobs], worker, later.due_at)
    except Exception as error:
        release_session()
        log.exception("job failed", listener=name)
        _fail(jobs, worker, repr(error))
    else:
        with events.transaction():
            outbox.complete([job.id for job in jobs], worker)
    finally:
        release_session()


def _call(name: str, jobs: Sequence[Claimed]) -> None:
    listener = _durable(name)
    if listener is None:
        for job in jobs:
            registry().jobs[name](**job.payload)
        return
    facts = [events.load(job.fact or "", job.payload) for job in jobs]
    if listener.batch:
        listener.call(facts)
    else:
        for fact in facts:
            listener.call(fact)


@events.command
def _fail(jobs: Sequence[Claimed], worker: str, error: str) -> None:
    for job in jobs:
        if outbox.fail(job.id, worker, error):
            events.record(JobDied(job.id, job.listener))


class Periodic:
    """Calls the periodic tasks when their interval has passed."""

    def __init__(self) -> None:
        self._due = {name: time.monotonic() for name in registry().periodic}

    def run_due(self) -> None:
        """Call each task that is due; one that fails is logged and called again next time."""
        for name, (interval, task) in registry().periodic.items():
            if time.monotonic() < self._due[name]:
                continue
            self._due[name] = time.monotonic() + interval.total_seconds()
            try:
                task()
            except Exception:
                log.exception("periodic task failed", task=name)
            finally:
                release_session()


def run(app: Flask, *, go_on: Callable[[], bool] = lambda: True) -> None:
    """Work until told to stop, sleeping while nothing is due; patient jobs are done beside all others."""
    folder = app.extensions["parvis.settings"].data_dir / "workers"
    worker, lifeline = hold_lifeline(folder)
    with app.app_context():
        _take_over(folder)
    stop = threading.Event()
    threading.Thread(target=_beat, args=(app, worker, stop), daemon=True).start()
    patient = threading.Thread(target=_be_patient, args=(app, worker, stop), daemon=True)
    patient.start()
    with app.app_context():
        periodic = Periodic()
        while go_on():
            if _step(worker, patient=False, first=periodic.run_due) < BATCH:
                time.sleep(PAUSE)  # what comes meanwhile is done together: each turn costs others the write lock
    stop.set()
    patient.join(LAST_WORDS)
    lifeline.close()


def _take_over(folder: Path) -> None:
    """Let what a killed worker of this machine was doing count as failed, and come again before its lease runs out."""
    for name in find_fallen(folder):
        with events.transaction():
            for job in outbox.leased_by(name):
                if outbox.fail(job.id, name, "the worker was killed"):
                    events.record(JobDied(job.id, job.listener))
    release_session()


def _be_patient(app: Flask, worker: str, stop: threading.Event) -> None:
    with app.app_context():
        while not stop.is_set():
            if not _step(worker, patient=True):
                stop.wait(PAUSE)


def _step(worker: str, *, patient: bool, first: Callable[[], None] = lambda: None) -> int:
    try:
        first()
        return work_once(worker, patient=patient)
    except Exception:
        log.exception("worker step failed")
        time.sleep(1)
        return 0
    finally:
        release_session()


def _beat(app: Flask, worker: str, stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT):
        with app.app_context():
            try:
                keep_leases(worker)
            except Exception:
                log.exception("heartbeat failed")
            finally:
                release_session()


@events.command
def keep_leases(worker: str) -> None:
    """Keep what is being done from being done by another worker, too."""
    outbox.extend(worker, list(_at_work))


def examine_queue() -> str | None:
    """What is wrong with the queue, for health pages and `parvis check`."""
    dead = outbox.dead()
    return f"{dead} jobs were given up" if dead else None

"""Delivering: one publication brought to its network, never twice, whenever the worker may die on the way.

The attempt (key, bytes, hash) is committed before the call. A sending that was interrupted is looked for, then sent
again with the same key and bytes as long as the network promises that this is safe. An answer that leaves a doubt
is never followed by another sending: it is looked for by its tracked link, and at last a human decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core import clock, outbox
from app.core.db import session
from app.core.events import command
from app.core.sealing import Unsealable
from app.outreach.channels import connect
from app.outreach.checking import obstacles
from app.outreach.connectors import (
    AuthNeeded,
    Connector,
    Found,
    Outcome,
    Published,
    Rejected,
    Retry,
    Sighting,
    Unknown,
    told,
)
from app.outreach.models import Access, Attempt, Publication, State
from app.outreach.previewing import preview
from app.outreach.queries import last_attempt
from app.outreach.reasons import Reason
from app.outreach.services.arriving import arrive
from app.outreach.states import move

LATE = timedelta(hours=1)
LOOKS = (timedelta(seconds=3), timedelta(seconds=15), timedelta(seconds=45))
FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(minutes=10)


@dataclass(frozen=True)
class Call:
    """What is to be asked of the network, apart from any session."""

    connector: Connector
    payload: bytes
    key: str
    began_at: datetime
    is_interrupted: bool = False
    """Somebody has begun to send it, and was stopped."""


def deliver(publication_id: str) -> None:
    """Bring a publication one step further; a job, idempotent, safe to be killed at any point."""
    identifier = UUID(publication_id)
    if (call := _begin(identifier)) is not None:
        _finish(identifier, _send(call))
    elif (call := _find_doubtful(identifier)) is not None:
        _conclude(identifier, call.connector.reconcile(call.payload, call.key, since=call.began_at))


def _send(call: Call) -> Outcome | Found:
    if call.is_interrupted:
        sighting = call.connector.reconcile(call.payload, call.key, since=call.began_at)
        if isinstance(sighting, Found):
            return sighting
    return call.connector.publish(call.payload, call.key)


@command
def _begin(publication_id: UUID) -> Call | None:
    """Take a publication that is due, or whose sending was interrupted, into the state of being sent."""
    publication = session.get(Publication, publication_id, with_for_update={"of": Publication})
    if publication is None:
        return None
    if publication.state == State.SENDING:
        return _resume(publication)
    now = clock.now()
    if publication.state not in {State.SCHEDULED, State.RETRY_WAIT} or publication.scheduled_at > now:
        return None
    if now - publication.scheduled_at > LATE:
        move(publication, State.MISSED, reason=Reason.LATE)
        return None
    for reason in obstacles(publication.item, at=now):
        move(publication, State.FAILED, reason=reason)
        return None
    return _reserve(publication)


def _reserve(publication: Publication) -> Call | None:
    """Keep the attempt; the transaction's commit comes before the call."""
    try:
        seen = preview(publication.item, publication.channel, publication)
        connector = connect(publication.channel)
    except Unsealable:
        move(publication, State.FAILED, reason=Reason.NO_ACCESS)
        return None
    if seen.rendering.digest != publication.payload_hash or publication.content_hash != publication.item.content_hash:
        move(publication, State.FAILED, reason=Reason.PREVIEW_CHANGED)
        return None
    last = last_attempt(publication.id)
    number = last.number + 1 if last else 1
    attempt = Attempt(
        publication_id=publication.id,
        number=number,
        key=connector.reserve_key(publication.id, number),
        payload=seen.rendering.payload,
        payload_hash=seen.rendering.digest,
        began_at=clock.now(),
    )
    session.add(attempt)
    move(publication, State.SENDING)
    return Call(connector, attempt.payload, attempt.key, attempt.began_at)


def _resume(publication: Publication) -> Call | None:
    call = _last_call(publication)
    if call is None:
        return None
    safe = call.connector.capabilities().safe_resend
    if safe is not None and clock.now() - call.began_at < safe:
        return call
    _doubt(publication, Reason.INTERRUPTED)
    return None


@command
def _find_doubtful(publication_id: UUID) -> Call | None:
    publication = session.get(Publication, publication_id)
    return _last_call(publication) if publication and publication.state == State.UNKNOWN else None


def _last_call(publication: Publication) -> Call | None:
    attempt = last_attempt(publication.id)
    try:
        connector = connect(publication.channel)
    except Unsealable:
        attempt = None
    if attempt is None:  # nothing to look with
        if publication.state == State.SENDING:
            _doubt(publication, Reason.INTERRUPTED)
        move(publication, State.NEEDS_HUMAN, reason=Reason.NOT_FOUND)
        return None
    return Call(connector, attempt.payload, attempt.key, attempt.began_at, is_interrupted=True)


@command
def _finish(publication_id: UUID, outcome: Outcome | Found) -> None:
    """Keep what the network said."""
    publication = session.get_one(Publication, publication_id, with_for_update={"of": Publication})
    attempt = last_attempt(publication_id)
    if publication.state != State.SENDING or attempt is None:
        return
    attempt.ended_at, attempt.outcome = clock.now(), type(outcome).__name__.lower()
    match outcome:
        case Published() | Found():
            _arrive(publication, outcome)
        case Retry():
            move(publication, State.RETRY_WAIT, reason=Reason.UNREACHABLE, detail=outcome.reason)
            pause = outcome.after or min(FIRST_RETRY * 2 ** (attempt.number - 1), LONGEST_RETRY)
            _come_back(publication, pause)
        case Rejected():
            move(publication, State.FAILED, reason=Reason.REJECTED, detail=outcome.reason)
        case AuthNeeded():
            publication.channel.access, publication.channel.problem = Access.REVOKED, told(outcome.reason)
            move(publication, State.FAILED, reason=Reason.NO_ACCESS, detail=outcome.reason)
        case Unknown():
            _doubt(publication, Reason.UNCERTAIN, outcome.reason)


@command
def _conclude(publication_id: UUID, sighting: Sighting) -> None:
    """Keep what was found of a doubtful one: look again later, or ask a human at last."""
    publication = session.get_one(Publication, publication_id, with_for_update={"of": Publication})
    if publication.state != State.UNKNOWN:
        return
    if isinstance(sighting, Found):
        _arrive(publication, sighting)
        return
    publication.looks += 1
    if publication.looks < len(LOOKS):
        _come_back(publication, LOOKS[publication.looks])
    else:
        move(publication, State.NEEDS_HUMAN, reason=Reason.NOT_FOUND)


def _arrive(publication: Publication, place: Published | Found) -> None:
    reason = Reason.FOUND if isinstance(place, Found) else None
    arrive(publication, remote_id=place.remote_id, remote_url=place.url, reason=reason)


def _doubt(publication: Publication, reason: Reason, detail: str = "") -> None:
    move(publication, State.UNKNOWN, reason=reason, detail=detail, looks=0)
    _come_back(publication, LOOKS[0])


def _come_back(publication: Publication, pause: timedelta) -> None:
    key = f"deliver:{publication.id}:{publication.rev}:{publication.looks}"
    outbox.enqueue(deliver, due_at=clock.now() + pause, key=key, publication_id=str(publication.id))

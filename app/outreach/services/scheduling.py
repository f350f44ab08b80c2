"""Scheduling: an item of the library for one channel, at one time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock, outbox
from app.core.db import hold, session
from app.core.errors import Conflict, Invalid
from app.core.events import command
from app.decisions.models import State as ProposalState
from app.decisions.services import advance_proposal
from app.outreach import policy
from app.outreach.checking import demand_clear, findings_in
from app.outreach.models import Access, Channel, LibraryItem, Publication, State, TrackedLink
from app.outreach.previewing import own_page, preview
from app.outreach.reasons import WORDS, Reason
from app.outreach.services.delivering import deliver
from app.outreach.states import OVER, move

PAST = timedelta(minutes=5)  # forgiven to a clock or a form that is a little behind
FURTHEST = timedelta(days=366)


@command
def schedule_publication(
    item: LibraryItem, channel: Channel, *, scheduled_at: datetime | None = None, actor: Person
) -> Publication:
    """Publish an item on a channel at a time, by default now. Communication only.

    Raises Invalid for words that must not leave or do not fit, Conflict where the item is already on its way there
    or something else stands against it (see `checking`).
    """
    policy.demand_publish(actor)
    hold(item)
    at = checked_time(scheduled_at)
    if channel.access == Access.REVOKED:
        raise Conflict(str(WORDS[Reason.NO_ACCESS]))
    _demand_free(item, channel)
    demand_clear(item, channel, at=at)
    seen = preview(item, channel)
    if seen.problems:
        raise Invalid(channel_id=" ".join(seen.problems))
    publication = Publication(
        item_id=item.id,
        channel_id=channel.id,
        scheduled_at=at,
        content_hash=item.content_hash,
        payload_hash=seen.rendering.digest,
        created_by=actor.id,
    )
    session.add(publication)
    session.flush()
    for target, code in seen.codes.items():
        session.add(TrackedLink(code=code, publication_id=publication.id, target=target or own_page(publication.id)))
    warned = ", ".join(finding.rule for finding in findings_in(item))
    put_on_schedule(publication, detail=warned, actor=actor)
    if item.proposal.state == ProposalState.APPROVED:
        advance_proposal(item.proposal, to=ProposalState.SCHEDULED, actor=actor)
    return publication


@command
def schedule_publications(
    item: LibraryItem, channels: Sequence[Channel], *, scheduled_at: datetime | None, actor: Person
) -> list[Publication]:
    """The same on several channels, on all of them or on none."""
    return [schedule_publication(item, channel, scheduled_at=scheduled_at, actor=actor) for channel in channels]


def put_on_schedule(
    publication: Publication,
    *,
    reason: Reason | None = None,
    detail: str = "",
    at: datetime | None = None,
    actor: Person,
) -> None:
    """Let the worker send it at its time; part of the running command."""
    move(
        publication,
        State.SCHEDULED,
        reason=reason,
        detail=detail,
        actor=actor,
        scheduled_at=at or publication.scheduled_at,
    )
    key = f"deliver:{publication.id}:{publication.rev}"
    outbox.enqueue(deliver, due_at=publication.scheduled_at, key=key, publication_id=str(publication.id))


def checked_time(scheduled_at: datetime | None) -> datetime:
    """When it goes out: the time that was asked for, or now. Raises Invalid."""
    now = clock.now()
    if scheduled_at is None:
        return now
    if not now - PAST <= scheduled_at <= now + FURTHEST:
        raise Invalid(scheduled_at=_("A time to come, within a year."))
    return max(scheduled_at, now)


def _demand_free(item: LibraryItem, channel: Channel) -> None:
    on_its_way = select(Publication.id).where(
        Publication.item_id == item.id, Publication.channel_id == channel.id, Publication.state.not_in(OVER)
    )
    if session.scalar(on_its_way.limit(1)) is not None:
        raise Conflict(_("This is already on its way there, or published."))

"""Announcements: made with their post, confirmed by those whom they concern, and told again to those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import hold, session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.feed import audiences
from app.feed.events import AnnouncementPublished, ReadConfirmed, ReadersReminded
from app.feed.models import Announcement, AnnouncementDepartment, Audience, Post, ReadConfirmation
from app.feed.services.locking import lock_seen
from app.people.models import Department

LONGEST_AHEAD = timedelta(days=366)
REMINDED_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class NewAnnouncement:
    """A post is to be an announcement: to the members of its group, or to the house or some of its departments."""

    confirm: bool = False
    deadline: datetime | None = None
    expires_at: datetime | None = None
    department_ids: Sequence[UUID] = ()

    name = "announcement"
    says_enough = False

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Note whom it concerns; raises Forbidden for who may not announce there, Invalid for moments that do not fit.

        It changes by itself at its deadline and when it expires: a job is kept for each.
        """
        demand(audiences.can_announce(actor, post.group), _("You may announce only where you look after the place."))
        self._check(post)
        announcement = Announcement(
            post_id=post.id,
            confirm=self.confirm,
            deadline=self.deadline,
            expires_at=self.expires_at,
            audience=self._audience(post),
        )
        session.add(announcement)
        session.flush()
        session.add_all(
            AnnouncementDepartment(post_id=post.id, department_id=department_id)
            for department_id in dict.fromkeys(self.department_ids)
        )
        session.flush()
        _count(announcement, post)
        for moment in {self.deadline, self.expires_at} - {None}:
            outbox.enqueue(refresh_announcement, due_at=moment, post_id=str(post.id))
        record(AnnouncementPublished(post.id))
        return snapshot(announcement)

    def _audience(self, post: Post) -> Audience:
        if post.group_id is not None:
            return Audience.GROUP
        return Audience.DEPARTMENTS if self.department_ids else Audience.HOUSE

    def _check(self, post: Post) -> None:
        now = clock.now()
        for field, moment in (("deadline", self.deadline), ("expires_at", self.expires_at)):
            if moment and not now < moment <= now + LONGEST_AHEAD:
                raise Invalid(**{f"announcement_{field}": _("Choose a moment to come, within a year.")})
        if self.deadline and not self.confirm:
            raise Invalid(announcement_deadline=_("Only a reading that is to be confirmed has a last day."))
        if self.deadline and self.expires_at and self.expires_at < self.deadline:
            raise Invalid(announcement_expires_at=_("It cannot expire before its last day."))
        if self.department_ids and post.group_id is not None:
            raise Invalid(announcement_departments=_("In a group an announcement is for its members."))
        known = select(func.count()).where(Department.id.in_(self.department_ids))
        if self.department_ids and session.scalar(known) != len(set(self.department_ids)):
            raise Invalid(announcement_departments=_("One of these departments is not there any more."))


@command
def confirm_reading(post: Post, *, actor: Person) -> None:
    """Say to have read and understood an announcement; repeating changes nothing, and nothing takes it back.

    Raises NotFound where the actor no longer sees the post, Forbidden for whom it does not concern, Conflict where
    the post asks nobody (any more).
    """
    lock_seen(post, actor=actor)
    if session.get(ReadConfirmation, (post.id, actor.id)) is not None:
        return
    announcement = find_announcement(post.id)
    if announcement is None or not announcement.confirm:
        raise Conflict(_("This post asks nobody to confirm their reading."))
    demand(_concerns(announcement, post, actor), _("This announcement is not for you to confirm."))
    if _is_over(announcement) or post.archived_at is not None:
        raise Conflict(_("This announcement has expired: nobody is asked any more."))
    session.add(ReadConfirmation(post_id=post.id, person_id=actor.id))
    announcement.confirmed += 1
    _show(announcement, post)
    audit.write("reading.confirmed", actor_id=actor.id, target=f"post:{post.id}")
    record(ReadConfirmed(post.id, actor.id))


@command
def remind_readers(post: Post, *, actor: Person) -> int:
    """Tell an announcement again to those who have not confirmed it, and to nobody else; to how many that is.

    Author and keepers, at most once a day: raises Conflict before that, and where nobody is asked or left.
    """
    lock_seen(post, actor=actor)
    demand(audiences.can_see_readers(actor, post))
    announcement = find_announcement(post.id)
    if announcement is None or not announcement.confirm or _is_over(announcement) or post.archived_at is not None:
        raise Conflict(_("This post asks nobody to confirm their reading."))
    if not_reminded_before(announcement):
        raise Conflict(_("A reminder was sent less than a day ago."))
    refresh_announcement(str(post.id))
    left = announcement.concerned - announcement.confirmed
    if not left:
        raise Conflict(_("Everybody concerned has confirmed."))
    announcement.reminded_at = clock.now()
    announcement.reminders += 1
    audit.write("readers.reminded", actor_id=actor.id, target=f"post:{post.id}", people=left)
    record(ReadersReminded(post.id, actor.id, announcement.reminders))
    return left


def not_reminded_before(announcement: Announcement) -> datetime | None:
    """From when on those who have not confirmed can be told again; None where they can be now."""
    again_at = announcement.reminded_at and announcement.reminded_at + REMINDED_AGAIN_AFTER
    return again_at if again_at and again_at > clock.now() else None


@command
def refresh_announcement(post_id: str) -> None:
    """Count anew whom an announcement concerns and who of them has confirmed, and whether it is over.

    Repeating changes nothing. Readers' fragments are made anew only where what they show has changed.
    """
    post, announcement = session.get(Post, UUID(post_id)), find_announcement(UUID(post_id))
    if post is None or announcement is None:
        return
    hold(post)
    session.refresh(announcement)
    if announcement.is_over:
        return
    _count(announcement, post)
    announcement.is_over = _is_over(announcement)
    _show(announcement, post)


def find_announcement(post_id: UUID) -> Announcement | None:
    """What makes a post an announcement, or None."""
    return session.get(Announcement, post_id)


def snapshot(announcement: Announcement) -> dict[str, Any]:
    """What readers see of an announcement."""
    return {
        "confirm": announcement.confirm,
        "deadline": announcement.deadline.isoformat() if announcement.deadline else None,
        "expires_at": announcement.expires_at.isoformat() if announcement.expires_at else None,
        "audience": announcement.audience,
        "is_late": announcement.deadline is not None and announcement.deadline <= clock.now(),
        "is_over": announcement.is_over,
        "confirmed": announcement.confirmed,
        "concerned": announcement.concerned,
        "percent": _percent(announcement),
    }


def _show(announcement: Announcement, post: Post) -> None:
    """Keep what readers see. The exact numbers do not count as a change: a whole percent does, so that an announcement
    to ten thousand people has its fragments made a hundred times while they confirm, not ten thousand times."""
    before, after = post.parts.get("announcement", {}), snapshot(announcement)
    if before == after:
        return
    post.parts = post.parts | {"announcement": after}
    if before | {"confirmed": 0} != after | {"confirmed": 0}:
        post.version += 1


def _count(announcement: Announcement, post: Post) -> None:
    concerned = audiences.concerned_by(announcement, post)
    among = select(func.count()).select_from(Person).where(concerned)
    said = select(ReadConfirmation.person_id).where(ReadConfirmation.post_id == post.id)
    announcement.concerned = session.scalar(among) or 0
    announcement.confirmed = session.scalar(among.where(Person.id.in_(said))) or 0


def _percent(announcement: Announcement) -> int:
    return announcement.confirmed * 100 // announcement.concerned if announcement.concerned else 0


def _is_over(announcement: Announcement) -> bool:
    return announcement.is_over or (announcement.expires_at is not None and announcement.expires_at <= clock.now())


def _concerns(announcement: Announcement, post: Post, person: Person) -> bool:
    asked = select(Person.id).where(Person.id == person.id, audiences.concerned_by(announcement, post))
    return session.scalar(asked) is not None

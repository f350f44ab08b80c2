"""What can be read of notifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import Statement, mark_of, some_viewer
from app.core import clock
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Keyset, Page, paginate
from app.core.prepared import MANY, of_each, prepared, several
from app.core.workingtime import holidays_around
from app.notifications.attention import Attention, Rhythm
from app.notifications.kinds import COMPULSORY, DEFAULTS, WAYS, Kind
from app.notifications.models import Absence, AttentionSetting, Deed, Notification, NotificationSetting
from app.notifications.policy import standing, visible_to
from app.presence.queries import choices_of

ORDER = Keyset(Notification.at, Notification.id)


def list_notifications(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Notification]:
    """The viewer's notifications, the latest first."""
    asked = {"viewer_id": viewer.id, "now": clock.now(), **ORDER.asked(limit, cursor)}
    page = ORDER.page(prepared(_list, viewer.is_guest, bool(cursor)).named(**asked), limit)
    found = session.scalars(select(Notification).where(Notification.id.in_([row.id for row in page.items])))
    return Page(sorted(found, key=lambda each: (each.at, each.id), reverse=True), page.next)


def _list(is_guest: bool, continues: bool) -> Statement:
    shown = and_(Notification.on_screen, visible_to(some_viewer(is_guest=is_guest)), ORDER.behind(continues))
    return select(*ORDER.by).where(shown).order_by(*ORDER.latest_first).limit(MANY)


def count_unread(viewer: Person) -> int:
    """How many the viewer has not read."""
    found: int = prepared(_unread, viewer.is_guest).all(viewer_id=viewer.id, now=clock.now())[0][0]
    return found


def _unread(is_guest: bool) -> Statement:
    return _waiting(some_viewer(is_guest=is_guest))


def _waiting(viewer: Person) -> Statement:
    unread = and_(Notification.read_at.is_(None), Notification.on_screen)
    return select(func.count()).select_from(Notification).where(unread, visible_to(viewer))


UNREAD = Glimpse(lambda viewer: _waiting(viewer).scalar_subquery())
"""How many the viewer has not read."""

ATTENTION = Glimpse(lambda viewer: mark_of(select(AttentionSetting).where(AttentionSetting.person_id == viewer.id)))
"""A mark of when the viewer wants to be told; None where they chose nothing."""


def find_notification(notification_id: UUID, *, viewer: Person) -> Notification | None:
    """One of the viewer's notifications, where they may still read what it is about."""
    return session.scalar(select(Notification).where(Notification.id == notification_id, visible_to(viewer)))


def read_deeds(notifications: Iterable[Notification], *, viewer: Person) -> dict[UUID, list[Deed]]:
    """What each of the viewer's notifications has gathered and still holds, the oldest first."""
    gathering = [each.id for each in notifications if each.about is not None]
    deeds: dict[UUID, list[Deed]] = {notification_id: [] for notification_id in gathering}
    if gathering:
        asked = {"viewer_id": viewer.id}
        held = set(of_each(_held, viewer.is_guest, name="notification", values=gathering, **asked))
        gathered = select(Deed).where(Deed.notification_id.in_(gathering)).order_by(Deed.at, Deed.key)
        for deed in session.scalars(gathered):
            if (deed.notification_id, deed.key) in held:
                deeds[deed.notification_id].append(deed)
    return deeds


def _held(is_guest: bool, count: int) -> Statement:
    """The deeds of so many notifications that still hold."""
    found = select(Deed.notification_id, Deed.key).join(Notification, Notification.id == Deed.notification_id)
    those = Notification.id.in_(several("notification", Notification.id.type, count))
    return found.where(those, standing(some_viewer(is_guest=is_guest)))


def find_deed(found: Notification, key: str, *, viewer: Person) -> Deed | None:
    """One deed that a notification of the viewer has gathered, if it still holds."""
    return next((deed for deed in read_deeds([found], viewer=viewer).get(found.id, []) if deed.key == key), None)


def settings_of(person_id: UUID) -> dict[Kind, dict[str, bool]]:
    """By which ways a person is told each kind: their choice, or the quiet default."""
    return ways_of([person_id])[person_id]


def ways_of(people: Iterable[UUID]) -> dict[UUID, dict[Kind, dict[str, bool]]]:
    """The same for several, in one statement."""
    ids = list(people)
    chosen: dict[UUID, dict[str, dict[str, bool]]] = {person_id: {} for person_id in ids}
    for setting in session.scalars(select(NotificationSetting).where(NotificationSetting.person_id.in_(ids))):
        if setting.kind not in COMPULSORY:
            chosen[setting.person_id][setting.kind] = {way: getattr(setting, way) for way in WAYS}
    return {
        person_id: {kind: told.ways | own.get(kind, {}) for kind, told in DEFAULTS.items()}
        for person_id, own in chosen.items()
    }


def attention_of(person_id: UUID) -> Attention:
    """When a person wants to be told: their choice, or the house's."""
    chosen = session.get(AttentionSetting, person_id)
    return Attention() if chosen is None else attention_in(chosen)


def attention_in(chosen: AttentionSetting) -> Attention:
    """A choice as it is kept, as rules take it."""
    return Attention(
        keeps_quiet=chosen.keeps_quiet,
        quiet_from=chosen.quiet_from,
        quiet_until=chosen.quiet_until,
        working_days=tuple(chosen.working_days),
        digest=Rhythm(chosen.digest),
        digest_hour=chosen.digest_hour,
        digest_day=chosen.digest_day,
    )


def glimpse_attention(viewer: Person) -> Attention:
    """The same for the frame around pages, where a glimpse tells that most have chosen nothing."""
    return attention_of(viewer.id) if ATTENTION.of(viewer) else Attention()


def list_absences(person: Person) -> list[Absence]:
    """A person's absences that are not over, the next first."""
    return list(session.scalars(_absences_ahead(person).order_by(Absence.first_day, Absence.id)))


def page_absences(person: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Absence]:
    """The same in pages, in the order in which they were planned."""
    return paginate(_absences_ahead(person), by=[Absence.id], limit=limit, cursor=cursor, descending=False)


def _absences_ahead(person: Person) -> Select[Absence]:
    return select(Absence).where(Absence.person_id == person.id, Absence.last_day >= _today(person))


def find_return(person: Person) -> date | None:
    """The last day of the absence that a person is in today, or None."""
    today = _today(person)
    return max((each.last_day for each in list_absences(person) if each.first_day <= today), default=None)


def first_moment_for(person: Person, at: datetime | None = None, *, wish: Attention | None = None) -> datetime:
    """The first moment, now or later, at which a person may be told by push or mail; `wish` where it is known already.

    Who is not to be disturbed is told afterwards. The first call of a process takes about a second: not inside a
    command.
    """
    moment = max(filter(None, (at or clock.now(), choices_of(person.id).busy_until)))
    return (wish or attention_of(person.id)).first_moment(
        moment,
        time_zone=person.time_zone,
        absences=[(absence.first_day, absence.last_day) for absence in list_absences(person)],
        holidays=holidays_around(moment.year),
    )


def _today(person: Person) -> date:
    return clock.now().astimezone(ZoneInfo(person.time_zone)).date()

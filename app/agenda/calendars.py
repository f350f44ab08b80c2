"""Events as calendars read them: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from app.agenda.models import Event
from app.agenda.schedule import days_of
from app.agenda.zones import describe
from app.core import richtext
from app.core.house import absolute

PRODUCT = "-//Parvis//Agenda//EN"
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
"""How often a calendar that subscribes may look again."""


def calendar_of(events: Iterable[Event], *, name: str = "") -> bytes:
    """A calendar with these events, folded and escaped as the standard has it, each zone described from its own rules.

    The same events give the same bytes. A name makes it one to subscribe to, which says how often to look again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    shown = list(events)
    for zone in sorted({event.time_zone for event in shown if not event.is_all_day}):
        own = [event for event in shown if event.time_zone == zone]
        first, last = min(event.starts_at for event in own), max(event.ends_at for event in own)
        calendar.add_component(describe(zone, first.year - 1, last.year + 1))
    for event in shown:
        calendar.add_component(_entry(event))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: Event) -> Entry:
    zone, address = ZoneInfo(event.time_zone), absolute(f"/events/{event.id}")
    entry = Entry()
    entry.add("uid", f"{event.id}@parvis")  # stays the same wherever the house moves
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at)
    entry.add("created", event.created_at)
    entry.add("last-modified", event.changed_at)
    entry.add("summary", event.title)
    if event.is_all_day:
        first, last = days_of(event, zone)
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    else:
        entry.add("dtstart", event.starts_at.astimezone(zone))
        entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    if event.place or event.link:
        entry.add("location", event.place or event.link)
    entry.add(
        "description", "\n\n".join(filter(None, (richtext.plain_text(event.html, lines=True), event.link, address)))
    )
    entry.add("url", address)
    return entry

"""Times as people say them, in their language and by their own clock."""

from __future__ import annotations

from datetime import datetime, tzinfo

from babel.dates import format_datetime, get_timezone
from flask import Flask
from flask_babel import get_timezone as timezone_of_reader

from app.core.language import language

PATTERNS = {
    "fr": {
        "day": "d MMMM",
        "named_day": "EEEE d MMMM",
        "date": "d MMMM y",
        "weekdate": "EEEE d MMMM y",
        "clock": "H 'h' mm",
        "hour": "H 'h'",
        "short": "d MMM H 'h' mm",
        "weekday": "EEEE H 'h' mm",
        "moment": "EEEE d MMMM 'à' H 'h' mm",
        "full": "d MMMM y 'à' H 'h' mm",
    },
    "en": {
        "day": "d MMMM",
        "named_day": "EEEE d MMMM",
        "date": "d MMMM y",
        "weekdate": "EEEE d MMMM y",
        "clock": "HH:mm",
        "hour": "HH:mm",
        "short": "d MMM HH:mm",
        "weekday": "EEEE HH:mm",
        "moment": "EEEE d MMMM 'at' HH:mm",
        "full": "d MMMM y 'at' HH:mm",
    },
}


def time_in_words(at: datetime | str, style: str = "moment", *, time_zone: str | None = None) -> str:
    """A moment in the reader's language; by their clock, or by that of the zone where nobody is asking.

    The styles: day (1er décembre), named_day (mardi 1er décembre), date (with the year), weekdate (with both), clock
    (9 h 05), hour (9 h, for a full one), short (1er déc. 9 h 05), weekday (mardi 9 h 05), moment (mardi 1er décembre à
    9 h 05), full (1er décembre 2026 à 9 h 05).
    """
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    zone: tzinfo | None = get_timezone(time_zone) if time_zone else timezone_of_reader()
    spoken = language()
    pattern = PATTERNS[spoken][style]
    if spoken == "fr" and at.astimezone(zone).day == 1:
        pattern = pattern.replace("d MMM", "d'er' MMM")
    return format_datetime(at, pattern, tzinfo=zone, locale=spoken)


def init_app(app: Flask) -> None:
    """Let templates say times: `{{ at | in_words("short") }}`; `moment` reads one that is kept as JSON, `clock_zone()`
    names the zone they are said in.
    """
    app.add_template_filter(time_in_words, "in_words")
    app.add_template_filter(datetime.fromisoformat, "moment")
    app.add_template_global(_name_of_zone, "clock_zone")


def _name_of_zone() -> str:
    """The zone by whose clock times are said to the reader, by its name; scripts go by it too."""
    return str(timezone_of_reader())

"""Words about files: what kind one is and how large, as people say it."""

from __future__ import annotations

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.media import MEDIA_TYPES

KILO, MEGA, GIGA = 1_000, 1_000_000, 1_000_000_000


_OF_DOCUMENTS = {
    "pdf": _l("PDF"),
    "word": _l("Text document"),
    "opendocument.text": _l("Text document"),
    "sheet": _l("Spreadsheet"),
    "excel": _l("Spreadsheet"),
    "presentation": _l("Presentation"),
    "powerpoint": _l("Presentation"),
    "csv": _l("Table"),
    "zip": _l("Archive"),
}
_OF_FAMILIES = {
    "image": _l("Picture"),
    "audio": _l("Sound"),
    "video": _l("Film"),
    "text": _l("Text"),
}


def say_kind(media_type: str) -> str:
    """What kind of file it is, in a word or two."""
    family, _slash, form = media_type.partition("/")
    found = next((words for part, words in _OF_DOCUMENTS.items() if part in form), None)
    return str(found or _OF_FAMILIES.get(family) or _("File"))


def kinds_by_type() -> dict[str, str]:
    """The same of each type that is taken, for what a script draws."""
    return {media_type: say_kind(media_type) for media_type in MEDIA_TYPES}


def say_size(size: int) -> str:
    """A number of bytes, rounded to what tells something."""
    if size < MEGA:
        return str(_("%(count)s KB", count=format_decimal(max(round(size / KILO), 1))))
    if size < GIGA:
        return str(_("%(count)s MB", count=format_decimal(round(size / MEGA, 1 if size < 10 * MEGA else None))))
    return str(_("%(count)s GB", count=format_decimal(round(size / GIGA, 1 if size < 100 * GIGA else None))))

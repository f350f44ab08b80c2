"""Words about files: how large one is, as people say it."""

from __future__ import annotations

from flask_babel import format_decimal
from flask_babel import gettext as _

KILO, MEGA, GIGA = 1_000, 1_000_000, 1_000_000_000


def say_size(size: int) -> str:
    """A number of bytes, rounded to what tells something."""
    if size < MEGA:
        return str(_("%(count)s KB", count=format_decimal(max(round(size / KILO), 1))))
    if size < GIGA:
        return str(_("%(count)s MB", count=format_decimal(round(size / MEGA, 1 if size < 10 * MEGA else None))))
    return str(_("%(count)s GB", count=format_decimal(round(size / GIGA, 1 if size < 100 * GIGA else None))))

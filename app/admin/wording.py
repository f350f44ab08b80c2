"""What the accent colours are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.frame import Text

ACCENT_NAMES: dict[str, Text] = {
    "sky": _l("Sky"),
    "lagoon": _l("Lagoon"),
    "moss": _l("Moss"),
    "plum": _l("Plum"),
    "brick": _l("Brick"),
    "slate": _l("Slate"),
}

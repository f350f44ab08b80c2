"""What the notifications' pages send, parsed."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.notifications.kinds import DEFAULTS, Kind


def parse_settings(form: MultiDict[str, str]) -> dict[Kind, dict[str, bool]]:
    """The whole table of choices: boxes named `mention.mail` and so on; one left out is a no."""
    return {kind: {way: f"{kind}.{way}" in form for way in ("screen", "mail")} for kind in DEFAULTS}

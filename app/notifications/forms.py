"""What the notifications' pages send, parsed."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from app.notifications.kinds import Kind


def parse_settings(form: MultiDict[str, str], kinds: Iterable[Kind]) -> dict[Kind, dict[str, bool]]:
    """The table of choices: boxes named `mention.mail` and so on; one left out is a no.

    What is wanted by mail comes on screen too, for it is from there that it is mailed.
    """
    wanted = {kind: {way for way in ("screen", "mail") if f"{kind}.{way}" in form} for kind in kinds}
    return {kind: {"screen": bool(ways), "mail": "mail" in ways} for kind, ways in wanted.items()}

"""The words of an event: checked, and rendered once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.core import richtext
from app.core.errors import Invalid
from app.core.folding import one_line

LONGEST_TITLE = 200
LONGEST_BODY = 10_000
LONGEST_PLACE = 200
LONGEST_LINK = 500


@dataclass(frozen=True)
class Described:
    """The words of an event as they are kept."""

    title: str
    body: str
    html: str
    renderer_version: int
    place: str
    link: str


def described(*, title: str, body: str, place: str, link: str) -> Described:
    """Words that may be kept, the description as HTML too; raises Invalid."""
    name = _line(title, LONGEST_TITLE, "title")
    if not name:
        raise Invalid(title=_("Give the event a name."))
    text = _fit(body, LONGEST_BODY, "body").strip()
    return Described(
        title=name,
        body=text,
        html=richtext.render(text) if text else "",
        renderer_version=richtext.RENDERER_VERSION,
        place=_line(place, LONGEST_PLACE, "place"),
        link=_checked_link(link),
    )


def _checked_link(link: str) -> str:
    address = _fit(link.strip(), LONGEST_LINK, "link")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in address):
        raise Invalid(link=_("An address that begins with https:// is expected."))
    return address


def _line(text: str, longest: int, field: str) -> str:
    return _fit(one_line(text), longest, field)


def _fit(text: str, longest: int, field: str) -> str:
    if len(text) > longest:
        raise Invalid(**{field: _("At most %(most)d characters.", most=longest)})
    try:
        return richtext.checked(text)
    except richtext.UnfitText:
        raise Invalid(**{field: _("This text has characters that cannot be kept.")}) from None

"""Wording: an approved text with its links led through our own, as plain text and as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from app.core.richtext import plain_text, render

_LINK = re.compile(r'<a ([^>]*?)href="(https?://[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li>(?:\s*<p>)?")
OWN_PAGE = ""
"""Stands for the publication's own public page where a text leads nowhere by itself."""


def targets_of(body: str) -> list[str]:
    """Where a Markdown text leads, each address once, in order; the own page for a text without links."""
    found = [unescape(match[2]) for match in _LINK.finditer(render(body))]
    return list(dict.fromkeys(found)) or [OWN_PAGE]


def as_text(body: str, addresses: Mapping[str, str]) -> str:
    """The words without Markdown's signs, each link as the address it is led through."""

    def led(match: re.Match[str]) -> str:
        target, label = unescape(match[2]), plain_text(match[4])
        address = escape(addresses[target])
        return address if _is_address(label, target) else f"{match[4]} {address}"

    text = plain_text(_ITEM.sub("<li>• ", _LINK.sub(led, render(body))), lines=True)
    return f"{text}\n\n{addresses[OWN_PAGE]}".strip() if OWN_PAGE in addresses else text


def as_html(body: str, addresses: Mapping[str, str]) -> str:
    """The same as safe HTML, in which the words of a link stay as they are."""

    def led(match: re.Match[str]) -> str:
        return f'<a href="{escape(addresses[unescape(match[2])])}">{match[4]}</a>'

    html = _LINK.sub(led, render(body))
    if OWN_PAGE in addresses:
        address = escape(addresses[OWN_PAGE])
        html += f'\n<p><a href="{address}">{address}</a></p>'
    return html


def _is_address(label: str, target: str) -> bool:
    """Whether a link shows nothing but where it leads."""
    return label.strip().rstrip("/") in {target.rstrip("/"), target.partition("://")[2].rstrip("/")}

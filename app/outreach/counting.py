"""Counting: how long a text is in the eyes of Mastodon."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import regex

_URL = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![=/\w])@(\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*")
_GRAPHEME = regex.compile(r"\X")
_AFTER = ".,;:!?'\"…"


def graphemes(text: str) -> int:
    """How many characters a reader sees: an emoji of several parts is one."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def mastodon_length(text: str, *, url_length: int = 23) -> int:
    """The length that Mastodon compares with its limit.

    As its StatusLengthValidator does: graphemes, an address counts `url_length` however long it is, and of a
    mention only the name, not the server. What it would not take for an address (a host without a dot) counts in full.
    """
    shortened = _URL.sub(lambda match: _counted(match[0], url_length), text)
    return graphemes(_MENTION.sub(r"@\1", shortened))


def _counted(found: str, url_length: int) -> str:
    url = _trimmed(found)
    host = urlsplit(url).hostname or ""
    return ("x" * url_length if "." in host else url) + found[len(url) :]


def _trimmed(found: str) -> str:
    """The address without the punctuation of the sentence around it."""
    url = found.rstrip(_AFTER)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_AFTER)
    return url

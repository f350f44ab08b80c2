"""Summaries: a post in two lines for mails, made once for everybody who may read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from app.accounts.models import Person
from app.core.richtext import plain_text, shortened
from app.feed.queries import Content, Entry, list_posts, read_contents

LONGEST_TITLE, LONGEST_TEXT = 90, 180
FIRST_SENTENCE = re.compile(rf"(.{{15,{LONGEST_TITLE}}}?[.!?…])\s+(?=\S)")
MOST_KEPT = 5_000

Key: TypeAlias = tuple[UUID, int, int, int | None]


@dataclass(frozen=True)
class Summary:
    """What a post says, who wrote it and in which group; the group is empty for the whole house."""

    title: str
    text: str
    author: str
    place: str

    @property
    def words(self) -> str:
        """What it says on one line."""
        return f"{self.title.removesuffix('…')} {self.text.removeprefix('…')}".strip()


_kept: dict[Key, Summary] = {}
"""By the versions of all that they are made of: nothing in them is the reader's own."""


def summarise(post_ids: Sequence[UUID], *, viewer: Person) -> dict[UUID, Summary]:
    """The summaries of those that the viewer may read now. One statement, and one more for what is not yet known."""
    entries = list_posts(list(dict.fromkeys(post_ids)), viewer=viewer) if post_ids else []
    missing = [entry.id for entry in entries if _key(entry) not in _kept]
    if missing and len(_kept) >= MOST_KEPT:
        _kept.clear()
        missing = [entry.id for entry in entries]
    contents = read_contents(missing)
    _kept.update({_key(entry): _summary(contents[entry.id]) for entry in entries if entry.id in contents})
    return {entry.id: _kept[_key(entry)] for entry in entries if _key(entry) in _kept}


def _key(entry: Entry) -> Key:
    return entry.id, entry.version, entry.author_version, entry.group_version


def _summary(content: Content) -> Summary:
    title, text = content.title, plain_text(content.html, LONGEST_TITLE + LONGEST_TEXT)
    if not title:
        title, text = _headed(text)
    return Summary(
        shortened(title, LONGEST_TITLE), shortened(text, LONGEST_TEXT), content.author_name, content.group_name or ""
    )


def _headed(text: str) -> tuple[str, str]:
    """A text without a title in two: its first sentence where that is short, else its first words, and the rest."""
    sentence = FIRST_SENTENCE.match(text)
    if sentence:
        return sentence[1], text[sentence.end() :]
    title = shortened(text, LONGEST_TITLE)
    rest = text[len(title.removesuffix("…")) :].lstrip(" .,;:") if len(title) < len(text) else ""
    return title, f"…{rest}" if rest else ""

"""A letter: what one mail says to one person, before it becomes bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.core.folding import one_line
from app.core.richtext import shortened
from app.delivery.hooks import Passage

LONGEST_PREVIEW = 140


@dataclass(frozen=True)
class Quote:
    """Somebody's words, and where they stand."""

    author: str
    place: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One thing among several: what it is called, where it leads, a line or two about it, and whose it is.

    Its address is a path of ours, for pages show entries too; mails put the house's address before it.
    """

    title: str
    url: str
    text: str = ""
    meta: str = ""


@dataclass(frozen=True)
class Part:
    """Things that belong together."""

    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Act:
    """The one thing to do: a label and an absolute address."""

    label: str
    url: str


@dataclass(frozen=True)
class Letter:
    """A mail's words in its reader's language. Everything is plain text."""

    address: str
    name: str
    language: str
    subject: str
    paragraphs: list[str]
    person_id: UUID | None = None
    quote: Quote | None = None
    passages: list[Passage] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    act: Act | None = None
    notes: list[str] = field(default_factory=list)
    """Small print: why it comes, how long it holds."""
    settings: Act | None = None
    unsubscribe: Act | None = None
    thread: str = ""
    """Mails of one thread stand together in the reader's program."""
    not_before: datetime | None = None
    """When its reader may be told; None for what waits for no end of quiet hours."""

    @property
    def preview(self) -> str:
        """What lists of mails show beside the subject."""
        entries = " · ".join(entry.title for part in self.parts for entry in part.entries)
        said = [*([one_line(self.quote.text)] if self.quote else []), entries, *self.paragraphs, *self.notes]
        return shortened(next(filter(None, said), ""), LONGEST_PREVIEW)

"""What every search engine promises: the questions, the answers and the faults it may report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from search.documents import Document, Shelf

Key = tuple[str, str]  # kind and identifier
Marked = tuple[tuple[str, bool], ...]  # a text in pieces, each with whether it matched; joined it is the text


class IndexDamaged(Exception):
    """The index is missing, unreadable or of another version: rebuild it. Nothing is lost, only late."""


class IndexBusy(Exception):
    """Somebody else is writing or rebuilding: try again later."""


class BadCursor(ValueError):
    """The cursor is none that a page gave out."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what the person typed, narrowed by criteria, asked with the viewer's tokens.

    An empty text lists what the criteria let through, newest first. No text ever raises.
    """

    text: str
    audience: frozenset[str]
    kinds: frozenset[str] = frozenset()
    group_id: str | None = None
    author_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document, with its title and the best passage of its body in marked pieces."""

    kind: str
    id: str
    title: str
    body: str
    at: datetime
    score: float
    marked_title: Marked
    fragment: Marked


@dataclass(frozen=True, slots=True)
class Page:
    """The hits, best first; `next` continues after them. `facets` counts by kind, whatever kinds were asked for.

    `complete` is false when the work was cut short: then the counts are lower bounds.
    """

    hits: tuple[Hit, ...] = ()
    next: str | None = None
    facets: dict[str, int] = field(default_factory=dict)
    did_you_mean: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document whose title begins as the person types."""

    kind: str
    id: str
    title: str


class Engine(Protocol):
    """An index of documents. Everything but `rebuild`, `clear` and `close` raises IndexDamaged when there is none.

    All answers hold only what the audience may find: hits, facets, suggestions and corrections alike.
    """

    def index(self, documents: Iterable[Document]) -> None:
        """Add the documents, each replacing the one with its key; found by the next search. Idempotent.

        Raises IndexBusy where another process keeps writing.
        """

    def remove(self, keys: Iterable[Key]) -> None:
        """Take the documents out; unknown keys are ignored. Raises IndexBusy as `index` does."""

    def search(self, query: Query) -> Page:
        """The best documents for the query. Raises BadCursor for a cursor that no page gave out.

        While only the messages' index is missing, what else is asked for is answered, and is not `complete`. Better
        spellings are words of the house, never of messages.
        """

    def suggest(self, prefix: str, audience: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        """Documents of the house whose titles contain, as beginnings of words, all the words typed so far."""

    def count(self, shelf: Shelf | None = None) -> int:
        """How many documents there are, on one shelf or on all."""

    def keys(self) -> Iterator[Key]:
        """The keys of all documents, in no order: what `parvis check` compares with the database."""

    def rebuild(self, documents: Iterable[Document], shelf: Shelf = Shelf.HOUSE) -> list[Key]:
        """Build a shelf's index anew from its documents beside the old one, then put it in its place at once.

        Searches and writes go on meanwhile, and what they write is carried over; where there was no sound index to
        write to, the keys of what came meanwhile are given back, to be indexed now. The documents are first asked
        for after the build has begun, so read them in a transaction that starts then. Raises IndexBusy where
        another rebuild is running.
        """

    def clear(self) -> None:
        """Empty, sound indexes in place of whatever is there."""

    def tidy(self) -> None:
        """Housekeeping that takes long and is worth doing at night. Raises IndexBusy as `index` does."""

    def close(self) -> None:
        """Let go of files and memory; the engine opens itself again when it is used again."""

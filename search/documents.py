"""What can be found: one flat document for each post, comment, message, person, group or file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Shelf(StrEnum):
    """What stands in an index of its own, so that the number of the one does not slow down the search of the other."""

    HOUSE = "house"
    MESSAGES = "messages"


def shelf_of(kind: str) -> Shelf:
    """Where the documents of a kind stand."""
    return Shelf.MESSAGES if kind == "message" else Shelf.HOUSE


EVERYBODY = "all"  # every account but guests
LONGEST_BODY = 100_000  # characters kept of one body: a long attachment must not fill the index


def group_token(group_id: str) -> str:
    """The audience token of a group's members."""
    return f"group:{group_id}"


def person_token(person_id: str) -> str:
    """The audience token of one person."""
    return f"person:{person_id}"


def conversation_token(conversation_id: str, since: int = 0) -> str:
    """The audience token of those in a conversation who may read what was said in it after this number."""
    return f"conversation:{conversation_id}:{since}"


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as the index keeps it; a viewer finds it when their tokens and `audience` meet.

    `at` carries its time zone; `language` ("fr", "en") adds the language's own word stems.
    An empty audience is found by nobody.
    """

    kind: str
    id: str
    title: str
    body: str
    at: datetime
    group_id: str | None
    author_id: str | None
    audience: frozenset[str]
    language: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.kind} {self.id} has a time without a time zone")

    @property
    def key(self) -> tuple[str, str]:
        """What makes two documents the same one: the later replaces the earlier."""
        return self.kind, self.id

"""Connectors: what every network outside is asked to do, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

LONGEST_ID = 200
LONGEST_ADDRESS = 2_000
LONGEST_WORDS = 1_000


def told(said: object, longest: int = LONGEST_WORDS) -> str:
    """What a network says, as it can be kept and shown: no signs that a database or terminal cannot bear, cut short."""
    return "".join(sign for sign in str(said) if sign.isprintable())[:longest]


@dataclass(frozen=True)
class Picture:
    """An approved picture: where the house keeps its bytes, what it shows in words, and where the world sees it."""

    key: str
    media_type: str
    alt: str
    url: str

    @property
    def path(self) -> str:
        """The same, for pages of the house itself."""
        return urlsplit(self.url).path


@dataclass(frozen=True)
class Words:
    """An approved text, the tracked address for each of its links (see `wording`), and its pictures."""

    title: str
    body: str
    addresses: Mapping[str, str]
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True)
class Rendering:
    """What goes out: the bytes, their SHA-256, and the text that readers there will see."""

    payload: bytes
    digest: str
    text: str


@dataclass(frozen=True)
class Count:
    """How much of a limit is used, and by which rule it is counted."""

    explanation: str
    used: int
    limit: int | None


@dataclass(frozen=True)
class Capabilities:
    """What a network can do."""

    figures: frozenset[str]
    """The names of what it counts."""
    safe_resend: timedelta | None
    """How long the same key and bytes may be sent again without making a second post."""


@dataclass(frozen=True)
class Published:
    """It is there."""

    remote_id: str
    url: str


@dataclass(frozen=True)
class Retry:
    """Nothing was published, and trying again later may help."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True)
class Rejected:
    """Nothing was published, and trying again would not help."""

    reason: str


@dataclass(frozen=True)
class AuthNeeded:
    """Nothing was published: the access was revoked or has expired."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """It may be there or not: never to be tried again blindly."""

    reason: str


Outcome = Published | Retry | Rejected | AuthNeeded | Unknown


@dataclass(frozen=True)
class Found:
    """It was found there."""

    remote_id: str
    url: str


@dataclass(frozen=True)
class Absent:
    """Everything since then was looked through, and it is not there."""


@dataclass(frozen=True)
class CannotTell:
    """The network did not answer, or not far enough back."""

    reason: str


Sighting = Found | Absent | CannotTell


@dataclass(frozen=True)
class Account:
    """Whom the network takes us for, and its limits."""

    name: str
    limits: Mapping[str, int] = field(default_factory=dict)


class Connector(Protocol):
    """One account on one network.

    `render` alone makes what the preview shows, what is counted and what is sent. A time-out, a 5xx or a dropped
    connection is `Unknown`.
    """

    def capabilities(self) -> Capabilities:
        """What the network can do."""

    def render(self, words: Words) -> Rendering:
        """The canonical bytes of a text, the same for the same words."""

    def count(self, rendering: Rendering) -> Sequence[Count]:
        """How much room it takes there, each count with its explanation."""

    def validate(self, rendering: Rendering) -> Sequence[str]:
        """Why the network would not take it; nothing where it would."""

    def reserve_key(self, publication_id: UUID, number: int) -> str:
        """The key of an attempt, by which the network knows a repetition."""

    def publish(self, payload: bytes, key: str) -> Outcome:
        """Send the bytes."""

    def reconcile(self, payload: bytes, key: str, *, since: datetime) -> Sighting:
        """Look whether the bytes that were sent with the key, at that time or later, have become a post."""

    def fetch_figures(self, remote_id: str) -> Mapping[str, int] | None:
        """What the network counts of a post, or None where it does not answer; what it does not count is left out."""

    def delete(self, remote_id: str) -> bool:
        """Remove a post; true once it is gone, repeating changes nothing."""

    def check_auth(self) -> Account | AuthNeeded | Retry:
        """Whom the network takes us for."""

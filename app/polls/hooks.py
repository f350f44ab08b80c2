"""The question where a poll stands, for rooms above."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol
from uuid import UUID

from app.accounts.models import Person
from app.core.hooks import Hook
from app.polls.boxes import BallotBox


class Polled(Protocol):
    """A poll with what carries it, for one viewer who may read that; it has the identifier of that text."""

    @property
    def box(self) -> BallotBox:
        """Where it is kept."""

    @property
    def anchor(self) -> str:
        """Which part of a page shows it."""

    @property
    def may_close(self) -> bool:
        """Whether the viewer may end the vote."""

    def item(self) -> dict[str, Any]:
        """The poll as the viewer sees it."""

    def vote(self, option_ids: Collection[str], *, actor: Person) -> None:
        """Choose in place of what was chosen before (see `app.polls.services.cast_ballot`); a command of its room."""

    def close(self, *, actor: Person) -> None:
        """End the vote; a command of its room. Raises Forbidden for who may not."""

    def render(self, shown: Mapping[str, Any]) -> str:
        """The page of the poll with what its room shows around it."""


find_polled: Hook[[UUID, Person], Polled | None] = Hook(
    "find_polled", "What carries the poll of this identifier, where the viewer may read it? None where it is not yours."
)

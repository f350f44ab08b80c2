"""Parts: what a post may carry beside its text, as it is wished for before it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pydantic import TypeAdapter

from app.accounts.models import Person
from app.feed.models import Post
from app.polls.reading import words_in_poll


class Part(Protocol):
    """A question, a poll, …: what was wished for, checked and kept when its post is published."""

    @property
    def name(self) -> str:
        """The name of its kind, under which `Post.parts` and the interface show it."""

    @property
    def says_enough(self) -> bool:
        """Whether a post that carries it needs no other words."""

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Keep the rows of it in the running command, and give what readers see: plain JSON values.

        The post has its identifier by then. Raises Invalid with the field's name, or Forbidden.
        """


def dump_parts(parts: Iterable[Part]) -> dict[str, Any]:
    """What was wished for as plain JSON values, by the name of its kind."""
    return {part.name: TypeAdapter(type(part)).dump_python(part, mode="json") for part in parts}


def say_enough(parts: Iterable[Part]) -> bool:
    """Whether a post that carries these needs no other words."""
    return any(part.says_enough for part in parts)


def words_in(parts: Mapping[str, Any]) -> list[str]:
    """What its author wrote into the parts of a post: a poll's question and options, an event's title and places."""
    event = parts.get("event", {})
    said = [event.get(name) for name in ("title", "place", "link")]
    return [*words_in_poll(parts.get("poll", {})), *filter(None, said)]


def show_part(post: Post, name: str, part: Mapping[str, Any] | None) -> bool:
    """Put what readers see of a part into a post that the command holds, or take it out (None).

    Says whether that changed anything; only then is the post drawn anew.
    """
    if post.parts.get(name) == part:
        return False
    others = {other: seen for other, seen in post.parts.items() if other != name}
    post.parts = others if part is None else post.parts | {name: part}
    post.version += 1
    return True

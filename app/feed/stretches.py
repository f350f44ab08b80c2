"""Stretches: which part of a long conversation an address asks for, and the addresses of what lies around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from app.accounts.models import Person
from app.core.paging import decode, encode
from app.feed.models import Post
from app.feed.queries import CommentEntry, Place, find_place, list_thread, list_thread_before, place_of
from app.feed.queries.threads import THREADED

A_PAGE = 50
CONTEXT = 10
"""How many comments stand before the one that an address names."""

NEWEST = "newest"


@dataclass(frozen=True)
class Stretch:
    """Some comments in their order, and the addresses of those before and after them."""

    entries: list[CommentEntry]
    earlier: str | None = None
    later: str | None = None
    is_missing: bool = False
    """The comment that the address names does not stand in the conversation (any more)."""


def find_stretch(post: Post, wanted: Mapping[str, str], *, viewer: Person) -> Stretch:
    """What `cursor` follows, `before` precedes or stands around `comment` (or `reply`), the newest; else the beginning.

    Cursors are places, which no comment that comes or goes moves. Raises Invalid for a cursor of another list.
    """
    if cursor := wanted.get("cursor"):
        return _after(post, viewer, tuple(decode(cursor, THREADED)))
    if cursor := wanted.get("before"):
        return _before(post, viewer, tuple(decode(cursor, THREADED)))
    if wanted.get("at") == NEWEST and post.last_number > A_PAGE:
        entries, has_earlier = list_thread_before(post, viewer=viewer, limit=A_PAGE)
        return Stretch(entries, earlier=_address(post, "before", entries[:1], has_earlier))
    if comment := wanted.get("comment") or wanted.get("reply"):
        return _around(post, viewer, comment)
    return _beginning(post, viewer)


def _beginning(post: Post, viewer: Person, *, is_missing: bool = False) -> Stretch:
    entries, has_later = list_thread(post, viewer=viewer, limit=A_PAGE)
    return Stretch(entries, later=_address(post, "cursor", entries[-1:], has_later), is_missing=is_missing)


def _after(post: Post, viewer: Person, place: Place) -> Stretch:
    entries, has_later = list_thread(post, viewer=viewer, limit=A_PAGE, after=place)
    later = _address(post, "cursor", entries[-1:], has_later)
    return Stretch(entries, _address(post, "before", entries[:1], True), later)


def _before(post: Post, viewer: Person, place: Place) -> Stretch:
    entries, has_earlier = list_thread_before(post, viewer=viewer, limit=A_PAGE, before=place)
    earlier = _address(post, "before", entries[:1], has_earlier)
    return Stretch(entries, earlier, _address(post, "cursor", entries[-1:], True))


def _around(post: Post, viewer: Person, comment: str) -> Stretch:
    place = find_place(post, _identifier(comment), viewer=viewer)
    if place is None or post.last_number <= A_PAGE:
        return _beginning(post, viewer, is_missing=place is None)
    before, has_earlier = list_thread_before(post, viewer=viewer, limit=CONTEXT, before=place)
    root, branch, number = place
    after, has_later = list_thread(post, viewer=viewer, limit=A_PAGE - CONTEXT, after=(root, branch, number - 1))
    entries = [*before, *after]
    later = _address(post, "cursor", entries[-1:], has_later)
    return Stretch(entries, _address(post, "before", entries[:1], has_earlier), later)


def _address(post: Post, name: str, edge: list[CommentEntry], more: bool) -> str | None:
    """Where what lies beyond the edge is read, if anything does."""
    return f"/posts/{post.id}?{urlencode({name: encode(edge[0], THREADED)})}" if edge and more else None


def _identifier(text: str) -> UUID:
    """What names no comment is like one that is gone."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def first_new_root(entries: list[CommentEntry], seen: int | None) -> int | None:
    """The index of the comment from which on all are new; None where that says nothing."""
    if seen is None or not entries or place_of(entries[-1])[0] <= seen:
        return None
    return next(index for index, entry in enumerate(entries) if entry.root_number > seen)

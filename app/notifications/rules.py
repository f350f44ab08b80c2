"""Who should be told what: the one place that decides it, from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from app.notifications.kinds import Kind


def of_post(author: UUID, mentioned: Iterable[UUID]) -> Mapping[UUID, Kind]:
    """A post is told to those it names, and to nobody else: the feed shows it to the others."""
    return {person: Kind.MENTION for person in mentioned if person != author}


def of_comment(
    author: UUID, *, post_author: UUID, parent_author: UUID | None, mentioned: Iterable[UUID]
) -> Mapping[UUID, Kind]:
    """Each is told once, for the closest reason: being named, being answered, having written the post."""
    told = {post_author: Kind.COMMENT}
    if parent_author is not None:
        told[parent_author] = Kind.REPLY
    told |= dict.fromkeys(mentioned, Kind.MENTION)
    return {person: kind for person, kind in told.items() if person != author}


def of_reaction(person: UUID, post_author: UUID) -> Mapping[UUID, Kind]:
    """The author of the post learns of it, but not of their own."""
    return {} if person == post_author else {post_author: Kind.REACTION}

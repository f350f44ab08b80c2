"""The rule of "what I missed": an order that says of each post why it stands where it stands.

Nothing of it is learned or measured about the reader: it adds a few points that anybody can check, and they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

MOST_SHOWN = 30
TO_CONFIRM, NAMES_ME, FOLLOWED, MY_GROUP, UNANSWERED = 20, 12, 6, 4, 3
VOICES_A_POINT, MOST_VOICE_POINTS = 3, 6
A_DAY = 1

RULE: tuple[tuple[LazyString, str], ...] = (
    (lazy_gettext("An announcement that I am to confirm"), f"+{TO_CONFIRM}"),
    (lazy_gettext("It mentions me"), f"+{NAMES_ME}"),
    (lazy_gettext("It is by somebody I follow"), f"+{FOLLOWED}"),
    (lazy_gettext("It stands in one of my groups"), f"+{MY_GROUP}"),
    (lazy_gettext("A question without an answer"), f"+{UNANSWERED}"),
    (lazy_gettext("Each three comments or reactions, six points at most"), "+1"),
    (lazy_gettext("Each day since it was published"), f"−{A_DAY}"),
)
"""What the page says of the rule: the same figures that `_points` adds."""


@dataclass(frozen=True)
class Candidate:
    """A post of the last days, and what speaks for it."""

    post_id: UUID
    published_at: datetime
    voices: int
    """Comments and reactions together."""
    group: str | None
    author: str
    is_followed: bool
    names_me: bool
    is_unanswered: bool
    asks_me: bool
    is_known: bool
    """The viewer has opened its conversation, reacted to it or confirmed it."""
    is_muted: bool


@dataclass(frozen=True)
class Missed:
    """A post, and why it stands here."""

    post_id: UUID
    reason: str


def rank(candidates: Iterable[Candidate], now: datetime) -> list[Missed]:
    """Those that the viewer does not know yet, by their points; of equal ones the newer first."""
    unknown = [each for each in candidates if not each.is_known and not each.is_muted]
    unknown.sort(key=lambda each: (_points(each, now), each.published_at), reverse=True)
    return [Missed(each.post_id, _reason(each)) for each in unknown[:MOST_SHOWN]]


def _points(post: Candidate, now: datetime) -> int:
    given = (
        (post.asks_me, TO_CONFIRM),
        (post.names_me, NAMES_ME),
        (post.is_followed, FOLLOWED),
        (post.group is not None, MY_GROUP),
        (post.is_unanswered, UNANSWERED),
    )
    voices = min(post.voices // VOICES_A_POINT, MOST_VOICE_POINTS)
    return sum(points for holds, points in given if holds) + voices - A_DAY * (now - post.published_at).days


def _reason(post: Candidate) -> str:
    if post.asks_me:
        return str(_("because you are asked to confirm that you have read it"))
    if post.names_me:
        return str(_("because it mentions you"))
    if post.is_followed:
        return str(_("because you follow %(name)s", name=post.author))
    if post.group is not None:
        return str(_("because you belong to %(group)s", group=post.group))
    if post.is_unanswered:
        return str(_("because this question has no answer yet"))
    return str(_("because it is for the whole house"))

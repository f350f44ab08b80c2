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
    """The name of the group it stands in; None for the whole house."""
    author: str
    is_followed: bool
    names_me: bool
    is_unanswered: bool
    asks_me: bool
    is_known: bool
    """The viewer has opened its conversation, reacted to it or confirmed it."""
    is_muted: bool
    is_own: bool
    is_member: bool
    """Whether the viewer belongs to its group."""


@dataclass(frozen=True)
class Missed:
    """A post, and why it stands here."""

    post_id: UUID
    reason: str


def rank(candidates: Iterable[Candidate], now: datetime) -> list[Missed]:
    """Those that the viewer does not know yet, by their points; of equal ones the newer first."""
    unknown = [each for each in candidates if not each.is_known and not each.is_muted]
    unknown.sort(key=lambda each: (_points(each, now), each.published_at), reverse=True)
    return [Missed(each.post_id, reasons(each)[0]) for each in unknown[:MOST_SHOWN]]


def reasons(post: Candidate) -> list[str]:
    """Why the viewer sees it, the weightiest reason first; there is always one."""
    house = post.group is None
    given = (
        (post.asks_me, _("Because you are asked to confirm that you have read it")),
        (post.names_me, _("Because it mentions you")),
        (post.is_followed, _("Because you follow %(name)s", name=post.author)),
        (not house and post.is_member, _("Because you belong to %(group)s", group=post.group)),
        (post.is_unanswered and not post.is_own, _("Because this question has no answer yet")),
        (post.is_own, _("Because you wrote it")),
        (house, _("Because it is for the whole house")),
        (not house and not post.is_member, _("Because %(group)s is open to the whole house", group=post.group)),
    )
    return [str(words) for holds, words in given if holds]


def _points(post: Candidate, now: datetime) -> int:
    given = (
        (post.asks_me, TO_CONFIRM),
        (post.names_me, NAMES_ME),
        (post.is_followed, FOLLOWED),
        (post.is_member, MY_GROUP),
        (post.is_unanswered, UNANSWERED),
    )
    voices = min(post.voices // VOICES_A_POINT, MOST_VOICE_POINTS)
    return sum(points for holds, points in given if holds) + voices - A_DAY * (now - post.published_at).days

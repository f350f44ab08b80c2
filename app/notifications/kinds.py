"""The kinds of notification, and by which ways each is told unless the person chose otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from app.accounts.models import Person, Role


class Kind(StrEnum):
    """Why somebody is told."""

    MENTION = "mention"
    PRAISE = "praise"
    MESSAGE = "message"
    REMINDER = "reminder"
    UNSENT = "unsent"
    NAMED = "named"
    CALLED = "called"
    BROUGHT_IN = "brought_in"
    CALL = "call"
    COMMENT = "comment"
    REPLY = "reply"
    FOLLOWED = "followed"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    REACTION = "reaction"
    SHARED = "shared"
    ANNOUNCED = "announced"
    ADDED = "added"
    REQUEST = "request"
    DECLINED = "declined"
    READING = "reading"
    INVITED = "invited"
    ENTRUSTED = "entrusted"
    OWNERLESS = "ownerless"
    UNPUBLISHED = "unpublished"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SEAT = "seat"
    NEAR = "near"
    BALLOT = "ballot"
    REVIEW = "review"
    PUBLISHED = "published"
    NOTICE = "notice"
    OUTCOME = "outcome"
    CORRECTION = "correction"
    CASE = "case"
    SERVICE = "service"


class Area(StrEnum):
    """Under which heading of the settings a kind stands, in this order."""

    SPEAKING = "speaking"
    POSTS = "posts"
    GROUPS = "groups"
    EVENTS = "events"
    DECIDING = "deciding"
    RULES = "rules"


AREAS = {
    Area.SPEAKING: lazy_gettext("Mentions and thanks"),
    Area.POSTS: lazy_gettext("Posts and conversations"),
    Area.GROUPS: lazy_gettext("Groups"),
    Area.EVENTS: lazy_gettext("Events"),
    Area.DECIDING: lazy_gettext("Deciding together"),
    Area.RULES: lazy_gettext("The rules of the house"),
}

WAYS = ("screen", "mail", "push")
"""By which a person can be told; each is chosen for itself."""


@dataclass(frozen=True)
class Told:
    """How a kind is described in the settings, and its quiet defaults."""

    area: Area
    words: LazyString
    screen: bool = True
    mail: bool = False
    push: bool = False
    roles: frozenset[Role] = frozenset(Role)
    """Who is ever told of it."""

    @property
    def ways(self) -> dict[str, bool]:
        """The quiet defaults."""
        return {way: getattr(self, way) for way in WAYS}


MODERATING, ADMINISTERING = frozenset({Role.MODERATOR, Role.TRUSTED_PERSON}), frozenset({Role.ADMIN})

DEFAULTS: dict[Kind, Told] = {
    Kind.MENTION: Told(Area.SPEAKING, lazy_gettext("Somebody mentions me"), mail=True, push=True),
    Kind.PRAISE: Told(Area.SPEAKING, lazy_gettext("Somebody thanks me")),
    Kind.MESSAGE: Told(
        Area.SPEAKING, lazy_gettext("Somebody writes to me, and I do not read it soon"), screen=False, push=True
    ),
    Kind.REMINDER: Told(Area.SPEAKING, lazy_gettext("I asked to be reminded of a message"), push=True),
    Kind.UNSENT: Told(Area.SPEAKING, lazy_gettext("A message that I scheduled could not be sent"), mail=True),
    Kind.NAMED: Told(Area.SPEAKING, lazy_gettext("Somebody mentions me in a message"), push=True),
    Kind.CALLED: Told(Area.SPEAKING, lazy_gettext("Somebody calls everybody in a conversation"), push=True),
    Kind.BROUGHT_IN: Told(Area.SPEAKING, lazy_gettext("Somebody adds me to a conversation")),
    Kind.CALL: Told(Area.SPEAKING, lazy_gettext("Somebody names a group or department of mine")),
    Kind.COMMENT: Told(Area.POSTS, lazy_gettext("Somebody answers my post")),
    Kind.REPLY: Told(Area.POSTS, lazy_gettext("Somebody answers my comment")),
    Kind.FOLLOWED: Told(Area.POSTS, lazy_gettext("Somebody replies in a thread that I follow")),
    Kind.ACCEPTED: Told(Area.POSTS, lazy_gettext("My answer is accepted")),
    Kind.SETTLED: Told(Area.POSTS, lazy_gettext("A question that I follow has its answer")),
    Kind.REACTION: Told(Area.POSTS, lazy_gettext("Somebody reacts to my post")),
    Kind.SHARED: Told(Area.POSTS, lazy_gettext("Somebody shares my post")),
    Kind.ANNOUNCED: Told(Area.POSTS, lazy_gettext("There is an announcement for me")),
    Kind.READING: Told(Area.POSTS, lazy_gettext("I am reminded of an announcement to read"), mail=True),
    Kind.UNPUBLISHED: Told(Area.POSTS, lazy_gettext("What I scheduled could not be published"), mail=True),
    Kind.ADDED: Told(Area.GROUPS, lazy_gettext("I am added to a group")),
    Kind.REQUEST: Told(Area.GROUPS, lazy_gettext("Somebody asks to join a group that I run")),
    Kind.DECLINED: Told(Area.GROUPS, lazy_gettext("A group declines my request")),
    Kind.INVITED: Told(Area.GROUPS, lazy_gettext("I am invited into a group")),
    Kind.ENTRUSTED: Told(Area.GROUPS, lazy_gettext("I am entrusted with a group")),
    Kind.OWNERLESS: Told(Area.GROUPS, lazy_gettext("A group has nobody who runs it any more")),
    Kind.MOVED: Told(Area.EVENTS, lazy_gettext("An event where I’m going has another time or place"), mail=True),
    Kind.CANCELLED: Told(Area.EVENTS, lazy_gettext("An event where I’m going is cancelled"), mail=True),
    Kind.SEAT: Told(Area.EVENTS, lazy_gettext("I get a seat from the waiting list"), mail=True),
    Kind.NEAR: Told(Area.EVENTS, lazy_gettext("An event where I’m going is less than a day away")),
    Kind.BALLOT: Told(Area.DECIDING, lazy_gettext("A vote waits for me")),
    Kind.REVIEW: Told(Area.DECIDING, lazy_gettext("The committee answers my proposal")),
    Kind.PUBLISHED: Told(Area.DECIDING, lazy_gettext("What I proposed is published outside")),
    Kind.NOTICE: Told(Area.RULES, lazy_gettext("A decision concerns me"), mail=True, push=True),
    Kind.OUTCOME: Told(Area.RULES, lazy_gettext("A report of mine has its answer")),
    Kind.CORRECTION: Told(Area.RULES, lazy_gettext("A rumour I met has its answer")),
    Kind.CASE: Told(Area.RULES, lazy_gettext("A report waits for those who moderate"), roles=MODERATING),
    Kind.SERVICE: Told(Area.RULES, lazy_gettext("Parvis itself needs attention"), roles=ADMINISTERING),
}

COMPULSORY = frozenset({Kind.NOTICE})
"""Decisions about a person always reach them."""

COUNTED = frozenset({Kind.REACTION, Kind.SHARED})
"""What gathers without anything to read in each: mail and push tell of the first alone."""

PERSONAL = frozenset(
    {Kind.MENTION, Kind.PRAISE, Kind.MESSAGE, Kind.ADDED, Kind.REQUEST, Kind.READING, Kind.UNPUBLISHED}
)
PERSONAL |= {Kind.NAMED, Kind.BROUGHT_IN, Kind.REMINDER, Kind.UNSENT, Kind.MOVED, Kind.CANCELLED, Kind.SEAT}
"""What speaks to the person themselves: a muted place or colleague still tells it, unless muted wholly."""


def choices_of(person: Person) -> dict[Kind, Told]:
    """What a person may choose the ways of: what comes to somebody of their roles, and may be left out."""
    free = {kind: told for kind, told in DEFAULTS.items() if kind not in COMPULSORY}
    return {kind: told for kind, told in free.items() if told.roles.intersection(person.roles)}

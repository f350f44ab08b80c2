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


WAYS = ("screen", "mail", "push")
"""By which a person can be told; each is chosen for itself."""


@dataclass(frozen=True)
class Told:
    """How a kind is described in the settings, and its quiet defaults."""

    words: LazyString
    screen: bool
    mail: bool
    push: bool = False
    roles: frozenset[Role] = frozenset(Role)
    """Who is ever told of it."""

    @property
    def ways(self) -> dict[str, bool]:
        """The quiet defaults."""
        return {way: getattr(self, way) for way in WAYS}


MODERATING, ADMINISTERING = frozenset({Role.MODERATOR, Role.TRUSTED_PERSON}), frozenset({Role.ADMIN})

DEFAULTS: dict[Kind, Told] = {
    Kind.MENTION: Told(lazy_gettext("Somebody mentions me"), screen=True, mail=True, push=True),
    Kind.PRAISE: Told(lazy_gettext("Somebody thanks me"), screen=True, mail=False),
    Kind.CALL: Told(lazy_gettext("Somebody names a group or department of mine"), screen=True, mail=False),
    Kind.COMMENT: Told(lazy_gettext("Somebody answers my post"), screen=True, mail=False),
    Kind.REPLY: Told(lazy_gettext("Somebody answers my comment"), screen=True, mail=False),
    Kind.FOLLOWED: Told(lazy_gettext("Somebody answers in a thread that I follow"), screen=True, mail=False),
    Kind.ACCEPTED: Told(lazy_gettext("My answer is accepted"), screen=True, mail=False),
    Kind.SETTLED: Told(lazy_gettext("A question that I follow has its answer"), screen=True, mail=False),
    Kind.REACTION: Told(lazy_gettext("Somebody reacts to my post"), screen=True, mail=False),
    Kind.SHARED: Told(lazy_gettext("Somebody shares my post"), screen=True, mail=False),
    Kind.ANNOUNCED: Told(lazy_gettext("Something is announced to me"), screen=True, mail=False),
    Kind.ADDED: Told(lazy_gettext("I am brought into a group"), screen=True, mail=False),
    Kind.REQUEST: Told(lazy_gettext("Somebody asks to join a group that I run"), screen=True, mail=False),
    Kind.DECLINED: Told(lazy_gettext("A group declines my request"), screen=True, mail=False),
    Kind.READING: Told(lazy_gettext("I am reminded of an announcement to read"), screen=True, mail=True),
    Kind.INVITED: Told(lazy_gettext("I am invited into a group"), screen=True, mail=False),
    Kind.ENTRUSTED: Told(lazy_gettext("I am entrusted with a group"), screen=True, mail=False),
    Kind.OWNERLESS: Told(lazy_gettext("A group has nobody who runs it any more"), screen=True, mail=False),
    Kind.UNPUBLISHED: Told(lazy_gettext("What I scheduled could not be published"), screen=True, mail=True),
    Kind.MOVED: Told(lazy_gettext("An event where I’m going has another time or place"), screen=True, mail=True),
    Kind.CANCELLED: Told(lazy_gettext("An event where I’m going is cancelled"), screen=True, mail=True),
    Kind.SEAT: Told(lazy_gettext("I have a seat that I waited for"), screen=True, mail=True),
    Kind.NEAR: Told(lazy_gettext("An event where I’m going is less than a day away"), screen=True, mail=False),
    Kind.BALLOT: Told(lazy_gettext("A vote waits for me"), screen=True, mail=False),
    Kind.REVIEW: Told(lazy_gettext("The committee answers my proposal"), screen=True, mail=False),
    Kind.PUBLISHED: Told(lazy_gettext("What I proposed is published outside"), screen=True, mail=False),
    Kind.NOTICE: Told(lazy_gettext("A decision concerns me"), screen=True, mail=True, push=True),
    Kind.OUTCOME: Told(lazy_gettext("A report of mine has its answer"), screen=True, mail=False),
    Kind.CORRECTION: Told(lazy_gettext("A rumour I met has its answer"), screen=True, mail=False),
    Kind.CASE: Told(lazy_gettext("A report waits for those who moderate"), screen=True, mail=False, roles=MODERATING),
    Kind.SERVICE: Told(lazy_gettext("Parvis itself needs somebody"), screen=True, mail=False, roles=ADMINISTERING),
}

COMPULSORY = frozenset({Kind.NOTICE})
"""Decisions about a person always reach them."""

COUNTED = frozenset({Kind.REACTION, Kind.SHARED})
"""What gathers without anything to read in each: mail and push tell of the first alone."""

PERSONAL = frozenset({Kind.MENTION, Kind.PRAISE, Kind.ADDED, Kind.REQUEST, Kind.READING, Kind.UNPUBLISHED})
PERSONAL |= {Kind.MOVED, Kind.CANCELLED, Kind.SEAT}
"""What speaks to the person themselves: a muted place or colleague still tells it, unless muted wholly."""


def choices_of(person: Person) -> dict[Kind, Told]:
    """What a person may choose the ways of: what comes to somebody of their roles, and may be left out."""
    free = {kind: told for kind, told in DEFAULTS.items() if kind not in COMPULSORY}
    return {kind: told for kind, told in free.items() if told.roles.intersection(person.roles)}

"""The kinds of notification: what each says, and by which ways it is told unless the person chose otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from app.accounts.models import Person, Role


class Kind(StrEnum):
    """Why somebody is told."""

    MENTION = "mention"
    COMMENT = "comment"
    REPLY = "reply"
    REACTION = "reaction"
    ADDED = "added"
    REQUEST = "request"
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
    Kind.COMMENT: Told(lazy_gettext("Somebody answers my post"), screen=True, mail=False),
    Kind.REPLY: Told(lazy_gettext("Somebody answers my comment"), screen=True, mail=False),
    Kind.REACTION: Told(lazy_gettext("Somebody reacts to my post"), screen=True, mail=False),
    Kind.ADDED: Told(lazy_gettext("I am brought into a group"), screen=True, mail=False),
    Kind.REQUEST: Told(lazy_gettext("Somebody asks to join a group that I run"), screen=True, mail=False),
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


def choices_of(person: Person) -> dict[Kind, Told]:
    """What a person may choose the ways of: what comes to somebody of their roles, and may be left out."""
    free = {kind: told for kind, told in DEFAULTS.items() if kind not in COMPULSORY}
    return {kind: told for kind, told in free.items() if told.roles.intersection(person.roles)}


Sentence = Callable[[str, str, int], str]

_SENTENCES: dict[Kind, Sentence] = {
    Kind.MENTION: lambda name, _subject, _others: gettext("%(name)s mentioned you", name=name),
    Kind.COMMENT: lambda name, _subject, others: _with_others(
        name,
        others,
        gettext("%(name)s answered your post", name=name),
        ngettext(
            "%(name)s and %(num)d other answered your post",
            "%(name)s and %(num)d others answered your post",
            others,
            name=name,
        ),
    ),
    Kind.REPLY: lambda name, _subject, _others: gettext("%(name)s answered your comment", name=name),
    Kind.REACTION: lambda name, _subject, others: _with_others(
        name,
        others,
        gettext("%(name)s reacted to your post", name=name),
        ngettext(
            "%(name)s and %(num)d other reacted to your post",
            "%(name)s and %(num)d others reacted to your post",
            others,
            name=name,
        ),
    ),
    Kind.ADDED: lambda _name, subject, _others: gettext("You are now in the group %(group)s", group=subject),
    Kind.REQUEST: lambda name, subject, _others: gettext("%(name)s asks to join %(group)s", name=name, group=subject),
    Kind.BALLOT: lambda _name, subject, _others: gettext("Your vote is asked for: %(subject)s", subject=subject),
    Kind.REVIEW: lambda _name, subject, _others: gettext("The committee has answered: %(subject)s", subject=subject),
    Kind.PUBLISHED: lambda _name, subject, _others: gettext("Published outside: %(subject)s", subject=subject),
    Kind.NOTICE: lambda _name, _subject, _others: gettext("A decision concerns you. Read the reasons."),
    Kind.OUTCOME: lambda _name, _subject, _others: gettext("Your report has its answer"),
    Kind.CORRECTION: lambda _name, subject, _others: gettext("What is known of a rumour: %(subject)s", subject=subject),
    Kind.CASE: lambda _name, _subject, _others: gettext("A report waits to be read"),
    Kind.SERVICE: lambda _name, subject, _others: gettext("Parvis needs you: %(subject)s", subject=subject),
}


def _with_others(_name: str, others: int, alone: str, together: str) -> str:
    return together if others else alone


def sentence(kind: str, *, name: str, subject: str, others: int) -> str:
    """What a notification says, in the reader's language; `others` did the same beside the one who is named."""
    return _SENTENCES[Kind(kind)](name, subject, others)

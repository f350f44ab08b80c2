"""What each kind of notification says."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext, ngettext

from app.notifications.kinds import Kind

Sentence = Callable[[str, str, int], str]
"""From the name of who did it last, what it is about, and how many others did the same."""


def _answered(name: str, _subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other answered your post",
        "%(name)s and %(num)d others answered your post",
        others,
        name=name,
    )
    return _either(others, gettext("%(name)s answered your post", name=name), together)


def _replied(name: str, _subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other answered your comment",
        "%(name)s and %(num)d others answered your comment",
        others,
        name=name,
    )
    return _either(others, gettext("%(name)s answered your comment", name=name), together)


def _went_on(name: str, _subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other wrote in a thread that you follow",
        "%(name)s and %(num)d others wrote in a thread that you follow",
        others,
        name=name,
    )
    return _either(others, gettext("%(name)s wrote in a thread that you follow", name=name), together)


def _reacted(name: str, _subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other reacted to your post",
        "%(name)s and %(num)d others reacted to your post",
        others,
        name=name,
    )
    return _either(others, gettext("%(name)s reacted to your post", name=name), together)


def _shared(name: str, _subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other shared your post",
        "%(name)s and %(num)d others shared your post",
        others,
        name=name,
    )
    return _either(others, gettext("%(name)s shared your post", name=name), together)


def _announced(name: str, subject: str, _others: int) -> str:
    if not subject:
        return str(gettext("%(name)s announces something to you", name=name))
    return str(gettext("%(name)s announces: %(subject)s", name=name, subject=subject))


def _asked(name: str, subject: str, others: int) -> str:
    together = ngettext(
        "%(name)s and %(num)d other ask to join %(group)s",
        "%(name)s and %(num)d others ask to join %(group)s",
        others,
        name=name,
        group=subject,
    )
    return _either(others, gettext("%(name)s asks to join %(group)s", name=name, group=subject), together)


def _named(name: str, subject: str, _others: int) -> str:
    if not subject:
        return str(gettext("%(name)s mentioned you in a message", name=name))
    return str(gettext("%(name)s mentioned you in “%(place)s”", name=name, place=subject))


def _called(name: str, subject: str, _others: int) -> str:
    if not subject:
        return str(gettext("%(name)s called everybody in a conversation", name=name))
    return str(gettext("%(name)s called everybody in “%(place)s”", name=name, place=subject))


def _brought_in(name: str, subject: str, _others: int) -> str:
    if not subject:
        return str(gettext("%(name)s added you to a conversation", name=name))
    return str(gettext("%(name)s added you to “%(place)s”", name=name, place=subject))


_SENTENCES: dict[Kind, Sentence] = {
    Kind.MENTION: lambda name, _subject, _others: gettext("%(name)s mentioned you", name=name),
    Kind.PRAISE: lambda name, _subject, _others: gettext("%(name)s thanks you", name=name),
    Kind.MESSAGE: lambda name, _subject, _others: gettext("%(name)s wrote to you", name=name),
    Kind.NAMED: _named,
    Kind.CALLED: _called,
    Kind.BROUGHT_IN: _brought_in,
    Kind.CALL: lambda name, subject, _others: gettext("%(name)s wrote to %(group)s", name=name, group=subject),
    Kind.COMMENT: _answered,
    Kind.REPLY: _replied,
    Kind.FOLLOWED: _went_on,
    Kind.ACCEPTED: lambda name, _subject, _others: gettext("%(name)s accepted your answer", name=name),
    Kind.SETTLED: lambda _name, _subject, _others: gettext("A question that you follow has its answer"),
    Kind.REACTION: _reacted,
    Kind.SHARED: _shared,
    Kind.ANNOUNCED: _announced,
    Kind.ADDED: lambda _name, subject, _others: gettext("You are now in the group %(group)s", group=subject),
    Kind.REQUEST: _asked,
    Kind.DECLINED: lambda _name, subject, _others: gettext("%(group)s declined your request", group=subject),
    Kind.READING: lambda name, _subject, _others: gettext("%(name)s asks you to read an announcement", name=name),
    Kind.INVITED: lambda name, subject, _others: gettext(
        "%(name)s invites you into %(group)s", name=name, group=subject
    ),
    Kind.ENTRUSTED: lambda _name, subject, _others: gettext("You run the group %(group)s now", group=subject),
    Kind.OWNERLESS: lambda _name, subject, _others: gettext("Nobody runs %(group)s any more", group=subject),
    Kind.UNPUBLISHED: lambda _name, _subject, _others: gettext("A post that you scheduled could not be published"),
    Kind.REMINDER: lambda _name, subject, _others: gettext(
        "You asked to be reminded of a message by %(name)s", name=subject
    ),
    Kind.UNSENT: lambda _name, _subject, _others: gettext("A message that you scheduled could not be sent"),
    Kind.MOVED: lambda _name, subject, _others: gettext("Another time or place: %(event)s", event=subject),
    Kind.CANCELLED: lambda _name, subject, _others: gettext("Cancelled: %(event)s", event=subject),
    Kind.SEAT: lambda _name, subject, _others: gettext("A seat is yours now: %(event)s", event=subject),
    Kind.NEAR: lambda _name, subject, _others: gettext("In less than a day: %(event)s", event=subject),
    Kind.BALLOT: lambda _name, subject, _others: gettext("Your vote is needed: %(subject)s", subject=subject),
    Kind.REVIEW: lambda _name, subject, _others: gettext("The committee has answered: %(subject)s", subject=subject),
    Kind.PUBLISHED: lambda _name, subject, _others: gettext("Published outside: %(subject)s", subject=subject),
    Kind.NOTICE: lambda _name, _subject, _others: gettext("A decision concerns you. Read the reasons."),
    Kind.OUTCOME: lambda _name, _subject, _others: gettext("Your report has its answer"),
    Kind.CORRECTION: lambda _name, subject, _others: gettext("What is known of a rumour: %(subject)s", subject=subject),
    Kind.CASE: lambda _name, _subject, _others: gettext("A report waits to be read"),
    Kind.SERVICE: lambda _name, subject, _others: gettext("Parvis needs you: %(subject)s", subject=subject),
}


def _either(others: int, alone: str, together: str) -> str:
    return together if others else alone


def sentence(kind: str, *, name: str, subject: str, others: int) -> str:
    """What a notification says, in the reader's language; `others` did the same beside the one who is named."""
    return _SENTENCES[Kind(kind)](name, subject, others)

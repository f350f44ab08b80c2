"""Who should be told what: the one place that decides it, from plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.notifications.kinds import COMPULSORY, PERSONAL, Kind

Told = Mapping[UUID, Kind]


def of_post(
    author: UUID, *, mentioned: Iterable[UUID], called: Iterable[UUID] = (), praised: Collection[UUID] = ()
) -> Told:
    """A post is told to those it names, and quietly to the members of the groups and departments it names.

    To nobody else: the feed shows it to the others. Whom it thanks is told of that instead.
    """
    told = dict.fromkeys(called, Kind.CALL) | dict.fromkeys(mentioned, Kind.MENTION)
    return _but(author, {person: kind for person, kind in told.items() if person not in praised})


def of_praise(author: UUID, praised: Iterable[UUID]) -> Told:
    """Those whom a post thanks learn of it."""
    return _but(author, dict.fromkeys(praised, Kind.PRAISE))


def of_message(
    author: UUID, *, unread_by: Iterable[UUID], mentioned: Iterable[UUID] = (), called: Iterable[UUID] = ()
) -> Told:
    """Those who have not read a message after a while learn of it, and whom it mentions, alone or with all the others,
    that it does.
    """
    told = dict.fromkeys(unread_by, Kind.MESSAGE) | dict.fromkeys(called, Kind.CALLED)
    return _but(author, told | dict.fromkeys(mentioned, Kind.NAMED))


def of_bringing_in(by: UUID, comers: Iterable[UUID]) -> Told:
    """Those who were brought into a conversation learn of it."""
    return _but(by, dict.fromkeys(comers, Kind.BROUGHT_IN))


def of_comment(
    author: UUID,
    *,
    post_author: UUID,
    parent_author: UUID | None,
    mentioned: Iterable[UUID],
    called: Iterable[UUID] = (),
    followers: Iterable[UUID],
) -> Told:
    """Each is told once, for the closest reason.

    Being named, being answered, having written the post, following the thread, belonging to a group that is named.
    Authors follow what they wrote until they say otherwise.
    """
    following = {person: Kind.COMMENT if person == post_author else Kind.FOLLOWED for person in followers}
    told = dict.fromkeys(called, Kind.CALL) | following
    if parent_author is not None:
        told[parent_author] = Kind.REPLY
    return _but(author, told | dict.fromkeys(mentioned, Kind.MENTION))


def of_reaction(person: UUID, post_author: UUID) -> Told:
    """The author of the post learns of it, but not of their own."""
    return _but(person, {post_author: Kind.REACTION})


def of_answer(by: UUID, *, author: UUID, followers: Iterable[UUID]) -> Told:
    """Whose answer was accepted learns of it, and who follows the question; nobody of what they accepted themselves."""
    return _but(by, dict.fromkeys(followers, Kind.SETTLED) | {author: Kind.ACCEPTED})


def of_share(person: UUID, author: UUID) -> Told:
    """The author of a post learns of who shares it, but not of themselves."""
    return _but(person, {author: Kind.SHARED})


def of_announcement(author: UUID, *, concerned: Iterable[UUID], mentioned: Iterable[UUID]) -> Told:
    """Those whom an announcement concerns are told of it, but those whom it names, who are told that it names them."""
    named = set(mentioned)
    return _but(author, {person: Kind.ANNOUNCED for person in concerned if person not in named})


def of_reminder(missing: Iterable[UUID]) -> Told:
    """Those who have not confirmed an announcement are told of it again, and nobody else."""
    return dict.fromkeys(missing, Kind.READING)


def of_membership(person: UUID, *, added_by: UUID | None, by_rule: UUID | None = None) -> Told:
    """Somebody who was brought or let into a group, by people or a rule, learns of it; who came by themselves knows."""
    return {} if added_by is None and by_rule is None else _but(added_by, {person: Kind.ADDED})


def of_invitation(person: UUID, *, invited_by: UUID) -> Told:
    """Who is invited learns of it."""
    return _but(invited_by, {person: Kind.INVITED})


def of_entrusting(person: UUID, *, by: UUID | None) -> Told:
    """Who runs a group from now on learns of it."""
    return _but(by, {person: Kind.ENTRUSTED})


def of_missing_owner(person: UUID, *, namers: Iterable[UUID]) -> Told:
    """Those who can name another owner learn that there is none."""
    return _but(person, dict.fromkeys(namers, Kind.OWNERLESS))


def of_refused_post(author: UUID) -> Told:
    """The author of a scheduled post that could not be published learns of it."""
    return {author: Kind.UNPUBLISHED}


def of_wished_reminder(person: UUID) -> Told:
    """Who wanted to be reminded of a message is, and nobody else."""
    return {person: Kind.REMINDER}


def of_refused_message(author: UUID) -> Told:
    """The author of a scheduled message that could not be sent learns of it."""
    return {author: Kind.UNSENT}


def of_request(person: UUID, *, keepers: Iterable[UUID]) -> Told:
    """Those who run a group learn of who asks to join."""
    return _but(person, dict.fromkeys(keepers, Kind.REQUEST))


def of_refusal(person: UUID) -> Told:
    """Who was not let in learns of it; who decided it is not named."""
    return {person: Kind.DECLINED}


def of_event(coming: Iterable[UUID], kind: Kind, *, by: UUID | None = None) -> Told:
    """Those who come to an event, or may, learn what becomes of it; who said no wants to hear no more of it."""
    return _but(by, dict.fromkeys(coming, kind))


@dataclass(frozen=True)
class Muting:
    """That a person muted what is told now: its kind, or (None) its place, its thread or who did it."""

    person: UUID
    kind: Kind | None = None
    wholly: bool = False


def audible(told: Told, mutings: Iterable[Muting]) -> Told:
    """Who is still told, after what each of them muted."""
    deaf = {muting.person for muting in mutings if _silences(muting, told[muting.person])}
    return {person: kind for person, kind in told.items() if person not in deaf}


def _silences(muting: Muting, kind: Kind) -> bool:
    """A muted place still tells what speaks to oneself unless it is muted wholly; decisions are always told."""
    if kind in COMPULSORY:
        return False
    if muting.kind is not None:
        return muting.kind == kind
    return muting.wholly or kind not in PERSONAL


def _but(doer: UUID | None, told: Told) -> Told:
    """Nobody is told of their own deed."""
    return {person: kind for person, kind in told.items() if person != doer}

"""What each mail says: read with its reader's rights and in their language, at the moment of sending."""

from __future__ import annotations

from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _

from app.accounts.models import Invitation, Person, Purpose
from app.accounts.recourse import find_recourse
from app.accounts.services import find_invitation, person_to_reset, secret_of
from app.core.db import session
from app.core.errors import NotFound
from app.core.frame import find_organisation
from app.core.house import absolute
from app.core.language import DEFAULT, DEFAULT_TIME_ZONE
from app.core.richtext import plain_text
from app.core.times import time_in_words
from app.delivery import policy
from app.delivery.hooks import Passage, enclosures
from app.delivery.letters import Act, Letter, Quote
from app.delivery.links import unsubscribe_link
from app.feed.models import Comment, Post
from app.notifications.items import describe
from app.notifications.kinds import COMPULSORY, COUNTED, DEFAULTS, Kind
from app.notifications.models import Notification
from app.notifications.muting import is_muted
from app.notifications.queries import find_deed, find_notification, first_moment_for, settings_of

LONGEST_QUOTE = 700
ANSWERED = frozenset({Kind.MENTION, Kind.CALL, Kind.COMMENT, Kind.REPLY, Kind.FOLLOWED})


def letter_of_notification(notification_id: UUID, *, person_id: UUID, deed: str = "") -> Letter | None:
    """The mail of a notification, or of one more deed that it gathered.

    None where it is not wanted, was read already, or may no longer be seen.
    """
    person, told = session.get(Person, person_id), session.get(Notification, notification_id)
    if person is None or told is None or not _is_wanted(told, person):  # most are not: asked before what costs more
        return None
    found = find_notification(notification_id, viewer=person)
    if found is None or (deed and not _is_worth_telling(found, deed, person)):
        return None
    language = person.language or DEFAULT
    with force_locale(language):
        return _notice(found, person, language, deed)


def _is_worth_telling(found: Notification, deed: str, person: Person) -> bool:
    return found.kind not in COUNTED and find_deed(found, deed, viewer=person) is not None


def _is_wanted(found: Notification, person: Person) -> bool:
    kind = Kind(found.kind)
    if not policy.can_be_written_to(person, kind) or not settings_of(person.id)[kind]["mail"]:
        return False
    if is_muted(found):
        return False
    return found.read_at is None or kind in COMPULSORY


def _notice(found: Notification, person: Person, language: str, deed: str) -> Letter:
    kind, item, is_in = Kind(found.kind), describe(found), person.may_enter
    one, optional = find_deed(found, deed, viewer=person), kind not in COMPULSORY
    comment_id = one.comment_id if one else item.comment_id
    return Letter(
        address=person.email,
        name=person.name,
        language=language,
        person_id=person.id,
        subject=item.text,
        paragraphs=[],
        quote=_quote(found, comment_id),
        passages=[] if is_in else _enclosed(found),
        act=_way_in(found, comment_id) if is_in else _way_to_contest(person),
        notes=[_reason(kind)],
        settings=Act(_("Change what comes to me"), absolute("/notifications/settings")) if is_in else None,
        unsubscribe=Act(_("No more mails of this kind"), unsubscribe_link(person.id, kind)) if optional else None,
        thread=f"post-{found.post_id}" if found.post_id else "",
        not_before=first_moment_for(person) if optional else None,
    )


def _way_in(found: Notification, comment_id: UUID | None) -> Act:
    """Where it leads: for somebody's words, into the field to answer them."""
    if found.kind in ANSWERED and found.post_id:
        asked = f"?comment={comment_id}" if comment_id else ""
        return Act(_("Read and answer"), absolute(f"/answers/{found.id}{asked}"))
    return Act(_("Have a look"), absolute(f"/notifications/{found.id}"))


def _way_to_contest(person: Person) -> Act | None:
    """The page that stays open to somebody who is suspended."""
    page = find_recourse(person)
    return Act(_("Read and contest it"), absolute(page)) if page else None


def _reason(kind: Kind) -> str:
    reason: str = (
        _("A decision that concerns you always reaches you, with its reasons.")
        if kind in COMPULSORY
        else _("Why this mail comes: %(kind)s.", kind=DEFAULTS[kind].words)
    )
    return reason


def _enclosed(found: Notification) -> list[Passage]:
    return [passage for answer in enclosures.ask(found) for passage in answer]


def _quote(found: Notification, comment_id: UUID | None) -> Quote | None:
    """What was written, of a notification that its reader may see, and so may read."""
    comment = session.get(Comment, comment_id) if comment_id else None
    post = session.get(Post, found.post_id) if found.post_id else None
    if post is None:
        return None
    text = plain_text((comment or post).html, LONGEST_QUOTE, lines=True)
    if comment is None and post.title:
        text = f"{post.title}\n{text}"
    return Quote((comment or post).author.name, post.group.name if post.group else "", text)


def letter_of_invitation(invitation_id: UUID) -> Letter | None:
    """The mail with the link to come in, or to choose a new password; None where the link no longer holds."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None:
        return None
    token = secret_of(invitation_id)
    try:
        return _welcome(token) if invitation.purpose == Purpose.JOIN else _reset(invitation, token)
    except NotFound:
        return None


def _welcome(token: str) -> Letter:
    invitation = find_invitation(token)
    host = session.get(Person, invitation.invited_by) if invitation.invited_by else None
    language = (host and host.language) or DEFAULT
    house = find_organisation().name
    with force_locale(language):
        subject = (
            _("%(name)s invites you to join %(house)s", name=host.name, house=house)
            if host
            else _("You are invited to join %(house)s", house=house)
        )
        return Letter(
            address=invitation.email,
            name="",
            language=language,
            subject=subject,
            paragraphs=[_("It is where the people of the house meet: news, groups, conversations, colleagues to ask.")],
            act=Act(_("Open my account"), absolute(f"/join/{token}")),
            notes=[
                _(
                    "The link is for you alone, opens one account and holds until %(moment)s.",
                    moment=time_in_words(invitation.expires_at, "full", time_zone=DEFAULT_TIME_ZONE),
                ),
                _("If you expect no invitation, do nothing: without you no account is opened."),
            ],
        )


def _reset(invitation: Invitation, token: str) -> Letter:
    person = person_to_reset(token)
    language = person.language or DEFAULT
    with force_locale(language):
        return Letter(
            address=person.email,
            name=person.name,
            language=language,
            person_id=person.id,
            subject=_("Choose a new password"),
            paragraphs=[_("Somebody, most likely you, has asked for a new password for your account.")],
            act=Act(_("Choose my password"), absolute(f"/reset/{token}")),
            notes=[
                _(
                    "The link works once and holds until %(moment)s.",
                    moment=time_in_words(invitation.expires_at, "full", time_zone=person.time_zone),
                ),
                _("If it was not you, do nothing: your password stays as it is."),
            ],
        )

"""What delivery hears: something waits for a person, somebody is to get a link, or wants their digest otherwise."""

from __future__ import annotations

from flask import Flask

from app.accounts.events import InvitationSent
from app.core.events import on
from app.delivery.services import bring, deliver, look_at_held, look_soon
from app.delivery.writing import letter_of_invitation
from app.notifications.events import AttentionChosen, NotificationCreated, NotificationGrown


def register(app: Flask) -> None:
    """Listen from the outbox; a mail server may take its time, and holds nothing else up."""
    on(app, NotificationCreated, mail_notification, patient=True)
    on(app, NotificationGrown, mail_growth, patient=True)
    on(app, InvitationSent, mail_link, patient=True)
    on(app, AttentionChosen, look_again)


def mail_notification(fact: NotificationCreated) -> None:
    """Mail what waits for a person who wants it by mail, or keep it until they may be told; idempotent."""
    bring(fact.notification_id, fact.person_id)


def mail_growth(fact: NotificationGrown) -> None:
    """Mail what more there is to read, for who reads mails may not come in between; idempotent."""
    bring(fact.notification_id, fact.person_id, fact.deed)


def mail_link(fact: InvitationSent) -> None:
    """Mail the link to come in or to choose a new password; idempotent."""
    letter = letter_of_invitation(fact.invitation_id)
    deliver(f"invitation:{fact.invitation_id}", letter)


def look_again(fact: AttentionChosen) -> None:
    """Let a digest, and what is held, come when it is wanted from now on; idempotent."""
    look_soon(fact.person_id)
    look_at_held(fact.person_id)

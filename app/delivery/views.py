"""Delivery as pages: stopping mails by the link of one, and what the administration sees of them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.accounts.models import Person
from app.accounts.settings import tabs
from app.accounts.signin import current_person, signed_page
from app.core.errors import NotFound, demand
from app.core.ids import parse_id
from app.core.language import language
from app.delivery import policy, queries, services
from app.delivery.links import Subscription, field_to_answer
from app.delivery.post import folder_without_server, post, server_words
from app.feed.queries import find_comment
from app.notifications.kinds import DEFAULTS, Kind
from app.notifications.queries import find_notification
from app.notifications.services import mark_read

delivery = Blueprint("delivery", __name__)


@delivery.get("/unsubscribe/<token>")
@signed_page
def show_subscription(token: str) -> str:
    """The page that asks whether mails of a kind shall stop; looking at it stops nothing."""
    return _subscription_page(*services.subscriber(token), has_ended=False)


@delivery.post("/unsubscribe/<token>")
@signed_page
def end_subscription(token: str) -> str:
    """Stop them: by the page's button, or by the one click of a mail program (RFC 8058)."""
    return _subscription_page(*services.unsubscribe(token), has_ended=True)


def _subscription_page(person: Person, wanted: Subscription, *, has_ended: bool) -> str:
    kind = DEFAULTS[wanted].words if isinstance(wanted, Kind) else None
    with force_locale(person.language or language()):
        return render_template("delivery/subscription.html", kind=kind, has_ended=has_ended)


@delivery.get("/answers/<uuid:notification_id>")
def show_answer(notification_id: UUID) -> ResponseReturnValue:
    """The field to answer the words that a mail told of, opened below them; what it told counts as read."""
    person, asked = current_person(), request.args.get("comment")
    found = find_notification(notification_id, viewer=person)
    if found is None or found.post_id is None:
        raise NotFound
    comment = find_comment(parse_id(asked), viewer=person) if asked else None
    mark_read(ids=[found.id], actor=person)
    return redirect(field_to_answer(found.post_id, comment), 303)


@delivery.get("/settings/digest")
def show_digest() -> str:
    """When one's digest comes, what it would say now, and by which rule."""
    coming = queries.get_coming_digest(current_person())
    return render_template("delivery/digest.html", coming=coming, tabs=tabs("delivery.show_digest"))


@delivery.get("/mails")
def list_mails() -> ResponseReturnValue:
    """By which way mail leaves, and which did not."""
    demand(policy.can_read_mails(current_person()))
    return render_template(
        "delivery/mails.html",
        server=server_words(),
        folder=folder_without_server(),
        sender=post().sender,
        page=queries.list_troubled(cursor=request.args.get("cursor")),
    )

"""Delivery as pages: stopping mails by the link of one, and what the administration sees of them."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.accounts.models import Person
from app.accounts.settings import tabs
from app.accounts.signin import current_person, signed_page
from app.core.errors import demand
from app.core.language import language
from app.delivery import policy, queries, services
from app.delivery.links import Subscription
from app.delivery.post import folder_without_server, post, server_words
from app.notifications.kinds import DEFAULTS, Kind

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

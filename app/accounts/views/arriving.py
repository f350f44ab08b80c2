"""Coming in by the link of a mail: to join, or to choose a new password."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import services
from app.accounts.forms import HOME
from app.accounts.models import Person
from app.accounts.signin import public_page
from app.accounts.views.blueprint import accounts
from app.accounts.views.entering import begin_session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.language import language
from app.core.limits import at_most

TRIES_A_MINUTE = 30  # judging and hashing a password takes a processor's time


@accounts.get("/join/<token>")
@public_page
def join(token: str) -> ResponseReturnValue:
    """The page to open the account one was invited to."""
    return _join_page(token)


@accounts.post("/join/<token>")
@public_page
@at_most(TRIES_A_MINUTE)
def open_account(token: str) -> ResponseReturnValue:
    """Open the account, and come in."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    try:
        person = services.accept_invitation(secret=token, name=name, password=password, language=language())
    except (Invalid, Conflict) as error:
        return _join_page(token, error, name)
    except NotFound:
        return _gone()
    return begin_session(person, HOME)


@accounts.get("/forgotten")
@public_page
def forgotten() -> str:
    """The page to ask for a new password."""
    return render_template("accounts/forgotten.html", sent="sent" in request.args)


@accounts.post("/forgotten")
@public_page
def ask_for_reset() -> ResponseReturnValue:
    """Ask for a new password; nobody learns whether there is such an account."""
    services.request_reset(email=request.form.get("email", ""))
    return redirect("/forgotten?sent=1", 303)


@accounts.get("/reset/<token>")
@public_page
def reset(token: str) -> ResponseReturnValue:
    """The page to choose a new password."""
    return _reset_page(token)


@accounts.post("/reset/<token>")
@public_page
@at_most(TRIES_A_MINUTE)
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a new password, and come in."""
    try:
        person: Person = services.reset_password(secret=token, password=request.form.get("password", ""))
    except Invalid as error:
        return _reset_page(token, error)
    except NotFound:
        return _gone()
    return begin_session(person, HOME)


def _join_page(token: str, error: Invalid | Conflict | None = None, name: str = "") -> ResponseReturnValue:
    try:
        invitation = services.find_invitation(token)
    except NotFound:
        return _gone()
    errors = error.errors if isinstance(error, Invalid) else {"email": error.detail} if error else {}
    page = render_template("accounts/join.html", email=invitation.email, name=name, errors=errors)
    return page, error.status if error else 200


def _reset_page(token: str, error: Invalid | None = None) -> ResponseReturnValue:
    try:
        person = services.person_to_reset(token)
    except NotFound:
        return _gone()
    shown = {"email": person.email, "is_first": person.password_hash is None}
    page = render_template("accounts/reset.html", errors=error.errors if error else {}, **shown)
    return page, error.status if error else 200


def _gone() -> ResponseReturnValue:
    return render_template("accounts/link_gone.html"), 404

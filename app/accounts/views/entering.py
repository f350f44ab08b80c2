"""Signing in and out, as pages."""

from __future__ import annotations

from datetime import timedelta

from flask import g, make_response, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.accounts import devices, services
from app.accounts.forms import same_site
from app.accounts.hooks import front_door
from app.accounts.models import Person
from app.accounts.recourse import find_recourse
from app.accounts.signin import COOKIE_KEY, current_person, is_signed_in, open_while_suspended, public_page
from app.accounts.views.blueprint import accounts
from app.core.errors import Forbidden, Invalid, ParvisError, TooMany
from app.core.language import CHOSEN, LANGUAGES

A_YEAR = timedelta(days=365)


@accounts.get("/sign-in")
@public_page
def sign_in() -> ResponseReturnValue:
    """The page to sign in."""
    if is_signed_in():
        return redirect(same_site(request.args.get("next")))
    for address in filter(None, front_door.ask()):
        return redirect(address)
    return _sign_in_page()


@accounts.post("/sign-in")
@public_page
def enter() -> ResponseReturnValue:
    """Sign in."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    try:
        person = services.verify_credentials(
            email=email, password=password, address=request.remote_addr or "", device=devices.remembered()
        )
    except (Invalid, TooMany, Forbidden) as error:
        return _sign_in_page(error, email)
    return begin_session(person, same_site(request.values.get("next")))


@accounts.post("/sign-out")
@public_page
@open_while_suspended
def sign_out() -> ResponseReturnValue:
    """Sign out; repeating changes nothing."""
    if is_signed_in() and "browser_session_id" in g:
        services.end_session(g.browser_session_id, actor=current_person())
    cookie.clear()
    return redirect("/sign-in", 303)


@accounts.post("/language")
@public_page
def choose_language() -> ResponseReturnValue:
    """Read in another language: a visitor the pages in this browser, who is signed in all pages everywhere."""
    response = make_response(redirect(same_site(request.form.get("next")), 303))
    language = request.form.get("language", "")
    if language in LANGUAGES:
        if is_signed_in():
            services.change_preferences(current_person(), language=language, actor=current_person())
        response.set_cookie(CHOSEN, language, max_age=A_YEAR, httponly=True, samesite="Lax")
    return response


def begin_session(person: Person, address: str) -> ResponseReturnValue:
    """Sign the person in with this browser, know it from now on, and go on to the address.

    Whoever is suspended goes to the page of their recourse instead.
    """
    token = services.open_session(person, device=request.user_agent.string, proof=person.password_hash)
    secret = services.remember_device(person, device=devices.remembered())
    cookie.clear()  # nothing of the visitor's, the form's token least of all, outlives the sign-in
    cookie.permanent = True
    cookie[COOKIE_KEY] = token
    response = make_response(redirect(find_recourse(person) or address, 303))
    devices.keep(response, secret)
    return response


def _sign_in_page(error: ParvisError | None = None, email: str = "") -> ResponseReturnValue:
    tries = services.remaining_tries(email=email, device=devices.remembered()) if isinstance(error, Invalid) else None
    page = render_template(
        "accounts/sign_in.html",
        error=error.detail if error else None,
        email=email,
        tries=tries,
        next=same_site(request.values.get("next")),
    )
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    return page, error.status if error else 200, headers

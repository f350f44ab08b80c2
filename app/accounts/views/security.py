"""The page of one's security: password, sessions, and the tokens of programs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import flash, g, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import policy, queries, services
from app.accounts.devices import browser_and_system
from app.accounts.forms import read_days, read_scopes
from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.accounts.views.arriving import TRIES_A_MINUTE
from app.accounts.views.blueprint import accounts
from app.accounts.wording import SCOPE_NAMES, TOKEN_DAYS
from app.core.errors import Invalid, TooMany
from app.core.limits import at_most

SECURITY = "/settings/security"
NEW_TOKEN = "new_token"  # noqa: S105 (a name, not a secret)
"""Under this name the secret of a new token travels to the page that shows it, in the browser that made it."""


@accounts.get(SECURITY)
def show_security() -> str:
    """Password, sessions and tokens; the secret of a token that was just made, this once."""
    return _security_page(secret=cookie.pop(NEW_TOKEN, None))


@accounts.post("/settings/password")
@at_most(TRIES_A_MINUTE)
def change_password() -> ResponseReturnValue:
    """Choose another password; other sessions and all tokens end."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    try:
        services.change_password(old=old, new=new, keep_session=g.get("browser_session_id"), actor=current_person())
    except (Invalid, TooMany) as error:
        return _security_page(_errors_of(error, field="old")), error.status
    flash(_("Your password has changed. Other sessions have ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/sessions/<uuid:session_id>/end")
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of one's sessions."""
    services.end_session(session_id, actor=current_person())
    flash(_("This session has ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's sessions but this one."""
    services.end_other_sessions(keep=g.get("browser_session_id"), actor=current_person())
    flash(_("All other sessions have ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/tokens")
@at_most(TRIES_A_MINUTE)
def create_token() -> ResponseReturnValue:
    """Make a token, for which one gives one's password again; loading again what follows makes no second one."""
    person, name = current_person(), request.form.get("name", "")
    proof, days = person.password_hash, read_days(request.form)
    try:
        _demand_password(request.form.get("token_password", ""))
        made = services.create_token(
            name=name, scopes=read_scopes(request.form), lasts=timedelta(days=days), proof=proof, actor=person
        )
    except (Invalid, TooMany) as error:
        return _security_page(_errors_of(error, field="token_password")), error.status
    cookie[NEW_TOKEN] = made.secret
    return redirect(f"{SECURITY}#tokens", 303)


def _errors_of(error: Invalid | TooMany, *, field: str) -> dict[str, str]:
    """What is wrong with which field; that there were too many tries is told at the password's."""
    return error.errors if isinstance(error, Invalid) else {field: error.detail}


def _demand_password(password: str) -> None:
    """Raise Invalid where it is not one's own, TooMany after too many tries."""
    if not services.knows_password(current_person(), password):
        raise Invalid(token_password=_("This is not your password."))


@accounts.post("/settings/tokens/<uuid:token_id>/revoke")
def revoke_token(token_id: UUID) -> ResponseReturnValue:
    """Take one of one's tokens back."""
    services.revoke_token(token_id, actor=current_person())
    flash(_("This token no longer works."))
    return redirect(SECURITY, 303)


def _security_page(errors: dict[str, str] | None = None, *, secret: str | None = None) -> str:
    person = current_person()
    return render_template(
        "accounts/security.html",
        tabs=tabs("accounts.show_security"),
        sessions=[(row, *browser_and_system(row.device)) for row in queries.list_sessions(person)],
        current=g.get("browser_session_id"),
        tokens=queries.list_tokens(person, limit=100, cursor=None).items,
        scopes={scope: words for scope, words in SCOPE_NAMES.items() if scope in policy.scopes_of(person)},
        scope_names=SCOPE_NAMES,
        token_days=TOKEN_DAYS,
        form=request.form,
        secret=secret,
        errors=errors or {},
    )

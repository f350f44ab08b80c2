"""Accounts as the administration sees them: who is in, with which roles, and who is invited."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import policy, queries, services
from app.accounts.forms import read_addresses, read_role, read_roles
from app.accounts.inviting import invite_all
from app.accounts.models import Person, Role
from app.accounts.signin import current_person
from app.accounts.wording import ROLE_HELPS, ROLE_NAMES
from app.core.errors import Conflict, Invalid, demand

LIST = "/accounts"

administration = Blueprint("account_administration", __name__)


def _administrator() -> Person:
    person = current_person()
    demand(policy.can_administer(person))
    return person


@administration.get(LIST)
def list_accounts() -> str:
    """All accounts, and the invitations that wait."""
    return _accounts_page()


@administration.post("/accounts/invitations")
def invite() -> ResponseReturnValue:
    """Invite people by their addresses."""
    actor, addresses = _administrator(), read_addresses(request.form)
    outcome = invite_all(addresses, role=read_role(request.form), actor=actor)
    if outcome.sent:
        flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", outcome.sent))
    if outcome.refused:
        return _accounts_page(refused=outcome.refused), 422
    return redirect(LIST, 303)


@administration.post("/accounts/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    services.withdraw_invitation(invitation_id, actor=_administrator())
    flash(_("The invitation no longer holds."))
    return redirect(LIST, 303)


@administration.get("/accounts/<uuid:person_id>")
def show_account(person_id: UUID) -> str:
    """An account: roles, and what can be done to it."""
    _administrator()
    return _account_page(queries.get_account(person_id))


@administration.post("/accounts/<uuid:person_id>/roles")
def change_roles(person_id: UUID) -> ResponseReturnValue:
    """Give the account exactly these roles."""
    actor, person, roles = _administrator(), queries.get_account(person_id), read_roles(request.form)
    try:
        services.change_roles(person, add=roles, remove=set(Role) - roles, actor=actor)
    except (Invalid, Conflict) as error:
        return _account_page(person, error.detail), error.status
    flash(_("Saved."))
    return redirect(f"{LIST}/{person_id}", 303)


@administration.post("/accounts/<uuid:person_id>/deactivation")
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Close the account."""
    actor, person = _administrator(), queries.get_account(person_id)
    try:
        services.deactivate_person(person, actor=actor)
    except Conflict as error:
        return _account_page(person, error.detail), error.status
    flash(_("The account is closed."), f"{LIST}/{person_id}/reactivation")
    return redirect(f"{LIST}/{person_id}", 303)


@administration.post("/accounts/<uuid:person_id>/reactivation")
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Open the account again."""
    actor = _administrator()
    services.reactivate_person(queries.get_account(person_id), actor=actor)
    flash(_("The account is open again."))
    return redirect(f"{LIST}/{person_id}", 303)


@administration.post("/accounts/<uuid:person_id>/reset")
def send_reset(person_id: UUID) -> ResponseReturnValue:
    """Send the person a link to choose a new password."""
    _administrator()
    services.request_reset(email=queries.get_account(person_id).email)
    flash(_("A link to choose a new password is on its way."))
    return redirect(f"{LIST}/{person_id}", 303)


def _account_page(person: Person, error: str | None = None) -> str:
    return render_template(
        "accounts/account.html",
        person=person,
        roles=list(Role),
        role_names=ROLE_NAMES,
        role_helps=ROLE_HELPS,
        mail_stays=queries.where_mail_stays(),
        error=error,
    )


def _accounts_page(refused: list[tuple[str, str]] | None = None) -> str:
    _administrator()
    q, cursor = request.args.get("q", ""), request.args.get("cursor")
    return render_template(
        "accounts/accounts.html",
        page=queries.list_accounts(q=q, limit=50, cursor=cursor),
        q=q,
        role_names=ROLE_NAMES,
        invitations=queries.list_invitations(),
        mail_stays=queries.where_mail_stays(),
        refused=refused or [],
        typed="\n".join(address for address, _reason in refused or []),
        typed_role=read_role(request.form),
    )

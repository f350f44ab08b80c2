"""One's own settings of calendars: the secret addresses by which programs read events."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.agenda import services
from app.agenda.subscriptions import list_addresses
from app.agenda.views.blueprint import agenda
from app.core.house import absolute
from app.core.ids import parse_id
from app.groups.queries import get_group, list_own_groups

PAGE = "/settings/calendars"
NEW_ADDRESS = "new_calendar_address"
"""Under this name a new address and its group travel to the page that shows it, in the browser that made it."""


@agenda.get(PAGE)
def show_addresses() -> str:
    """Which addresses one has, and for what one can make others; one that was just made, this once."""
    made, made_for = cookie.pop(NEW_ADDRESS, None) or ("", "")
    viewer = current_person()
    return render_template(
        "agenda/addresses.html",
        tabs=tabs("agenda.show_addresses"),
        addresses=list_addresses(viewer),
        groups=[(str(group.id), group.name) for group in list_own_groups(viewer)],
        chosen=request.args.get("group", ""),
        made=made,
        made_for=made_for,
    )


@agenda.post(PAGE)
def create_address() -> ResponseReturnValue:
    """Make one, in place of the one before; loading again what follows makes no second one."""
    actor, group_id = current_person(), request.form.get("group", "")
    group = get_group(parse_id(group_id), viewer=actor) if group_id else None
    secret = services.make_address(group, actor=actor)
    cookie[NEW_ADDRESS] = (absolute(f"/calendars/{secret}.ics"), group.name if group else "")
    return redirect(PAGE, 303)


@agenda.post(PAGE + "/<uuid:address_id>/revocation")
def create_revocation(address_id: UUID) -> ResponseReturnValue:
    """End one."""
    services.revoke_address(address_id, actor=current_person())
    flash(_("The address no longer works."))
    return redirect(PAGE, 303)

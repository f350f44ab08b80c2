"""One's own settings of calendars: the secret addresses by which programs read events."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
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


@agenda.get("/settings/calendars")
def show_addresses() -> str:
    """Which addresses one has, and for what one can make others."""
    return _addresses_page()


@agenda.post("/settings/calendars")
def create_address() -> ResponseReturnValue:
    """Make one, in place of the one before; it is shown this once."""
    actor, group_id = current_person(), request.form.get("group", "")
    group = get_group(parse_id(group_id), viewer=actor) if group_id else None
    secret = services.make_address(group, actor=actor)
    return _addresses_page(absolute(f"/calendars/{secret}.ics"), group.name if group else "")


@agenda.post("/settings/calendars/<uuid:address_id>/revocation")
def create_revocation(address_id: UUID) -> ResponseReturnValue:
    """End one."""
    services.revoke_address(address_id, actor=current_person())
    flash(_("The address leads nowhere any more."))
    return redirect("/settings/calendars", 303)


def _addresses_page(made: str = "", made_for: str = "") -> str:
    viewer = current_person()
    return render_template(
        "agenda/addresses.html",
        tabs=tabs("agenda.show_addresses"),
        addresses=list_addresses(viewer),
        groups=[(str(group.id), group.name) for group in list_own_groups(viewer)],
        chosen=request.values.get("group", ""),
        made=made,
        made_for=made_for,
    )

"""The company's values as the administration words them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid, demand
from app.core.http import wants_up
from app.feed import queries, services
from app.feed.forms import read_wording
from app.feed.models import CompanyValue
from app.feed.policy import can_edit_values
from app.feed.views.blueprint import elsewhere
from app.feed.wording import VALUE_ICONS

LIST = "/admin/values"


def _administrator() -> Person:
    person = current_person()
    demand(can_edit_values(person))
    return person


@elsewhere.get(LIST)
def list_values() -> str:
    """The values in their order, and the form for another one."""
    _administrator()
    return _values_page()


@elsewhere.post(LIST)
def create_value() -> ResponseReturnValue:
    """Name another value; a refusal keeps the words."""
    try:
        services.add_value(read_wording(), actor=_administrator())
    except (Invalid, Conflict) as error:
        return _values_page(error), error.status
    return _saved()


@elsewhere.get("/admin/values/<uuid:value_id>")
def edit_value(value_id: UUID) -> str:
    """The form to word a value otherwise."""
    _administrator()
    return _value_page(queries.get_value(value_id))


@elsewhere.post("/admin/values/<uuid:value_id>")
def change_value(value_id: UUID) -> ResponseReturnValue:
    """Word it otherwise; a refusal keeps the words."""
    actor, value = _administrator(), queries.get_value(value_id)
    try:
        services.change_value(value, read_wording(), actor=actor)
    except Invalid as error:
        return _value_page(value, error), error.status
    return _saved()


@elsewhere.post("/admin/values/<uuid:value_id>/place")
def move_value(value_id: UUID) -> ResponseReturnValue:
    """Let it change places with the one before (`up`) or behind it (`down`)."""
    actor = _administrator()
    services.move_value(queries.get_value(value_id), up=wants_up(), actor=actor)
    return redirect(f"{LIST}#value-{value_id}", 303)


@elsewhere.post("/admin/values/<uuid:value_id>/retirement")
def retire_value(value_id: UUID) -> ResponseReturnValue:
    """Offer it no longer."""
    services.retire_value(queries.get_value(value_id), actor=_administrator())
    return _saved()


@elsewhere.post("/admin/values/<uuid:value_id>/return")
def restore_value(value_id: UUID) -> ResponseReturnValue:
    """Offer it again."""
    actor = _administrator()
    try:
        services.restore_value(queries.get_value(value_id), actor=actor)
    except Conflict as error:
        return _values_page(error), error.status
    return _saved()


def _saved() -> ResponseReturnValue:
    flash(_("Saved."))
    return redirect(LIST, 303)


def _values_page(error: Invalid | Conflict | None = None) -> str:
    values = queries.list_values()
    standing = [value for value in values if value.retired_at is None]
    retired = [value for value in values if value.retired_at is not None]
    return render_template("feed/values.html", standing=standing, retired=retired, **_form(error))


def _value_page(value: CompanyValue, error: Invalid | None = None) -> str:
    return render_template("feed/value.html", value=value, **_form(error))


def _form(error: Invalid | Conflict | None) -> dict[str, object]:
    errors = error.errors if isinstance(error, Invalid) else {}
    refusal = error.detail if isinstance(error, Conflict) else ""
    return {"icons": VALUE_ICONS, "form": request.form, "errors": errors, "refusal": refusal}

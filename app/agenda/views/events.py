"""An event: reading, planning, changing, calling off, answering."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.agenda import forms, policy, queries, services
from app.agenda.models import Event
from app.agenda.pages import keep_text, show_event, show_form
from app.agenda.views.blueprint import agenda
from app.core.errors import Forbidden, Invalid, NotFound, demand
from app.core.ids import parse_id
from app.groups.queries import get_group


@agenda.get("/events/<uuid:event_id>")
def show(event_id: UUID) -> str:
    """An event and who is coming."""
    return show_event(_event(event_id), current_person())


@agenda.get("/events/new")
def new() -> str:
    """The form to plan one, for one's group where `group` names it."""
    actor, group_id = current_person(), request.args.get("group", "")
    group = get_group(parse_id(group_id), viewer=actor) if group_id else None
    demand(policy.can_plan(actor, group))
    return show_form(actor, forms.first_fields(actor, group_id), {})


@agenda.post("/events")
def create() -> ResponseReturnValue:
    """Plan one; a refusal keeps what was typed."""
    actor, group_id = current_person(), request.form.get("group", "")
    try:
        group = get_group(parse_id(group_id), viewer=actor) if group_id else None
        event = services.plan_event(**forms.read_event(request.form), group=group, actor=actor)
    except Invalid as error:
        return show_form(actor, request.form, error.errors), 422
    except (NotFound, Forbidden) as error:
        return show_form(actor, request.form, {"group": _("You can no longer create events here.")}), error.status
    flash(_("The event is created. People can answer now."))
    return redirect(f"/events/{event.id}", 303)


@agenda.get("/events/<uuid:event_id>/edit")
def edit(event_id: UUID) -> str:
    """The form to change it."""
    event, actor = _event(event_id), current_person()
    demand(policy.can_change(actor, event))
    return show_form(actor, forms.fields_of(event), {}, event)


@agenda.post("/events/<uuid:event_id>/edit")
def update(event_id: UUID) -> ResponseReturnValue:
    """Change it; a refusal keeps what was typed."""
    actor = current_person()
    try:
        event = _event(event_id)
        services.change_event(event, **forms.read_event(request.form), actor=actor)
    except (NotFound, Forbidden) as error:
        return keep_text(request.form, error)
    except Invalid as error:
        return show_form(actor, request.form, error.errors, event), 422
    flash(_("Saved. Those who are coming are notified."))
    return redirect(f"/events/{event.id}", 303)


@agenda.post("/events/<uuid:event_id>/cancellation")
def create_cancellation(event_id: UUID) -> ResponseReturnValue:
    """Call it off."""
    services.cancel_event(_event(event_id), actor=current_person())
    return redirect(f"/events/{event_id}", 303)


@agenda.post("/events/<uuid:event_id>/answer")
def change_answer(event_id: UUID) -> ResponseReturnValue:
    """Say whether one comes."""
    event = _event(event_id)
    services.answer_event(event, forms.read_reply(request.form), actor=current_person())
    return redirect(same_site(request.form.get("next") or f"/events/{event_id}"), 303)


def _event(event_id: UUID) -> Event:
    return queries.get_event(event_id, viewer=current_person())

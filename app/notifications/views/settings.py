"""By which ways, and when, one is told, as a page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.core import clock
from app.core.errors import Invalid
from app.notifications import queries, services, wording
from app.notifications.forms import parse_absence, parse_attention, parse_settings
from app.notifications.hooks import beside_settings
from app.notifications.kinds import AREAS, choices_of
from app.notifications.mutes import list_mutes
from app.notifications.queries import list_absences
from app.notifications.views.blueprint import notifications
from app.notifications.wording import span_in_words

HERE = "/notifications/settings"


@notifications.get("/settings")
def settings() -> str:
    """By which ways, and when, one is told what."""
    return _settings_page()


@notifications.post("/settings")
def update_settings() -> ResponseReturnValue:
    """Choose the ways and the times, together; a refusal changes nothing and keeps what was chosen on the page."""
    person = current_person()
    try:
        services.choose_attention(**parse_attention(request.form), actor=person)
    except Invalid as error:
        return _settings_page(error.errors), error.status
    services.choose(parse_settings(request.form, choices_of(person)), actor=person)
    flash(_("Your choice is kept."))
    return redirect(f"{HERE}#when" if request.form.get("part") == "when" else HERE, 303)


@notifications.post("/absences")
def create_absence() -> ResponseReturnValue:
    """Be away on some days."""
    try:
        services.plan_absence(*parse_absence(request.form), actor=current_person())
    except Invalid as error:
        return _settings_page(error.errors), error.status
    flash(_("Nothing will be sent to you on these days."))
    return redirect("/notifications/settings#absences", 303)


@notifications.post("/absences/<uuid:absence_id>/removal")
def delete_absence(absence_id: UUID) -> ResponseReturnValue:
    """Be there after all."""
    services.cancel_absence(absence_id, actor=current_person())
    return redirect("/notifications/settings#absences", 303)


def _settings_page(errors: dict[str, str] | None = None) -> str:
    page = {"tabs": tabs("notifications.settings"), "form": request.form, "errors": errors or {}}
    return render_template("notifications/settings.html", **page, **_choices(current_person(), request.form))


def _choices(person: Person, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What is chosen, or what was sent where it is refused."""
    kinds = choices_of(person)
    return _quiet(person, sent) | {
        "areas": AREAS,
        "kinds": kinds,
        "chosen": queries.settings_of(person.id) | parse_settings(sent, kinds),
        "weekdays": wording.weekdays(),
        "hours": wording.hours(),
        "time_zone": person.time_zone,
        "absences": [(each.id, span_in_words(each.first_day, each.last_day)) for each in list_absences(person)],
        "mutes": list_mutes(person, cursor=request.args.get("mutes")),
        "now": clock.now(),
        "beside": beside_settings.ask(person),
    }


def _quiet(person: Person, sent: MultiDict[str, str]) -> dict[str, Any]:
    attention = queries.attention_of(person.id)
    keeps_quiet, days = attention.keeps_quiet, [str(day) for day in attention.working_days]
    if "digest" in sent:
        keeps_quiet, days = "keeps_quiet" in sent, sent.getlist("working_days")
    return {"attention": attention, "keeps_quiet": keeps_quiet, "working_days": days}

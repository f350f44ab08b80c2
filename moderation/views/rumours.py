"""Rumours as pages: what is being said, what is known of it, and the desk of those who look into it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.people.queries import list_departments
from moderation import clocks, forms, policy, queries, services, words
from moderation.models import Rumour, RumourState
from moderation.services.rumours import Claim

rumours = Blueprint("rumours", __name__, url_prefix="/rumours")


@rumours.get("")
def index() -> str:
    """The claims that are or were looked into."""
    return _index({}, {})


@rumours.post("")
def create() -> ResponseReturnValue:
    """Look into a claim."""
    owner = queries.find_department(request.form.get("owner_department", ""))
    claim = Claim(fr=request.form.get("claim_fr", ""), en=request.form.get("claim_en", ""))
    try:
        rumour = services.open_rumour(claim, owner_department=owner, actor=current_person())
    except Invalid as error:
        return _index(request.form, error.errors), 422
    return redirect(f"/rumours/{rumour.id}", 303)


@rumours.get("/<uuid:rumour_id>")
def show(rumour_id: UUID) -> str:
    """One claim with its copies."""
    return _page(rumour_id, {})


@rumours.post("/<uuid:rumour_id>/items")
def create_item(rumour_id: UUID) -> ResponseReturnValue:
    """Say that a post or comment repeats the claim."""
    rumour = _find(rumour_id)
    try:
        services.attach_copy(rumour, *forms.parse_copy(request.form), actor=current_person())
    except (Invalid, NotFound) as error:
        missing = {"address": words.no_such_copy()}
        return _page(rumour_id, error.errors if isinstance(error, Invalid) else missing), 422
    return redirect(f"/rumours/{rumour_id}", 303)


@rumours.post("/<uuid:rumour_id>/verdict")
def create_verdict(rumour_id: UUID) -> ResponseReturnValue:
    """Say what is known of the claim."""
    rumour = _find(rumour_id)
    try:
        services.settle_rumour(rumour, **forms.parse_verdict(request.form), actor=current_person())
    except Invalid as error:
        return _page(rumour_id, error.errors), 422
    return redirect(f"/rumours/{rumour_id}", 303)


def _find(rumour_id: UUID) -> Rumour:
    return queries.get_rumour(rumour_id, viewer=current_person())


def _index(form: forms.Form, errors: dict[str, str]) -> str:
    viewer = current_person()
    page = queries.list_rumours(viewer, cursor=request.args.get("cursor"))
    return render_template(
        "moderation/rumours.html",
        page=page,
        copies={rumour.id: queries.count_copies(rumour, viewer=viewer) for rumour in page.items},
        left={rumour.id: _left(rumour) for rumour in page.items},
        may_open=policy.can_moderate(viewer),
        departments=list_departments(viewer),
        form=form,
        errors=errors,
        words=words,
    )


def _left(rumour: Rumour) -> tuple[float, float]:
    """The share of the time that is left, and the working seconds."""
    slack = clocks.slack(rumour.due_at, rumour.allowed_seconds, now=clock.now())
    return slack, slack * rumour.allowed_seconds


def _page(rumour_id: UUID, errors: dict[str, str]) -> str:
    viewer, rumour = current_person(), _find(rumour_id)
    return render_template(
        "moderation/rumour.html",
        rumour=rumour,
        copies=queries.list_copies(rumour, viewer=viewer),
        count=queries.count_copies(rumour, viewer=viewer),
        reach=queries.count_reach(rumour, viewer=viewer),
        left=_left(rumour),
        may_settle=policy.can_moderate(viewer),
        states=RumourState,
        form=request.form,
        errors=errors,
        words=words,
    )

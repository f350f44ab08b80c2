"""The desk of those who moderate: the queue, a case with its file, and what can be done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.core.paging import MOST
from app.people.queries import get_person
from moderation import casefile, forms, policy, queries, services, words
from moderation.models import Case

moderation = Blueprint("moderation", __name__, url_prefix="/moderation")


@moderation.get("")
def desk() -> str:
    """What waits, by the clock."""
    demand(policy.can_moderate(current_person()))
    return render_template("moderation/desk.html", step="list", **queue())


@moderation.get("/cases/<uuid:case_id>")
def show_case(case_id: UUID) -> str:
    """A case with its file; reading it is written down in it."""
    services.note_view(_case(case_id), actor=current_person())
    return _page(case_id)


@moderation.post("/cases/<uuid:case_id>/claim")
def claim_case(case_id: UUID) -> ResponseReturnValue:
    """Take the case, or keep it for longer."""
    services.claim_case(_case(case_id), actor=current_person())
    return _back_to(case_id)


@moderation.post("/cases/<uuid:case_id>/release")
def release_case(case_id: UUID) -> ResponseReturnValue:
    """Let go of the case, without a reason."""
    services.release_case(_case(case_id), actor=current_person())
    return redirect("/moderation", 303)


@moderation.post("/cases/<uuid:case_id>/assignment")
def assign_case(case_id: UUID) -> ResponseReturnValue:
    """Hand the case to somebody else."""
    case = _case(case_id)
    person = get_person(forms.parse_person(request.form), viewer=current_person())
    services.assign_case(case, person, actor=current_person())
    return redirect("/moderation", 303)


@moderation.post("/cases/<uuid:case_id>/notes")
def create_note(case_id: UUID) -> ResponseReturnValue:
    """Write a note or a fact into the file."""
    case = _case(case_id)
    try:
        services.add_note(case, **forms.parse_note(request.form), actor=current_person())
    except Invalid as error:
        return _page(case_id, error.errors), 422
    return _back_to(case_id)


@moderation.post("/cases/<uuid:case_id>/decisions")
def create_decision(case_id: UUID) -> ResponseReturnValue:
    """Decide the case."""
    case = _case(case_id)
    try:
        decision = forms.parse_decision(request.form, viewer=current_person())
        services.decide_case(case, **decision, actor=current_person())
    except Invalid as error:
        return _page(case_id, error.errors), 422
    return _back_to(case_id)


@moderation.post("/decisions/<uuid:decision_id>/second")
def second_decision(decision_id: UUID) -> ResponseReturnValue:
    """Agree, as the second person."""
    decision = queries.get_decision(decision_id, viewer=current_person())
    services.second_decision(decision, actor=current_person())
    return _back_to(decision.case_id)


@moderation.get("/decisions/<uuid:decision_id>/attempts")
def list_attempts(decision_id: UUID) -> str:
    """What was tried in spite of an order; reading it is reading the file of its case."""
    decision = queries.get_decision(decision_id, viewer=current_person())
    services.note_view(decision.case, actor=current_person())
    page = queries.attempts_under(decision, cursor=request.args.get("cursor"))
    return render_template("moderation/attempts.html", decision=decision, page=page, words=words)


def queue() -> dict[str, Any]:
    """What every page of the desk shows at its left."""
    page = queries.list_queue(current_person(), limit=MOST)
    return {"items": page.items, "late": queries.count_late(page.items), "more": page.next, "words": words}


def _case(case_id: UUID) -> Case:
    return queries.get_case(case_id, viewer=current_person())


def _back_to(case_id: UUID) -> ResponseReturnValue:
    return redirect(f"/moderation/cases/{case_id}", 303)


def _page(case_id: UUID, errors: dict[str, str] | None = None) -> str:
    step = "act" if request.args.get("step") == "act" or "measure" in request.form else "item"
    context = {
        **queue(),
        **casefile.tell(_case(case_id), viewer=current_person()),
        "step": step,
        "errors": errors or {},
        "form": request.form,
    }
    return render_template("moderation/case.html", **context)

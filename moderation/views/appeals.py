"""Judging appeals, as a page: the contested decision, its file, and what becomes of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core.errors import Invalid
from moderation import casefile, forms, policy, queries, services
from moderation.views.desk import queue

appeals = Blueprint("appeals", __name__, url_prefix="/moderation/appeals")


@appeals.get("/<uuid:appeal_id>")
def show(appeal_id: UUID) -> str:
    """An appeal with the file of its case; reading it is written down."""
    appeal = queries.get_appeal(appeal_id, viewer=current_person())
    services.note_view(appeal.case, actor=current_person())
    return _page(appeal_id, {})


@appeals.post("/<uuid:appeal_id>/judgement")
def judge(appeal_id: UUID) -> ResponseReturnValue:
    """Uphold, amend or overturn the decision."""
    appeal = queries.get_appeal(appeal_id, viewer=current_person())
    try:
        services.judge_appeal(appeal, **forms.parse_judgement(request.form), actor=current_person())
    except Invalid as error:
        return _page(appeal_id, error.errors), 422
    return redirect(f"/moderation/appeals/{appeal_id}", 303)


def _page(appeal_id: UUID, errors: dict[str, str]) -> str:
    viewer = current_person()
    appeal = queries.get_appeal(appeal_id, viewer=viewer)
    step = "act" if request.args.get("step") == "act" or errors else "item"
    case = queries.get_case(appeal.case_id, viewer=viewer)
    context = {
        **queue(),
        **casefile.tell(case, viewer=viewer),
        "appeal": appeal,
        "may_judge": policy.can_judge(viewer, appeal),
    }
    return render_template("moderation/appeal.html", **context, step=step, errors=errors, form=request.form)

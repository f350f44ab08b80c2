"""Reporting as a page, in two taps from everything, and what became of one's reports."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Role
from app.accounts.signin import current_person
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.http import is_fragment_request
from moderation import clocks, forms, queries, services, words
from moderation.models import PRIORITIES, Category, TargetKind
from moderation.services.reviewing import CONTESTABLE
from moderation.targets import Target, find_target

reports = Blueprint("reports", __name__)


@reports.get("/report/<kind>/<uuid:target_id>")
def new(kind: str, target_id: UUID) -> ResponseReturnValue:
    """What is wrong with it, in few words; who will read that, and when."""
    return _form(_find(kind, target_id), {}, {})


@reports.post("/report/<kind>/<uuid:target_id>")
def create(kind: str, target_id: UUID) -> ResponseReturnValue:
    """Report it."""
    target = _find(kind, target_id)
    try:
        values = forms.parse_report(request.form)
        report = services.file_report(target.kind, target.id, **values, actor=current_person())
    except Invalid as error:
        return _form(target, request.form, error.errors), 422
    if is_fragment_request():
        return render_template("moderation/_report_dialog.html", report=report)
    return redirect(f"/reports/mine?filed={report.id}", 303)


@reports.get("/reports/mine")
def mine() -> str:
    """What one reported, when it was read, what came of it, and how to contest that."""
    page = queries.list_reports_by(current_person(), cursor=request.args.get("cursor"))
    case_ids = [report.case_id for report in page.items]
    return render_template(
        "moderation/reports_mine.html",
        page=page,
        outcomes=queries.outcomes_of(case_ids),
        readers=queries.first_readers(case_ids),
        filed=request.args.get("filed"),
        words=words,
        contestable=CONTESTABLE,
        now=clock.now(),
    )


def _find(kind: str, target_id: UUID) -> Target:
    if kind not in set(TargetKind):
        raise NotFound
    return find_target(TargetKind(kind), target_id, viewer=current_person())


def _form(target: Target, form: forms.Form, errors: dict[str, str]) -> str:
    stake = {*target.concerned, current_person().id}
    now = clock.now()
    return render_template(
        "moderation/_report_dialog.html" if is_fragment_request() else "moderation/report.html",
        report=None,
        target=target,
        form=form,
        errors=errors,
        words=words,
        moderators=queries.list_readers(Role.MODERATOR, without=stake),
        trusted=queries.list_readers(Role.TRUSTED_PERSON, without=stake),
        read_by={one: clocks.due(now, clocks.READ_WITHIN[PRIORITIES[one]]) for one in Category},
        is_open=clocks.calendar().is_working(now),
    )

"""What was decided about oneself, as a page, and contesting a decision."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person, open_while_suspended
from app.core import clock
from app.core.errors import Invalid
from moderation import queries, services, words
from moderation.articles import cited_article
from moderation.models import PartySide
from moderation.services.appealing import standing_in
from moderation.services.reviewing import CONTESTABLE

OWN_DECISIONS = "/decisions/mine"

decisions = Blueprint("own_decisions", __name__)


@decisions.get(OWN_DECISIONS)
@open_while_suspended
def mine() -> str:
    """What moderation decided about oneself, with the reasons, and how to contest it."""
    viewer = current_person()
    page = queries.list_decisions_about(viewer, cursor=request.args.get("cursor"))
    return render_template(
        "moderation/decisions_mine.html",
        page=page,
        items={decision.id: queries.list_items_of(decision, viewer) for decision in page.items},
        articles={decision.id: cited_article(decision) for decision in page.items},
        words=words,
        contestable=CONTESTABLE,
        viewer=viewer,
        now=clock.now(),
        suspended_until=viewer.suspended_until,
    )


@decisions.get("/decisions/<uuid:decision_id>/appeal")
@open_while_suspended
def contest(decision_id: UUID) -> str:
    """The form that contests a decision."""
    return _form(decision_id, "", {})


@decisions.post("/decisions/<uuid:decision_id>/appeal")
@open_while_suspended
def create_appeal(decision_id: UUID) -> ResponseReturnValue:
    """Contest it."""
    actor, statement = current_person(), request.form.get("statement", "")
    decision = queries.get_contestable(decision_id, viewer=actor)
    try:
        services.file_appeal(decision, statement=statement, actor=actor)
    except Invalid as error:
        return _form(decision_id, statement, error.errors), 422
    flash(_("Your appeal was received. Somebody who took no part in the case will judge it."))
    is_own = standing_in(decision, actor) is PartySide.CONCERNED
    return redirect(OWN_DECISIONS if is_own else "/reports/mine", 303)


def _form(decision_id: UUID, statement: str, errors: dict[str, str]) -> str:
    viewer = current_person()
    decision = queries.get_contestable(decision_id, viewer=viewer)
    return render_template(
        "moderation/appeal_new.html",
        decision=decision,
        article=cited_article(decision),
        is_own=standing_in(decision, viewer) is PartySide.CONCERNED,
        statement=statement,
        errors=errors,
        words=words,
    )

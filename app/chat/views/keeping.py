"""How long what was said is kept, as a page of the administration."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.chat import forms, policy, queries, services
from app.chat.wording import KIND_NAMES, TERM_NAMES
from app.core.errors import demand

keeping = Blueprint("chat_keeping", __name__, url_prefix="/admin/messages")


@keeping.get("")
def show_terms() -> str:
    """For how long messages are kept, by kind of conversation."""
    demand(policy.can_change_terms(current_person()))
    return _terms_page(queries.get_terms())


@keeping.post("")
def change_terms() -> ResponseReturnValue:
    """Keep messages for another time; what is past it already is named and asked for once more."""
    demand(policy.can_change_terms(current_person()))
    terms = forms.parse_terms(request.form)
    lost = queries.count_past(terms)
    if lost and "sure" not in request.form:
        return _terms_page(terms, lost=lost)
    services.change_terms(terms, actor=current_person())
    flash(_("Saved."))
    return redirect("/admin/messages", 303)


def _terms_page(terms: dict[str, int | None], *, lost: int = 0) -> str:
    return render_template("chat/terms.html", kinds=KIND_NAMES, names=TERM_NAMES, terms=terms, lost=lost)

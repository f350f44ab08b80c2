"""One's own drafts as a page: all of them, wherever they were begun."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Conflict
from app.drafts import queries, services

drafts = Blueprint("drafts", __name__, url_prefix="/drafts")


@drafts.get("")
def show_drafts() -> str:
    """What one has begun to write, the latest first."""
    return _page()


@drafts.post("/<string:place>/deletion")
def create_deletion(place: str) -> ResponseReturnValue:
    """Let go of a draft on all devices, as it was shown; one that was written on since stays."""
    version = request.form.get("version", "")
    try:
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 16 else 0
        services.let_go(place, version=number, actor=current_person())
    except Conflict as error:
        return _page(error.detail), error.status
    flash(_("Draft discarded."))
    return redirect("/drafts", 303)


def _page(error: str = "") -> str:
    page = queries.list_begun(current_person(), cursor=request.args.get("cursor"))
    return render_template("drafts/index.html", page=page, error=error)

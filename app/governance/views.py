"""The code of conduct as pages."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.models import Person
from app.accounts.signin import current_person, open_before_arrival
from app.core.errors import Conflict, Invalid, demand
from app.governance import policy, queries, services
from app.governance.forms import read_articles
from app.governance.services import ArticleText

governance = Blueprint("governance", __name__)

COOKIE_KEY = "code"
PAGE = "/code-of-conduct"


def must_read_first(person: Person) -> str | None:
    """The page of the code of conduct, for those who have not agreed to the version in force."""
    version = queries.current_version()
    if version is None or cookie.get(COOKIE_KEY) == version:
        return None
    if queries.acknowledged_at(person, version) is None:
        return PAGE
    cookie[COOKIE_KEY] = version  # so that the next page need not ask
    return None


@governance.get(PAGE)
@open_before_arrival
def show_code() -> ResponseReturnValue:
    """The code of conduct in force, with the way to agree."""
    return _code_page()


@governance.post(f"{PAGE}/acknowledgement")
@open_before_arrival
def acknowledge() -> ResponseReturnValue:
    """Agree, and go on to where one wanted to be."""
    try:
        services.acknowledge_code(version=request.form.get("version", type=int), actor=current_person())
    except Conflict as error:
        return _code_page(error=error.detail), error.status
    return redirect(same_site(request.form.get("next")), 303)


@governance.get(f"{PAGE}/versions/<int:version>")
@open_before_arrival
def show_version(version: int) -> str:
    """A version that was in force, or still is."""
    return _code_page(version)


@governance.get(f"{PAGE}/edit")
def edit_code() -> str:
    """The page to write the next version."""
    demand(policy.can_publish_code(current_person()))
    return render_template("governance/edit.html", articles=queries.list_articles(), errors={})


@governance.post(PAGE)
def publish_code() -> ResponseReturnValue:
    """Publish the next version."""
    articles: list[ArticleText] = read_articles(request.form)
    try:
        services.publish_code(articles, actor=current_person())
    except Invalid as error:
        return render_template("governance/edit.html", articles=articles, errors=error.errors), error.status
    flash(_("The new version applies now. Everybody is asked to read it."))
    return redirect(PAGE, 303)


def _code_page(version: int | None = None, error: str | None = None) -> str:
    person, current = current_person(), queries.current_version()
    return render_template(
        "governance/code.html",
        code=queries.get_code(version),
        current=current,
        acknowledged_at=queries.acknowledged_at(person, current) if current else None,
        versions=queries.list_versions(),
        may_publish=policy.can_publish_code(person),
        next=same_site(request.args.get("next")),
        error=error,
    )

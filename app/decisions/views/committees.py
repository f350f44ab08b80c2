"""Committees: who sits in them, composing a new one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.decisions import forms, policy, queries, services
from app.decisions.views.blueprint import decisions


@decisions.get("/committees")
def committees() -> str:
    """The committees with their seats."""
    viewer = current_person()
    page = queries.list_committees(viewer, cursor=request.args.get("cursor"))
    return render_template("decisions/committees.html", page=page, may_compose=policy.can_compose_committees(viewer))


@decisions.get("/committees/new")
def new_committee() -> str:
    """The form that composes a committee."""
    demand(policy.can_compose_committees(current_person()))
    return render_template("decisions/committee.html", form={}, errors={})


@decisions.post("/committees")
def create_committee() -> ResponseReturnValue:
    """Compose it; a refusal keeps what was typed."""
    actor = current_person()
    demand(policy.can_compose_committees(actor))
    try:
        services.create_committee(**forms.read_committee(request.form, actor), actor=actor)
    except Invalid as error:
        return render_template("decisions/committee.html", form=request.form, errors=error.errors), 422
    flash(_("The committee is composed."))
    return redirect("/committees", 303)

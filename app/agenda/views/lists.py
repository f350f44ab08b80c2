"""The agenda as lists and months: one's own, and that of a group."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.agenda import forms, policy, queries
from app.agenda.items import card_of
from app.agenda.months import lay_out, parse_month, span_of
from app.agenda.pages import by_day, rows_of
from app.agenda.views.blueprint import agenda
from app.groups.pages import find_group, show_page


@agenda.get("/agenda")
def index() -> str:
    """What is ahead in one's places, day by day."""
    viewer, scope = current_person(), forms.read_scope(request.args)
    page = queries.list_upcoming(viewer, scope=scope, cursor=request.args.get("cursor"))
    days = by_day(rows_of(page.items, viewer))
    return render_template("agenda/index.html", days=days, next=page.next, scope=scope.value)


@agenda.get("/agenda/month")
def month() -> str:
    """A month of one's places."""
    viewer, scope = current_person(), forms.read_scope(request.args)
    first = parse_month(request.args.get("month", ""))
    found = queries.list_between(viewer, *span_of(first), scope=scope)
    return render_template("agenda/month.html", month=lay_out(first, map(card_of, found)), scope=scope.value)


@agenda.get("/groups/<slug>/agenda")
def group_agenda(slug: str) -> str:
    """What is ahead in a group, or, with `past`, what is over."""
    group, viewer = find_group(slug), current_person()
    past = "past" in request.args
    page = queries.list_group_events(group, viewer=viewer, past=past, cursor=request.args.get("cursor"))
    days, may_plan = by_day(rows_of(page.items, viewer)), policy.can_plan(viewer, group)
    return show_page("agenda/group.html", group, days=days, next=page.next, past=past, may_plan=may_plan)

"""Moderation: reports, cases, decisions with reasons, appeals and their clocks, and rumours."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import recourse
from app.accounts.models import Person
from app.chat.hooks import needed_messages
from app.core import api as core_api
from app.core import health, outbox
from app.core.events import on
from app.core.frame import Entry, Section, add_entry
from app.core.waiting import waiting_for
from app.delivery.hooks import enclosures
from app.feed.hooks import advise, labels_of
from app.files.hooks import holder_seen, keeps_for_others
from app.people.hooks import Act, acts_towards
from moderation import attaching, enclosing, listeners, nudging, policy, queries
from moderation.api import cases, reports, rumours
from moderation.events import NoticeIssued, ReportFiled
from moderation.services import close_settled_cases, filing, reopen_for_review
from moderation.views.appeals import appeals
from moderation.views.desk import moderation
from moderation.views.mine import OWN_DECISIONS, decisions
from moderation.views.reports import reports as report_pages
from moderation.views.rumours import rumours as rumour_pages
from moderation.waiting import list_what_waits

DESK = Entry(
    label=_l("Moderation"),
    endpoint="moderation.desk",
    icon="scale",
    order=10,
    section=Section.CARE,
    visible=policy.can_moderate,
    unread=queries.has_waiting,
    also=("/rumours",),
)


def register(app: Flask) -> None:
    """Bring moderation into the house."""
    for blueprint in (reports.blueprint, cases.blueprint, rumours.blueprint):
        core_api.register(app, blueprint)
    for pages in (moderation, appeals, report_pages, decisions, rumour_pages):
        app.register_blueprint(pages)
    add_entry(app, DESK)
    on(app, NoticeIssued, listeners.tell_of_notice)
    on(app, ReportFiled, listeners.tell_of_report)
    acts_towards.answer(app, _acts)
    labels_of.answer(app, queries.labels_of)
    advise.answer(app, nudging.advise)
    enclosures.answer(app, enclosing.passages_of)
    holder_seen.answer(app, attaching.sees)
    needed_messages.answer(app, queries.needed_messages)
    keeps_for_others.answer(app, attaching.kept_for_others)
    waiting_for.answer(app, list_what_waits)
    recourse.answer(app, lambda _person: OWN_DECISIONS)
    outbox.every(app, timedelta(minutes=10), reopen_for_review)
    outbox.every(app, timedelta(hours=6), close_settled_cases)
    health.add_check(app, "case files", filing.examine)


def _acts(viewer: Person, person: Person) -> list[Act]:
    """Reporting somebody, from their profile and their card."""
    if viewer.id == person.id:
        return []
    return [Act(label=_l("Report"), url=f"/report/person/{person.id}", icon="flag")]

"""Factories of moderation: staff who moderate, reports, and cases that are decided, by the product's own services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.accounts.models import Person, Role
from app.core import clock
from app.core.db import session
from app.feed.models import Post
from app.feed.services import publish_post
from app.governance.services import acknowledge_code, ensure_code
from moderation.models import Case, Category, Decision, Measure, Report, TargetKind
from moderation.services import claim_case, decide_case, file_report

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def code(app: object) -> None:
    ensure_code()


@pytest.fixture
def make_moderator(make_person: Callable[..., Person], code: None) -> Callable[..., Person]:
    def make(name: str = "") -> Person:
        return make_person(name, Role.MEMBER, Role.MODERATOR)

    return make


@pytest.fixture
def make_post(make_person: Callable[..., Person]) -> Callable[..., Post]:
    def make(body: str = "Only fools mount it this way.", *, author: Person | None = None, **values: Any) -> Post:
        return publish_post(body=body, actor=author or make_person(), **values)

    return make


@pytest.fixture
def report(make_person: Callable[..., Person]) -> Callable[..., Report]:
    def make(
        target: Post, *, by: Person | None = None, category: Category = Category.HARASSMENT, **values: Any
    ) -> Report:
        values = {"statement": "This is about a person, not about the work."} | values
        return file_report(TargetKind.POST, target.id, category=category, actor=by or make_person(), **values)

    return make


@pytest.fixture
def case_of() -> Callable[[Report], Case]:
    def find(report: Report) -> Case:
        return session.get_one(Case, report.case_id)

    return find


@pytest.fixture
def decide() -> Callable[..., Decision]:
    def make(case: Case, *, by: Person, measure: Measure = Measure.HIDE, **values: Any) -> Decision:
        claim_case(case, actor=by)
        if measure in {Measure.NO_CONTACT, Measure.SUSPEND}:
            values = {"until": clock.now() + timedelta(days=3)} | values
        values = {"reason": "It mocks a colleague by name.", "article": 1} | values
        return decide_case(case, measure=measure, actor=by, **values)

    return make


@pytest.fixture
def browser(app, code):
    """A signed-in browser of somebody who has agreed to the code of conduct."""

    def opened(person):
        acknowledge_code(actor=person)
        return app.test_client().sign_in(person)

    return opened


@pytest.fixture
def ask(app):
    """Ask as somebody: `ask(person, "post", "/reports", {…})` gives the status and what was answered."""

    def send(person, method, path, body=None):
        response = app.test_client().sign_in(person).open(f"/api/v1{path}", method=method, json=body)
        return response.status_code, response.get_json(silent=True)

    return send

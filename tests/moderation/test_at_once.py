"""At the same moment: many moderators reach for one case, on a database of their own with real transactions."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core.db import session
from app.core.errors import Conflict
from app.feed.services import publish_post
from app.governance.services import ensure_code
from moderation.models import Case, CaseEvent, Category, Decision, EventKind, Measure, TargetKind
from moderation.services import claim_case, decide_case, file_report
from tests.support.at_once import at_once

MANY = 6


def person(number: int, *roles: Role) -> UUID:
    email = f"person{number}@house.example"
    return create_person(email=email, name=f"Person {number}", roles={Role.MEMBER, *roles}, actor=None).id


def test_of_many_who_reach_for_a_case_one_holds_it_and_one_decides(own_house):
    ensure_code()
    moderators = [person(number, Role.MODERATOR) for number in range(MANY)]
    author, reporter = (session.get_one(Person, person(number)) for number in (90, 91))
    post = publish_post(body="Only fools mount it this way.", actor=author)
    report = file_report(TargetKind.POST, post.id, category=Category.SPAM, statement="Look.", actor=reporter)
    case_id = report.case_id

    answers = at_once(own_house, lambda actor: claim_case(session.get_one(Case, case_id), actor=actor), moderators)
    assert sum(isinstance(answer, Conflict) for answer in answers) == MANY - 1

    def decide(actor: Person) -> None:
        case = session.get_one(Case, case_id)
        decide_case(case, measure=Measure.REMIND, reason="About a person.", article=1, actor=actor)

    answers = at_once(own_house, decide, moderators)
    assert sum(isinstance(answer, Conflict) for answer in answers) == MANY - 1
    session.rollback()
    assert len(session.scalars(select(Decision)).all()) == 1


def test_reports_that_come_at_once_share_a_case_and_none_is_lost(own_house):
    author = session.get_one(Person, person(90))
    reporters = [person(number) for number in range(MANY)]
    post_id = publish_post(body="Only fools mount it this way.", actor=author).id

    def report(actor: Person) -> UUID:
        filed = file_report(TargetKind.POST, post_id, category=Category.SPAM, statement="Look.", actor=actor)
        return filed.case_id

    assert len(set(at_once(own_house, report, reporters))) == 1
    session.rollback()
    events = select(CaseEvent.number).where(CaseEvent.kind == EventKind.REPORTED).order_by(CaseEvent.number)
    assert session.scalars(events).all() == list(range(1, MANY + 1))

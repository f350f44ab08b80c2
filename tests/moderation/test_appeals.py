"""Contesting a decision: both sides, six months, judged by somebody who took no part."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feed.queries import get_post
from moderation.events import AppealDecided, AppealFiled
from moderation.models import Appeal, AppealOutcome, Measure, Notice
from moderation.queries import list_appeals
from moderation.services import (
    add_note,
    claim_case,
    close_settled_cases,
    file_appeal,
    judge_appeal,
)


@pytest.fixture
def case(make_post, report, case_of):
    return case_of(report(make_post()))


def test_whom_a_decision_concerns_may_contest_it_once(case, make_moderator, decide, announced):
    decision = decide(case, by=make_moderator())
    appeal = file_appeal(decision, statement="It was a quotation.", actor=decision.person)
    assert AppealFiled(appeal.id, decision.id) in announced
    with pytest.raises(Conflict):
        file_appeal(decision, statement="Once more.", actor=decision.person)


def test_others_do_not_even_know_of_a_decision(case, make_moderator, make_person, decide):
    decision = decide(case, by=make_moderator())
    with pytest.raises(NotFound):
        file_appeal(decision, statement="Why?", actor=make_person())


def test_whoever_was_reported_for_nothing_learns_nothing(case, make_moderator, decide):
    decision = decide(case, by=make_moderator(), measure=Measure.DISMISS)
    with pytest.raises(NotFound):
        file_appeal(decision, statement="What?", actor=decision.person)


def test_a_decision_can_be_contested_for_six_months(case, make_moderator, decide):
    decision = decide(case, by=make_moderator())
    with clock.stopped_at(clock.from_now(days=185)), pytest.raises(Conflict):
        file_appeal(decision, statement="At last.", actor=decision.person)


def test_who_took_part_in_a_case_does_not_judge_its_appeals(case, make_moderator, decide):
    chloe, nina, paul = make_moderator(), make_moderator(), make_moderator()
    add_note(case, body="I know the place.", actor=nina)
    decision = decide(case, by=chloe)
    appeal = file_appeal(decision, statement="It was a quotation.", actor=decision.person)
    for part in (chloe, nina):
        assert list_appeals(part).items == []
        with pytest.raises(Forbidden):
            judge_appeal(appeal, outcome=AppealOutcome.UPHOLD, reason="No.", actor=part)
    with pytest.raises(NotFound):
        judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="Yes!", actor=decision.person)
    assert list_appeals(paul).items == [appeal]


def test_overturned_the_words_and_the_standing_come_back(case, make_moderator, decide, announced):
    reporter = case.reports[0].reporter
    decision = decide(case, by=make_moderator())
    appeal = file_appeal(decision, statement="It was a quotation.", actor=decision.person)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="It was.", actor=make_moderator())
    assert get_post(case.target_id, viewer=reporter).hidden_at is None
    assert AppealDecided(appeal.id, decision.id) in announced
    told = session.scalars(select(Notice.person_id).where(Notice.appeal_id == appeal.id)).all()
    assert set(told) == {decision.person_id, reporter.id}
    assert case.state == "closed"


def test_overturned_a_suspension_ends_at_once(case, make_moderator, decide):
    decision = decide(case, by=make_moderator(), measure=Measure.SUSPEND)
    appeal = file_appeal(decision, statement="Not me.", actor=decision.person)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="Indeed.", actor=make_moderator())
    assert decision.person.may_enter


def test_one_overturned_suspension_leaves_another_one_standing(
    make_post, make_person, report, case_of, make_moderator, decide
):
    author, chloe = make_person(), make_moderator()
    first, second = (case_of(report(make_post(text, author=author))) for text in ("One.", "Two."))
    contested = decide(first, by=chloe, measure=Measure.SUSPEND, until=clock.from_now(days=7))
    decide(second, by=chloe, measure=Measure.SUSPEND, until=clock.from_now(days=2))
    appeal = file_appeal(contested, statement="Not me.", actor=author)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="Indeed.", actor=make_moderator())
    assert author.is_suspended
    assert author.suspended_until < clock.from_now(days=3)


def test_amended_a_measure_can_end_earlier_but_never_later(case, make_moderator, decide):
    judge = make_moderator()
    decision = decide(case, by=make_moderator(), measure=Measure.SUSPEND, until=clock.from_now(days=6))
    appeal = file_appeal(decision, statement="Too long.", actor=decision.person)
    with pytest.raises(Invalid):
        judge_appeal(appeal, outcome=AppealOutcome.AMEND, reason="Hm.", until=clock.from_now(days=7), actor=judge)
    sooner = clock.from_now(days=1)
    judge_appeal(appeal, outcome=AppealOutcome.AMEND, reason="One is enough.", until=sooner, actor=judge)
    assert abs(decision.person.suspended_until - sooner) < timedelta(seconds=1)


def test_overturned_for_the_reporter_the_case_is_open_again_for_somebody_else(case, make_moderator, decide):
    chloe, judge, paul = make_moderator(), make_moderator(), make_moderator()
    decision = decide(case, by=chloe, measure=Measure.DISMISS)
    appeal = file_appeal(decision, statement="Read it again.", actor=case.reports[0].reporter)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="It was read in haste.", actor=judge)
    assert case.state == "open"
    with pytest.raises(Forbidden):
        claim_case(case, actor=chloe)
    decide(case, by=paul)
    assert case.state == "decided"


def test_an_appeal_is_judged_once(case, make_moderator, decide):
    judge = make_moderator()
    decision = decide(case, by=make_moderator())
    appeal = file_appeal(decision, statement="It was a quotation.", actor=decision.person)
    judge_appeal(appeal, outcome=AppealOutcome.UPHOLD, reason="It was not.", actor=judge)
    with pytest.raises(Conflict):
        judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="Oh.", actor=judge)


def test_the_database_itself_refuses_a_judge_who_has_a_stake(case, make_moderator, decide):
    decision = decide(case, by=make_moderator())
    appeal = file_appeal(decision, statement="It was a quotation.", actor=decision.person)
    for judge in (decision.decided_by, decision.person_id):
        verdict = {"judged_by": judge, "judged_at": clock.now(), "outcome": "uphold", "reason": "So."}
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(update(Appeal).where(Appeal.id == appeal.id).values(**verdict))


def test_a_case_is_closed_when_it_can_no_longer_be_contested(case, make_moderator, decide):
    decide(case, by=make_moderator())
    close_settled_cases()
    assert case.state == "decided"
    with clock.stopped_at(clock.from_now(days=185)):
        close_settled_cases()
    assert case.state == "closed"

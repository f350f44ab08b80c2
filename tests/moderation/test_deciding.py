"""Holding a case and deciding it: one person at a time, with a reason, an article and an end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feed.queries import get_post
from moderation.events import CaseClaimed, CaseDecided, NoticeIssued
from moderation.models import Decision, EventKind, Measure, Notice, TargetKind
from moderation.services import (
    add_note,
    assign_case,
    claim_case,
    decide_case,
    note_view,
    release_case,
    reopen_for_review,
    second_decision,
)
from tests.moderation.conftest import MONDAY


@pytest.fixture
def case(make_post, report, case_of):
    return case_of(report(make_post()))


def test_nobody_else_holds_or_decides_a_case_that_somebody_holds(case, make_moderator, decide, announced):
    chloe, paul = make_moderator(), make_moderator()
    claim_case(case, actor=chloe)
    assert CaseClaimed(case.id, chloe.id) in announced
    with pytest.raises(Conflict):
        claim_case(case, actor=paul)
    with pytest.raises(Conflict):
        decide_case(case, measure=Measure.DISMISS, reason="No.", article=1, actor=paul)


def test_a_lease_runs_out_after_twenty_minutes_and_somebody_else_goes_on(case, make_moderator, decide):
    chloe, paul = make_moderator(), make_moderator()
    with clock.stopped_at(MONDAY):
        claim_case(case, actor=chloe)
    with clock.stopped_at(MONDAY + timedelta(minutes=20)):
        assert case.present_state == "open"
        claim_case(case, actor=paul)
        with pytest.raises(Conflict):
            decide_case(case, measure=Measure.DISMISS, reason="No.", article=1, actor=chloe)


def test_claiming_again_renews_the_lease_without_a_new_line_in_the_file(case, make_moderator):
    chloe = make_moderator()
    with clock.stopped_at(MONDAY):
        claim_case(case, actor=chloe)
    with clock.stopped_at(MONDAY + timedelta(minutes=15)):
        claim_case(case, actor=chloe)
    assert case.lease_until == MONDAY + timedelta(minutes=35)
    assert [event.kind for event in case.events].count(EventKind.CLAIMED) == 1


def test_a_case_can_be_let_go_and_handed_to_somebody_without_a_stake(case, make_moderator, make_person):
    chloe, paul = make_moderator(), make_moderator()
    claim_case(case, actor=chloe)
    release_case(case, actor=chloe)
    assign_case(case, paul, actor=chloe)
    assert (case.assignee_id, case.holder) == (paul.id, None)
    for unfit in (make_person(), session.get_one(type(paul), case.items[0].author_id)):
        with pytest.raises(Invalid):
            assign_case(case, unfit, actor=chloe)


def test_each_reading_of_a_file_is_written_down(case, make_moderator):
    chloe = make_moderator()
    with clock.stopped_at(MONDAY):
        note_view(case, actor=chloe)
        note_view(case, actor=chloe)
    with clock.stopped_at(MONDAY + timedelta(minutes=5)):
        note_view(case, actor=chloe)
    assert [event.kind for event in case.events].count(EventKind.VIEWED) == 2


def test_hiding_needs_a_claim_then_tells_both_sides_and_ends_the_case(case, make_moderator, decide, announced):
    author_id, reporter_id = case.items[0].author_id, case.reports[0].reporter_id
    decision = decide(case, by=make_moderator())
    with pytest.raises(NotFound):
        get_post(case.target_id, viewer=case.reports[0].reporter)
    assert case.state == "decided"
    assert CaseDecided(case.id, decision.id) in announced
    told = {fact.person_id for fact in announced if isinstance(fact, NoticeIssued)}
    assert told == {author_id, reporter_id}
    assert case.reports[0].told_at is not None


def test_a_decided_case_is_not_decided_again(case, make_moderator, decide):
    chloe = make_moderator()
    decide(case, by=chloe, measure=Measure.REMIND)
    with pytest.raises(Conflict):
        decide(case, by=chloe)


def test_nobody_is_told_that_they_were_reported_where_nothing_was_found(case, make_moderator, decide):
    decide(case, by=make_moderator(), measure=Measure.DISMISS)
    assert session.scalars(select(Notice.person_id)).all() == [case.reports[0].reporter_id]


def test_a_suspension_closes_the_account_until_its_end(case, make_moderator, decide):
    decision = decide(case, by=make_moderator(), measure=Measure.SUSPEND)
    assert decision.person.is_suspended
    with clock.stopped_at(clock.from_now(days=3)):
        assert not decision.person.is_suspended


def test_a_suspension_of_more_than_seven_days_needs_a_second_person(case, make_moderator, decide):
    chloe, paul = make_moderator(), make_moderator()
    decision = decide(case, by=chloe, measure=Measure.SUSPEND, until=clock.from_now(days=10))
    assert decision.waits_for_second
    assert not decision.person.is_suspended
    with pytest.raises(Forbidden):
        second_decision(decision, actor=chloe)
    second_decision(decision, actor=paul)
    assert decision.person.is_suspended
    with pytest.raises(Conflict):
        second_decision(decision, actor=paul)


def test_another_decision_takes_the_place_of_one_that_waits_for_a_second(case, make_moderator, decide):
    chloe, paul = make_moderator(), make_moderator()
    waiting = decide(case, by=chloe, measure=Measure.SUSPEND, until=clock.from_now(days=10))
    decide(case, by=paul, measure=Measure.REMIND)
    session.refresh(waiting)
    with pytest.raises(Conflict):
        second_decision(waiting, actor=paul)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"article": 0}, "article"),
        ({"article": 999}, "article"),
        ({"measure": Measure.SLOW}, "measure"),
        ({"measure": Measure.NO_CONTACT, "until": clock.from_now(days=9)}, "between"),
        ({"measure": Measure.APPROVAL}, "measure"),
        ({"measure": Measure.SUSPEND, "until": None}, "until"),
        ({"measure": Measure.SUSPEND, "until": clock.from_now(days=31)}, "until"),
        ({"measure": Measure.SUSPEND, "until": clock.from_now(days=-1)}, "until"),
        ({"measure": Measure.REMIND, "until": clock.from_now(days=1)}, "until"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(case, make_moderator, decide, values, field):
    with pytest.raises(Invalid) as caught:
        decide(case, by=make_moderator(), **values)
    assert field in caught.value.errors
    assert case.state == "claimed"


def test_a_measure_is_only_for_what_and_whom_the_case_is_about(case, make_moderator, make_post, make_person, decide):
    chloe = make_moderator()
    with pytest.raises(Invalid):
        decide(case, by=chloe, item=(TargetKind.POST, make_post().id))
    with pytest.raises(Invalid):
        decide(case, by=chloe, measure=Measure.REMIND, person=make_person().id)


def test_nobody_decides_in_their_own_cause(make_post, make_moderator, report, case_of):
    author, reporter = make_moderator(), make_moderator()
    case = case_of(report(make_post(author=author), by=reporter))
    for party in (author, reporter):
        with pytest.raises(NotFound):
            claim_case(case, actor=party)


def test_somebody_who_lost_the_role_can_no_longer_go_on(case, make_moderator):
    chloe = make_moderator()
    claim_case(case, actor=chloe)
    chloe.grants = {grant for grant in chloe.grants if grant.role != Role.MODERATOR}
    session.flush()
    for deed in (lambda: claim_case(case, actor=chloe), lambda: add_note(case, body="Hm.", actor=chloe)):
        with pytest.raises(NotFound):
            deed()


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "  "},
        {"lasts_seconds": 31 * 24 * 3600},
        {"lasts_seconds": None},
        {"lasts_seconds": 8 * 24 * 3600},
        {"person_id": None},
        {"article": 0},
    ],
)
def test_the_database_itself_refuses_what_must_not_be_stored(case, make_moderator, decide, values):
    decision = decide(case, by=make_moderator(), measure=Measure.SUSPEND)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Decision).where(Decision.id == decision.id).values(**values))


def test_what_is_hidden_comes_back_to_the_queue_to_be_looked_at_again(case, make_moderator, decide):
    chloe = make_moderator()
    decide(case, by=chloe, until=clock.from_now(days=5))
    with clock.stopped_at(clock.from_now(days=6)):
        reopen_for_review()
        reopen_for_review()
        assert case.state == "open"
        decide(case, by=chloe, measure=Measure.DISMISS)
    assert [event.kind for event in case.events].count(EventKind.REOPENED) == 1
    assert get_post(case.target_id, viewer=case.reports[0].reporter).id == case.target_id

"""Reporting: cases, their evidence and their clocks, and what nobody must learn."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.chat.services import forget_messages, open_conversation, send_message
from app.core import clock
from app.core.audit import AuditEntry
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.feed.services import delete_post, edit_post, publish_post
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.groups.models import Access
from moderation import policy
from moderation.events import ReportFiled
from moderation.models import Case, CaseEvent, CaseState, Category, Evidence, FactSide, Report, TargetKind
from moderation.queries import get_case
from moderation.services import add_note, file_report
from moderation.services.filing import examine
from tests.moderation.conftest import MONDAY

PARIS = ZoneInfo("Europe/Paris")


def test_a_report_opens_a_case_and_is_announced(make_post, report, case_of, announced):
    filed = report(make_post())
    assert ReportFiled(filed.id, filed.case_id) in announced
    case = case_of(filed)
    assert (case.state, case.priority, case.category) == ("open", 2, "harassment")


def test_reports_of_the_same_thing_share_a_case_and_make_it_more_urgent(make_post, report, case_of):
    post = make_post()
    first, second = report(post, category=Category.SPAM), report(post, category=Category.THREAT)
    assert first.case_id == second.case_id
    case = case_of(first)
    assert (case.priority, len(case.reports)) == (1, 2)


def test_a_lighter_report_never_makes_a_case_wait_longer(make_post, report, case_of):
    post = make_post()
    due_at = case_of(report(post, category=Category.THREAT)).due_at
    assert case_of(report(post, category=Category.SPAM)).due_at == due_at


def test_what_stands_in_a_poll_or_an_event_is_kept_too(make_person, report, case_of):
    author = make_person()
    poll = NewPoll(("Ada is useless", "Ada must go"), question="Who agrees?")
    event = NewEvent("Farewell to Ada", clock.from_now(days=1), place="The cellar")
    post = publish_post(body="Come all.", parts=[poll, event], actor=author)
    [kept] = case_of(report(post)).items[0].evidence
    said = ["Come all.", "Who agrees?", "Ada is useless", "Ada must go", "Farewell to Ada", "The cellar"]
    assert kept.text.split("\n\n") == said


def test_a_report_sent_twice_by_mistake_is_one_report(make_post, make_person, report):
    post, reporter = make_post(), make_person()
    assert report(post, by=reporter).id == report(post, by=reporter).id


def test_what_was_reported_stays_as_it_was_whatever_its_author_does_then(make_post, make_person, report, case_of):
    author = make_person()
    post = make_post("You are useless.", author=author)
    case = case_of(report(post))
    edit_post(post, body="Well done, everybody!", actor=author)
    delete_post(post, actor=author)
    [kept] = case.items[0].evidence
    assert kept.text == "You are useless."
    assert kept.sha256 == hashlib.sha256(b"You are useless.").hexdigest()


def test_other_words_of_the_same_thing_are_kept_beside_the_first(make_post, make_person, report, case_of):
    author = make_person()
    post = make_post("You are useless.", author=author)
    case = case_of(report(post))
    edit_post(post, body="You are worse than useless.", actor=author)
    report(post)
    session.refresh(case.items[0], ["evidence"])
    assert [kept.text for kept in case.items[0].evidence] == ["You are useless.", "You are worse than useless."]


@pytest.mark.parametrize("row", [CaseEvent, Evidence])
def test_the_database_refuses_to_change_or_remove_what_was_written_down(make_post, report, row):
    report(make_post())
    for statement in (update(row).values(id=row.id), delete(row)):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(statement)


def test_the_file_is_bound_together_so_that_a_change_shows(make_post, report):
    report(make_post())
    assert examine() is None


def test_a_fact_told_in_the_time_of_another_place_leaves_the_file_bound_together(
    make_post, report, case_of, make_moderator
):
    case = case_of(report(make_post()))
    add_note(case, body="It happened there.", side=FactSide.FOR, happened_at=MONDAY, actor=make_moderator())
    session.expire_all()
    assert MONDAY.utcoffset()
    assert examine() is None


def test_somebody_who_does_not_see_a_thing_cannot_report_it(make_post, make_group, make_person, report):
    group = make_group(access=Access.SECRET)
    post = make_post(author=group.memberships[0].person, group=group)
    with pytest.raises(NotFound):
        report(post, by=make_person())


def test_ones_own_words_are_not_reported_but_changed(make_post, make_person, report):
    author = make_person()
    with pytest.raises(Invalid):
        report(make_post(author=author), by=author)


@pytest.mark.parametrize("statement", ["", "  \n", "x" * 5001, "a\ud800b"])
def test_a_statement_that_says_nothing_or_too_much_is_refused(make_post, report, statement):
    with pytest.raises(Invalid) as caught:
        report(make_post(), statement=statement)
    assert "statement" in caught.value.errors


def test_only_the_same_persons_words_or_ones_own_belong_to_a_report(make_post, make_person, report, case_of):
    author, reporter = make_person(), make_person()
    posts = [make_post("Again you.", author=author), make_post("Please stop.", author=reporter)]
    items = [(TargetKind.POST, post.id) for post in posts]
    case = case_of(report(make_post(author=author), by=reporter, items=items))
    assert len(case.items) == 3
    with pytest.raises(Invalid):
        report(make_post(author=author), by=reporter, items=[(TargetKind.POST, make_post().id)])


def test_of_a_conversation_only_the_reported_message_is_told(make_person, make_moderator, case_of):
    ada, bob, moderator = make_person(), make_person(), make_moderator()
    talk = open_conversation([bob], actor=ada)
    send_message(talk, body="Between us.", client_id="1", actor=ada)
    rude = send_message(talk, body="Nobody wants you here.", client_id="2", actor=bob)
    filed = file_report(
        TargetKind.MESSAGE, rude.id, category=Category.HARASSMENT, statement="Look.", confidential=True, actor=ada
    )
    case = get_case(filed.case_id, viewer=moderator)
    assert [kept.text for item in case.items for kept in item.evidence] == ["Nobody wants you here."]


def test_a_message_that_a_case_needs_stays_past_its_term_and_so_does_what_follows(make_person, make_moderator):
    ada, bob, _moderator = make_person(), make_person(), make_moderator()
    talk = open_conversation([bob], actor=ada)
    said = [send_message(talk, body="Nobody wants you here.", client_id=name, actor=bob) for name in "123"]
    about = {"category": Category.HARASSMENT, "statement": "Look.", "confidential": True}
    filed = file_report(TargetKind.MESSAGE, said[1].id, **about, actor=ada)
    later = clock.from_now(days=1)
    assert forget_messages(talk.id, before=later) == 1
    assert forget_messages(talk.id, before=later) == 0
    case = session.get_one(Case, filed.case_id)
    case.state, case.decided_at, case.closed_at = CaseState.CLOSED, later, later
    assert forget_messages(talk.id, before=later) == 2


def test_a_secret_groups_name_is_not_told_to_those_who_moderate(make_post, make_group, make_person, report, case_of):
    owner, member = make_person(), make_person()
    group = make_group("Merger", owner=owner, members=(member,), access=Access.SECRET)
    case = case_of(report(make_post(author=owner, group=group), by=member))
    assert (case.items[0].place_kind, case.items[0].place) == ("secret_group", "")


def test_a_confidential_reporter_is_named_neither_in_the_file_nor_in_the_audit_log(make_post, report, case_of):
    filed = report(make_post())
    assert [event.actor_id for event in case_of(filed).events] == [None]
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action.in_(("report.filed", "case.reported"))))
    assert {entry.actor_id for entry in entries} == {None}


def test_parties_never_see_the_case_whatever_their_role(make_post, make_moderator, make_person, report):
    author, reporter, other = make_moderator(), make_moderator(), make_moderator()
    filed = report(make_post(author=author), by=reporter)
    for party in (author, reporter, make_person()):
        with pytest.raises(NotFound):
            get_case(filed.case_id, viewer=party)
    assert get_case(filed.case_id, viewer=other).id == filed.case_id


def test_the_owners_of_a_reported_group_have_a_stake_in_it(make_group, make_moderator, make_person):
    owner = make_moderator()
    group = make_group(owner=owner)
    filed = file_report(TargetKind.GROUP, group.id, category=Category.OTHER, statement="Look.", actor=make_person())
    seen = select(Case.id).where(policy.visible_to(owner))
    assert filed.case_id not in session.scalars(seen).all()


def test_clocks_run_in_working_time(make_post, report, case_of):
    with clock.stopped_at(datetime(2026, 11, 20, 17, 30, tzinfo=PARIS)):
        filed = report(make_post(), category=Category.THREAT)
    assert filed.read_by == datetime(2026, 11, 23, 9, 30, tzinfo=PARIS)
    assert case_of(filed).due_at == datetime(2026, 11, 23, 12, 30, tzinfo=PARIS)


def test_a_report_that_is_closed_has_told_its_reporter(make_post, report):
    filed = report(make_post())
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Report).where(Report.id == filed.id).values(closed_at=MONDAY + timedelta(days=1)))

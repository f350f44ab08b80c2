"""Quiet hours: a mail that is not urgent waits until its reader may be told, and is written only then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.accounts.services import invite_person, request_reset
from app.core import clock
from app.delivery.services import holding
from app.feed.services import delete_post, publish_comment, publish_post
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.kinds import Kind
from app.notifications.services import choose, choose_attention, notify, plan_absence
from tests.support.mail import text_of

EVENING = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)  # a Monday, nine o'clock in Paris
MORNING = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def ben(make_person):
    ben = make_person("Ben", language="en")
    choose_attention(keeps_quiet=True, actor=ben)
    return ben


@pytest.fixture
def at(mailed):
    """All mails up to a moment."""

    def at(moment):
        with clock.stopped_at(moment):
            return mailed()

    return at


@pytest.fixture
def mention(make_person, ben):
    with clock.stopped_at(EVENING):
        return publish_post(body=f"Tomorrow, @{ben.handle}?", actor=make_person("Ada"))


def test_what_comes_in_the_evening_is_mailed_in_the_morning(mention, at):
    assert at(EVENING) == []
    assert at(MORNING - timedelta(minutes=1)) == []
    (mail,) = at(MORNING)
    assert "Tomorrow" in text_of(mail)


def test_who_is_away_is_mailed_when_they_are_back(mention, ben, at):
    with clock.stopped_at(EVENING):
        plan_absence(date(2026, 12, 1), date(2026, 12, 2), actor=ben)
    assert at(MORNING + timedelta(days=1)) == []
    assert len(at(MORNING + timedelta(days=2))) == 1


def test_what_was_taken_back_or_stopped_in_the_night_is_not_mailed_in_the_morning(mention, ben, at, make_person):
    with clock.stopped_at(EVENING):
        publish_post(body=f"And you, @{ben.handle}?", actor=make_person())
    assert at(EVENING) == []
    delete_post(mention, actor=mention.author)
    (mail,) = at(MORNING)
    assert "And you" in text_of(mail)


def test_whoever_stops_a_kind_gets_not_even_those_that_wait(mention, ben, at):
    assert at(EVENING) == []
    choose({Kind.MENTION: {"mail": False}}, actor=ben)
    assert at(MORNING) == []


def test_a_decision_and_links_that_were_asked_for_come_at_once(make_person, ben, at):
    with clock.stopped_at(EVENING):
        notify(ben.id, Kind.NOTICE, key="decision", url="/decisions/mine")
        request_reset(email=ben.email)
        invite_person(email="new@house.example", actor=make_person("Emma", Role.MEMBER, Role.ADMIN))
    assert len(at(EVENING)) == 3


def test_who_keeps_no_quiet_is_told_at_any_hour(mention, ben, at):
    choose_attention(keeps_quiet=False, actor=ben)
    assert len(at(EVENING)) == 1


def test_what_was_held_leaves_as_one_mail_and_tells_what_may_still_be_read(mention, ben, at, make_person):
    with clock.stopped_at(EVENING):
        ada, cleo = mention.author, make_person("Cleo")
        second = publish_post(body=f"And the crane, @{ben.handle}?", actor=cleo)
        gone = publish_post(body=f"Forget it, @{ben.handle}", actor=cleo)
    assert at(EVENING) == []
    delete_post(gone, actor=cleo)
    (mail,) = at(MORNING)
    assert mail["Subject"] == "2 things waited for you"
    text = text_of(mail)
    for words in ("Tomorrow", "And the crane", "Ada mentioned you", "Cleo mentioned you"):
        assert words in text
    assert "Forget it" not in text
    assert mail["List-Unsubscribe"]  # they are all of one kind
    assert len(at(MORNING + timedelta(hours=1))) == 1
    with clock.stopped_at(MORNING + timedelta(hours=2)):
        publish_post(body=f"Now, @{ben.handle}", actor=ada)
    assert len(at(MORNING + timedelta(hours=2))) == 2
    assert second.id


def test_whoever_was_removed_in_the_night_reads_nothing_of_it_in_the_morning(mention, ben, at, make_group):
    group = make_group(owner=mention.author, members=(ben,), access=Access.SECRET, name="Falcon")
    with clock.stopped_at(EVENING):
        for words in ("It flies", "It lands"):
            publish_post(body=f"{words}, @{ben.handle}", group=group, actor=mention.author)
    assert at(EVENING) == []
    remove_member(group, ben, actor=mention.author)
    (mail,) = at(MORNING)
    assert "Tomorrow" in text_of(mail)
    assert not any(words in text_of(mail) for words in ("Falcon", "It flies", "It lands"))


def test_answers_that_came_together_are_all_told(ben, at, make_person):
    choose({Kind.COMMENT: {"mail": True}}, actor=ben)
    with clock.stopped_at(EVENING):
        post = publish_post(body="Who knows?", actor=ben)
    for minute, name in enumerate(("Ada", "Cleo")):
        with clock.stopped_at(EVENING + timedelta(minutes=minute)):
            publish_comment(post, body=f"{name} knows", actor=make_person(name))
    assert at(EVENING + timedelta(minutes=2)) == []
    (mail,) = at(MORNING)
    for words in ("Cleo and 1 other answered your post", "Ada knows", "Cleo knows"):
        assert words in text_of(mail)


def test_who_was_killed_in_the_middle_sends_the_same_once_more_and_leaves_nothing_out(mention, ben, at, make_person):
    assert at(EVENING) == []
    with clock.stopped_at(MORNING):
        holding._batch(ben.id)  # fixed, and then the worker was killed
    with clock.stopped_at(EVENING + timedelta(hours=1)):
        publish_post(body=f"And the crane, @{ben.handle}?", actor=make_person("Cleo"))
    assert at(EVENING + timedelta(hours=1)) == []
    mails = at(MORNING)
    assert [text_of(mail).count("mentioned you") > 0 for mail in mails] == [True, True]


def test_who_stops_keeping_quiet_is_told_of_what_was_held(mention, ben, at):
    assert at(EVENING) == []
    choose_attention(keeps_quiet=False, actor=ben)
    assert len(at(EVENING)) == 1

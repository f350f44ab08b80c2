"""Choosing by which ways, and when, one is told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.feed.services import publish_post
from app.notifications.attention import Attention, Rhythm
from app.notifications.kinds import Kind
from app.notifications.models import AttentionSetting
from app.notifications.queries import attention_of, count_unread, find_return, list_absences, settings_of
from app.notifications.services import cancel_absence, choose, choose_attention, plan_absence

WHEN = {"keeps_quiet": "1", "quiet_from": "19:00", "quiet_until": "08:00", "working_days": list("01234")}
WHEN |= {"digest": "weekly", "digest_hour": "8", "digest_day": "0"}
ALL, NONE = {"screen": True, "mail": True, "push": True}, {"screen": False, "mail": False, "push": False}


def test_decisions_about_oneself_cannot_be_silenced(make_person):
    ada = make_person()
    choose({Kind.NOTICE: NONE}, actor=ada)
    assert settings_of(ada.id)[Kind.NOTICE] == ALL


def test_each_way_is_chosen_for_itself(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    client.post("/notifications/settings", data=WHEN | {"offered": ["mention", "comment"], "mention.mail": "on"})
    chosen = settings_of(ada.id)
    assert chosen[Kind.MENTION] == {"screen": False, "mail": True, "push": False}
    assert chosen[Kind.COMMENT] == NONE
    assert chosen[Kind.REPLY]["screen"], "a row that was not on the page stays as it was"


def test_a_page_from_before_a_new_role_leaves_its_kinds_alone(client, make_person):
    ada, admin = make_person(), make_person("", Role.ADMIN, Role.MODERATOR)
    client.sign_in(ada)
    page = client.get("/notifications/settings").get_data(as_text=True)
    assert 'name="mention.mail"' in page
    assert 'name="case.screen"' not in page
    assert 'name="service.screen"' not in page
    client.sign_in(admin)
    client.post("/notifications/settings", data=WHEN | {"offered": ["mention"], "mention.mail": "on"})
    chosen = settings_of(admin.id)
    assert chosen[Kind.CASE]["screen"]
    assert chosen[Kind.SERVICE]["screen"]
    assert 'name="service.screen"' in client.get("/notifications/settings").get_data(as_text=True)


def test_what_is_wanted_by_mail_alone_waits_on_no_screen(make_person, drain):
    ada, ben = make_person(), make_person()
    choose({Kind.MENTION: {"screen": False}}, actor=ben)
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    drain()
    assert count_unread(ben) == 0


def test_the_house_is_quiet_around_its_working_day_until_one_chooses(make_person):
    ada = make_person()
    assert (attention_of(ada.id).quiet_from, attention_of(ada.id).quiet_until) == (time(19), time(8))
    choose_attention(quiet_from=time(20), digest="daily", actor=ada)
    assert attention_of(ada.id) == Attention(quiet_from=time(20), digest=Rhythm.DAILY)


@pytest.mark.parametrize(
    "wish",
    [{"working_days": ()}, {"working_days": (7,)}, {"digest": "hourly"}, {"digest_hour": 24}, {"digest_day": -1}],
)
def test_a_choice_that_cannot_be_kept_changes_nothing(make_person, wish):
    ada = make_person()
    with pytest.raises(Invalid):
        choose_attention(**wish, actor=ada)
    assert attention_of(ada.id) == Attention()


def test_the_page_keeps_all_that_it_shows_at_once(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    form = {"quiet_from": "21:30", "quiet_until": "06:00", "working_days": ["5", "6"], "digest": "daily"}
    form |= {"digest_hour": "7", "digest_day": "2", "offered": ["reply"], "reply.mail": "on"}
    client.post("/notifications/settings", data=form)
    assert attention_of(ada.id) == Attention(False, time(21, 30), time(6), (5, 6), Rhythm.DAILY, 7, 2)
    assert settings_of(ada.id)[Kind.REPLY]["mail"]


def test_a_refused_choice_changes_nothing_and_stays_on_the_page(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    form = WHEN | {"digest_hour": "x", "working_days": ["6"], "offered": ["reply"], "reply.push": "on"}
    refused = client.post("/notifications/settings", data=form)
    assert refused.status_code == 422
    assert 'name="reply.push" checked' in refused.text
    assert re.findall(r'name="working_days" value="(\d)" checked', refused.text) == ["6"]
    assert not settings_of(ada.id)[Kind.REPLY]["push"]


def test_who_saves_what_the_house_proposes_goes_on_with_the_house(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    client.post("/notifications/settings", data=WHEN)
    assert session.get(AttentionSetting, ada.id) is None


def test_an_absence_is_planned_once_and_can_be_taken_back(make_person):
    ada, ben = make_person(), make_person()
    today = clock.now().date()
    absence = plan_absence(today, today + timedelta(days=3), actor=ada)
    assert plan_absence(today, today + timedelta(days=3), actor=ada).id == absence.id
    assert find_return(ada) == today + timedelta(days=3)
    cancel_absence(absence.id, actor=ben)
    assert len(list_absences(ada)) == 1
    cancel_absence(absence.id, actor=ada)
    assert find_return(ada) is None


@pytest.mark.parametrize(("first", "last"), [(1, 0), (-9, -8), (0, 400)])
def test_days_that_make_no_absence_are_refused(make_person, first, last):
    today = clock.now().date()
    with pytest.raises(Invalid):
        plan_absence(today + timedelta(days=first), today + timedelta(days=last), actor=make_person())


HOUSE, NIGHT = Attention(), Attention(quiet_from=time(7), quiet_until=time(15))


@pytest.mark.parametrize(
    ("attention", "at", "told"),
    [
        (HOUSE, "2026-11-27 10:00", "2026-11-27 10:00"),
        (HOUSE, "2026-11-26 22:00", "2026-11-27 07:00"),  # 8 in Paris
        (HOUSE, "2026-11-27 18:00", "2026-11-30 07:00"),  # Friday at 19: Monday
        (Attention(keeps_quiet=False), "2026-11-28 03:00", "2026-11-28 03:00"),
        (NIGHT, "2026-11-26 22:00", "2026-11-26 22:00"),
        (NIGHT, "2026-11-26 08:00", "2026-11-26 14:00"),
        (Attention(quiet_from=time(0), quiet_until=time(0)), "2026-11-26 02:00", "2026-11-26 02:00"),
        (Attention(quiet_from=time(0), quiet_until=time(6)), "2026-11-26 23:30", "2026-11-27 05:00"),
        (Attention(working_days=(6,)), "2026-11-26 10:00", "2026-11-29 07:00"),
    ],
)
def test_when_somebody_may_be_told(attention, at, told):
    moment = attention.first_moment(_utc(at), time_zone="Europe/Paris")
    assert moment == _utc(told)


def test_absences_and_holidays_are_quiet_whatever_the_hours():
    away = [(date(2026, 12, 1), date(2026, 12, 1)), (date(2026, 11, 27), date(2026, 11, 30))]
    rules = {"time_zone": "Europe/Paris", "absences": away, "holidays": frozenset({date(2026, 12, 2)})}
    assert HOUSE.first_moment(_utc("2026-11-27 10:00"), **rules) == _utc("2026-12-03 07:00")
    loud = Attention(keeps_quiet=False)
    assert loud.first_moment(_utc("2026-11-27 10:00"), **rules) == _utc("2026-12-01 23:00")


def _utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

"""Working time: clocks that stand still at night, at weekends and on holidays, whatever the clocks do."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.workingtime import OFFICE_WEEK, Calendar

PARIS = ZoneInfo("Europe/Paris")
OFFICE = Calendar.from_country("FR", range(2025, 2029))
ALWAYS = Calendar("Europe/Paris", {day: ((time(0), time(0)),) for day in range(7)})
SPLIT = Calendar("Europe/Paris", {day: ((time(8, 30), time(12)), (time(13, 30), time(18))) for day in range(6)})
NIGHT = Calendar("America/Havana", {day: ((time(0), time(2, 30)), (time(2, 30), time(6))) for day in range(7)})

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  (bounds)
CALENDARS = st.sampled_from([OFFICE, ALWAYS, SPLIT, NIGHT])
AMOUNTS = st.integers(0, 400 * 3600)
HOUR = 3600


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS)


def test_a_night_and_a_weekend_do_not_count():
    friday, monday = paris(2026, 11, 20, 17), paris(2026, 11, 23, 10)
    assert OFFICE.working_seconds_between(friday, monday) == 2 * HOUR


def test_what_is_asked_on_saturday_is_due_on_monday():
    assert OFFICE.add_working(paris(2026, 11, 21, 15), 4 * HOUR) == paris(2026, 11, 23, 13)


def test_what_fills_the_day_is_due_at_its_end():
    assert OFFICE.add_working(paris(2026, 11, 23, 9), 9 * HOUR) == paris(2026, 11, 23, 18)


def test_no_working_time_is_over_at_once():
    assert OFFICE.add_working(paris(2026, 11, 21, 15), 0) == paris(2026, 11, 21, 15)


def test_public_holidays_do_not_count():
    assert OFFICE.add_working(paris(2026, 5, 7, 17), 2 * HOUR) == paris(2026, 5, 11, 10)  # a Friday, 8 May
    assert not OFFICE.is_working(paris(2026, 5, 8, 11))


def test_a_region_has_its_own_holidays():
    alsace = Calendar.from_country("FR", [2026], region="57")
    good_friday = paris(2026, 4, 3, 11)
    assert OFFICE.is_working(good_friday)
    assert not alsace.is_working(good_friday)


@pytest.mark.parametrize(("country", "region"), [("XX", None), ("FR", "Gondor"), ("", None)])
def test_a_country_nobody_knows_is_refused(country, region):
    with pytest.raises(ValueError, match="not known"):
        Calendar.from_country(country, [2026], region=region)


def test_the_server_does_not_load_the_holidays_of_the_world():
    code = "import sys; from app.core import workingtime; assert 'holidays' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)


def test_the_next_working_moment_is_now_or_the_next_opening():
    assert OFFICE.next_working(paris(2026, 11, 23, 10)) == paris(2026, 11, 23, 10)
    assert OFFICE.next_working(paris(2026, 11, 23, 18)) == paris(2026, 11, 24, 9)
    assert OFFICE.next_working(paris(2026, 11, 20, 22)) == paris(2026, 11, 23, 9)
    assert SPLIT.next_working(paris(2026, 11, 23, 12)) == paris(2026, 11, 23, 13, 30)


def test_an_interval_begins_with_its_start_and_stops_before_its_end():
    assert OFFICE.is_working(paris(2026, 11, 23, 9))
    assert OFFICE.is_working(paris(2026, 11, 23, 17, 59, 59))
    assert not OFFICE.is_working(paris(2026, 11, 23, 18))


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 11, 25), 24)])
def test_the_hours_that_really_pass_are_counted(day, hours):
    midnight = datetime(*day, tzinfo=PARIS)
    next_midnight = datetime.combine(midnight.date() + timedelta(days=1), time(0), PARIS)
    assert ALWAYS.working_seconds_between(midnight, next_midnight) == hours * HOUR


def test_office_hours_are_those_on_the_wall_on_both_sides_of_a_change():
    assert OFFICE.next_working(paris(2026, 3, 27, 20)) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert OFFICE.next_working(paris(2026, 10, 23, 20)) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_hours_that_the_clocks_skip_are_not_worked():
    skipped = Calendar("Europe/Paris", {6: ((time(1), time(2, 30)), (time(2, 30), time(4)))})
    start, end = paris(2026, 3, 29), paris(2026, 3, 29, 12)
    assert skipped.working_seconds_between(start, end) == 2 * HOUR
    assert skipped.is_working(datetime(2026, 3, 29, 1, tzinfo=UTC))


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_stretches_of_time_add_up(calendar, first, second, third):
    whole = calendar.working_seconds_between(first, third)
    parts = calendar.working_seconds_between(first, second) + calendar.working_seconds_between(second, third)
    assert whole == pytest.approx(parts, abs=1e-3)


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_what_was_added_is_what_lies_between(calendar, start, seconds):
    end = calendar.add_working(start, seconds)
    assert calendar.working_seconds_between(start, end) == pytest.approx(seconds)


@given(CALENDARS, MOMENTS, st.integers(1, 100 * 3600))
def test_the_end_is_the_first_moment_that_will_do(calendar, start, seconds):
    just_before = calendar.add_working(start, seconds) - timedelta(seconds=1)
    assert calendar.working_seconds_between(start, just_before) < seconds


@given(CALENDARS, MOMENTS, AMOUNTS, AMOUNTS)
def test_adding_twice_is_adding_the_sum(calendar, start, some, more):
    assert calendar.add_working(calendar.add_working(start, some), more) == calendar.add_working(start, some + more)


@given(CALENDARS, MOMENTS, st.integers(0, 20 * 86400))
def test_no_more_is_worked_than_time_passes(calendar, start, seconds):
    worked = calendar.working_seconds_between(start, start + timedelta(seconds=seconds))
    assert 0 <= worked <= seconds


@given(CALENDARS, MOMENTS)
def test_time_counts_exactly_when_people_work(calendar, at):
    within = calendar.working_seconds_between(at, at + timedelta(microseconds=1)) > 0
    assert calendar.is_working(at) == within
    assert calendar.is_working(calendar.next_working(at))


@given(MOMENTS, st.sampled_from(["Asia/Tokyo", "America/New_York", "Pacific/Chatham"]))
def test_the_zone_of_a_moment_does_not_matter(at, zone):
    assert OFFICE.next_working(at.astimezone(ZoneInfo(zone))) == OFFICE.next_working(at)


@pytest.mark.parametrize(
    "week",
    [
        {},
        {0: ()},
        {0: ((time(18), time(9)),)},
        {0: ((time(9), time(12)), (time(11), time(18)))},
        {0: ((time(13), time(18)), (time(9), time(12)))},
    ],
)
def test_a_week_that_makes_no_sense_is_refused(week):
    with pytest.raises(ValueError, match="hours"):
        Calendar("Europe/Paris", week)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_working(datetime(2026, 11, 23, 9))  # noqa: DTZ001  (that is what is refused)


def test_time_is_not_taken_back():
    with pytest.raises(ValueError, match="only added"):
        OFFICE.add_working(paris(2026, 11, 23, 9), -1)


def test_days_off_can_be_given_by_hand():
    closed = Calendar("Europe/Paris", OFFICE_WEEK, frozenset({date(2026, 11, 23)}))
    assert closed.next_working(paris(2026, 11, 23, 10)) == paris(2026, 11, 24, 9)

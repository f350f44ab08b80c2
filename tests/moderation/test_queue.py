"""The queue: by the clock, so that nothing can starve, and only what one has no stake in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import clock
from app.core.ids import new_id
from moderation import clocks
from moderation.models import Category
from moderation.queries import QueueItem, list_queue
from moderation.queries.queue import in_order
from moderation.services import claim_case, file_appeal
from tests.moderation.conftest import MONDAY

PARIS = ZoneInfo("Europe/Paris")
HOURS = {priority: seconds / clocks.HOUR for priority, seconds in clocks.MEASURE_WITHIN.items()}
LIGHTEST_TO_GRAVEST = max(HOURS.values()) / min(HOURS.values())


@dataclass(frozen=True)
class Waiting:
    """A case of a simulated week without nights: its priority and the hour it came."""

    priority: int
    hour: int

    def item(self, now: int) -> QueueItem:
        slack = 1 - (now - self.hour) / HOURS[self.priority]
        opened = datetime(2026, 1, 1, tzinfo=PARIS) + timedelta(hours=self.hour)
        return QueueItem(new_id(), "case", None, self.priority, "open", opened, opened, slack)


priorities = st.sampled_from(sorted(HOURS))


@settings(max_examples=60, deadline=None)
@given(backlog=st.lists(priorities, min_size=1, max_size=8), stream=st.lists(priorities, min_size=1, max_size=12))
def test_nothing_starves_however_grave_what_comes_after_it_is(backlog, stream):
    """One case comes for each that is done, for ever. What waits w hours is only overtaken by what came more than
    w / LIGHTEST_TO_GRAVEST hours ago; all younger ones still wait, and as many as the backlog holds."""
    first = [Waiting(priority, 0) for priority in backlog]
    bound = int((len(backlog) + 2) * 2 * LIGHTEST_TO_GRAVEST)
    queue, left = list(first), len(first)
    for hour in range(bound):
        queue.append(Waiting(stream[hour % len(stream)], hour))
        shown = {waiting.item(hour): waiting for waiting in queue}
        done = shown[in_order(shown)[0]]
        left -= done.hour == 0 and done in first
        queue.remove(done)
        if left <= 0:
            return
    raise AssertionError(f"{queue} still waits after {bound} hours")


@given(st.lists(st.tuples(st.floats(-5, 1), priorities, st.integers(0, 9)), max_size=12))
def test_the_order_is_by_time_left_then_severity_then_age(values):
    start = datetime(2026, 1, 1, tzinfo=PARIS)
    items = [
        QueueItem(new_id(), "case", None, priority, "open", start + timedelta(hours=hour), start, slack)
        for slack, priority, hour in values
    ]
    places = [(item.slack, item.priority, item.opened_at) for item in in_order(items)]
    assert places == sorted(places)


def test_a_light_case_that_is_nearly_due_comes_before_a_grave_one_that_just_came(make_post, report, make_moderator):
    with clock.stopped_at(MONDAY):
        light = report(make_post(), category=Category.SPAM)
    with clock.stopped_at(MONDAY + timedelta(days=8)):
        grave = report(make_post(), category=Category.THREAT)
        items = list_queue(make_moderator()).items
    assert [item.case_id for item in items] == [light.case_id, grave.case_id]
    assert items[0].slack < 0 < items[1].slack == 1


def test_the_clock_stands_still_at_night_and_on_weekends(make_post, report, make_moderator):
    friday_evening = datetime(2026, 11, 20, 18, 0, tzinfo=PARIS)
    moderator = make_moderator()
    with clock.stopped_at(friday_evening):
        report(make_post(), category=Category.THREAT)
    with clock.stopped_at(friday_evening + timedelta(days=2, hours=15)):
        assert list_queue(moderator).items[0].slack == 1


def test_the_order_holds_while_one_turns_the_pages_although_time_passes(make_post, report, make_moderator):
    moderator, seen, cursor = make_moderator(), [], None
    with clock.stopped_at(MONDAY):
        filed = {report(make_post(), category=category).case_id for category in list(Category)[:5]}
    for minute in range(3):
        with clock.stopped_at(MONDAY + timedelta(hours=minute)):
            page = list_queue(moderator, limit=2, cursor=cursor)
        seen, cursor = [*seen, *(item.case_id for item in page.items)], page.next
    assert cursor is None
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == filed


def test_one_has_no_stake_in_anything_one_finds_in_the_queue(make_post, report, make_moderator, decide, case_of):
    author, judge, decider = make_moderator(), make_moderator(), make_moderator()
    filed = report(make_post(author=author))
    assert list_queue(author).items == []
    decision = decide(case_of(filed), by=decider)
    file_appeal(decision, statement="It was a quotation.", actor=author)
    assert [item.kind for item in list_queue(judge).items] == ["appeal"]
    assert list_queue(decider).items == list_queue(author).items == []


def test_a_lease_that_ran_out_holds_nothing(make_post, report, make_moderator, case_of):
    chloe = make_moderator()
    with clock.stopped_at(MONDAY):
        claim_case(case_of(report(make_post())), actor=chloe)
        [item] = list_queue(chloe).items
        assert (item.state, item.holder, item.assignee) == ("claimed", chloe.id, chloe)
    with clock.stopped_at(MONDAY + timedelta(minutes=21)):
        [item] = list_queue(chloe).items
        assert (item.state, item.holder) == ("open", None)

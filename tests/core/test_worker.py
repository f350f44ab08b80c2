"""The worker: what cannot be done yet waits, and what waits for other hosts holds nobody up."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.config import Settings
from app.core import clock, outbox, worker
from app.core.db import Model, bound_engine, session
from app.core.events import command, on, record, transaction
from app.core.lifelines import hold_lifeline
from app.core.outbox import Job, Later
from app.factory import create_app
from tests.support.waiting import until


@dataclass(frozen=True)
class BellRang:
    """A fact of this test's own."""

    number: int


@dataclass(frozen=True)
class DoorOpened:
    """Another one."""

    number: int


@command
def ring(number):
    record(BellRang(number))


@pytest.fixture
def heard(app):
    """The numbers that were heard; those of `early` are put off until tomorrow."""
    numbers, early = [], {2}

    def hear(fact):
        if fact.number in early:
            raise Later(clock.now() + timedelta(days=1))
        numbers.append(fact.number)

    on(app, BellRang, hear)
    return numbers


def test_a_batch_listener_hears_at_once_all_that_waits_for_it_whatever_stands_between(app):
    told = []

    def hear_bells(facts):
        told.append([fact.number for fact in facts])

    def hear_a_door(fact):
        told.append(fact.number)

    on(app, BellRang, hear_bells, batch=True)
    on(app, DoorOpened, hear_a_door)
    with transaction():
        for number in (1, 2, 3):
            record(BellRang(number))
            record(DoorOpened(number))
    worker.work_once("worker")
    assert sorted(told, key=str) == [1, 2, 3, [1, 2, 3]]


def test_what_a_batch_listener_cannot_do_takes_nothing_else_down_with_it(app):
    heard = set()

    def hear_bells(facts):
        if any(fact.number == 2 for fact in facts):
            raise ValueError
        heard.update(fact.number for fact in facts)

    on(app, BellRang, hear_bells, batch=True)
    with transaction():
        for number in (1, 2, 3):
            record(BellRang(number))
    for minutes in range(2 * outbox.MOST_ATTEMPTS):
        with clock.stopped_at(clock.from_now(minutes=20 * minutes)):
            worker.work_once("worker")
    assert heard == {1, 3}
    assert [job.payload["number"] for job in session.scalars(select(Job).where(Job.listener.contains("bells")))] == [2]


def test_a_job_that_is_put_off_is_done_later_and_has_failed_nobody(heard, drain):
    for number in (1, 2, 3):
        ring(number)
    drain()
    assert heard == [1, 3]
    (waiting,) = session.scalars(select(Job)).all()
    assert (waiting.attempts, waiting.error, waiting.leased_by) == (0, None, None)
    for days in range(1, 20):  # however often it is put off, it is not given up
        with clock.stopped_at(clock.from_now(days=days, minutes=1)):
            drain()
    assert outbox.dead() == 0
    assert outbox.waiting() == 1


@pytest.fixture
def small_house(tmp_path):
    """A house with a database of its own, which several threads can open."""
    app = create_app(Settings(data_dir=tmp_path, secret_key="s" * 40), rooms=("app.accounts",), testing=True)
    with app.app_context():
        Model.metadata.create_all(bound_engine())
        yield app
        session.remove()
        bound_engine().dispose()


def test_what_waits_for_another_host_holds_nobody_up(small_house):
    heard, answered, over = [], threading.Event(), threading.Event()

    def note(fact):
        heard.append(("quick", fact.number))

    def ask_another_host(fact):
        answered.wait(30)
        heard.append(("patient", fact.number))

    on(small_house, BellRang, ask_another_host, patient=True)
    on(small_house, BellRang, note)
    ring(1)
    ring(2)
    runner = threading.Thread(target=worker.run, args=(small_house,), kwargs={"go_on": lambda: not over.is_set()})
    runner.start()
    try:
        until(lambda: heard == [("quick", 1), ("quick", 2)])
        answered.set()
        until(lambda: heard[2:] == [("patient", 1), ("patient", 2)])
        until(lambda: outbox.waiting() == 0)
    finally:
        answered.set()
        over.set()
        runner.join()


def test_what_asks_hosts_that_anybody_may_name_comes_after_all_that_is_patient(app):
    order = []

    def ask_a_page(fact):
        order.append(("page", fact.number))

    def send_a_mail(fact):
        order.append(("mail", fact.number))

    on(app, BellRang, ask_a_page, leisurely=True)
    on(app, DoorOpened, send_a_mail, patient=True)
    for number in range(3):
        ring(number)
    with transaction():
        record(DoorOpened(1))
    assert worker.work_once("one", patient=True) == 1, "what is due meanwhile comes next"
    assert order == [("mail", 1)]
    while worker.work_once("one", patient=True):
        pass
    assert order[1:] == [("page", number) for number in range(3)]


def test_what_a_killed_worker_was_doing_comes_again_soon(heard, drain, app, tmp_path):
    name, lifeline = hold_lifeline(tmp_path)
    ring(1)
    with transaction():
        outbox.claim(name, limit=10)
    worker._take_over(tmp_path)
    drain()
    assert heard == []  # it lives, and may be in the middle of it
    lifeline.close()
    worker._take_over(tmp_path)
    with clock.stopped_at(clock.from_now(seconds=5)):
        drain()
    assert heard == [1]
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_kills_its_worker_each_time_is_given_up(heard, app, announced, tmp_path):
    ring(1)
    for hours in range(outbox.MOST_ATTEMPTS):
        name, lifeline = hold_lifeline(tmp_path)
        with clock.stopped_at(clock.from_now(hours=hours)):
            with transaction():
                assert outbox.claim(name, limit=10)
            lifeline.close()
            worker._take_over(tmp_path)
    assert outbox.dead() == 1
    assert [type(fact) for fact in announced][-1] is worker.JobDied


def test_what_a_worker_let_fall_comes_again_while_it_lives_on(app):
    heard = []

    def hear_until_the_database_is_away(fact):
        heard.append(fact.number)
        if heard == [1]:
            raise KeyboardInterrupt

    on(app, BellRang, hear_until_the_database_is_away)
    for number in (1, 2):
        ring(number)
    with pytest.raises(KeyboardInterrupt):
        worker.work_once("worker")
    session.rollback()
    with clock.stopped_at(clock.from_now(seconds=40)):
        worker.keep_leases("worker")
    with clock.stopped_at(clock.from_now(seconds=80)):
        worker.work_once("worker")
    assert heard == [1, 1, 2]


def test_what_a_worker_is_doing_is_nobody_elses_however_long_it_takes(app):
    heard = []

    def take_a_minute(fact):
        heard.append(fact.number)
        for seconds in (40, 80, 120):
            with clock.stopped_at(clock.from_now(seconds=seconds)):
                worker.keep_leases("worker")
                assert worker.work_once("another") == 0

    on(app, BellRang, take_a_minute)
    ring(1)
    ring(2)
    worker.work_once("worker")
    assert heard == [1, 2]


def test_two_workers_of_one_process_number_have_names_of_their_own(tmp_path):
    (first, one), (second, other) = hold_lifeline(tmp_path), hold_lifeline(tmp_path)
    assert first != second
    assert max(len(first), len(second)) <= 100
    one.close()
    other.close()

"""Holding a person: one command at a time counts what is theirs, and others may go on referring to them."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from app.accounts.holding import hold_person
from app.accounts.models import Grant, Role
from app.accounts.services import create_person
from app.core.db import session
from app.core.events import command
from tests.support.at_once import at_once

A_MOMENT = 0.2
"""Seconds one waits for the other: on SQLite in vain, where only one command writes."""


def test_two_who_name_each_other_do_not_wait_for_one_another(own_house):
    people = [create_person(email=f"{who}@x.example", name=who, actor=None).id for who in ("ada", "ben")]
    session.remove()
    both_hold = Barrier(len(people))

    @command
    def name_the_other(actor):
        hold_person(actor.id)
        with suppress(BrokenBarrierError):
            both_hold.wait(A_MOMENT)
        (other,) = (each for each in people if each != actor.id)
        session.add(Grant(person_id=other, role=Role.MODERATOR))
        session.flush()
        return "named"

    assert at_once(own_house, name_the_other, people) == ["named", "named"]

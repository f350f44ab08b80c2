"""The last administrator: however many go at the same moment, one stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Person, Role
from app.accounts.services import change_roles, create_person, deactivate_person
from app.core.db import session
from tests.support.at_once import at_once

TIMES = 5


def other_than(person: Person) -> Person:
    return session.scalars(select(Person).where(Person.id != person.id)).one()


@pytest.mark.parametrize(
    "go",
    [
        lambda admin: change_roles(other_than(admin), remove=[Role.ADMIN], actor=admin),
        lambda admin: deactivate_person(other_than(admin), actor=admin),
    ],
    ids=["lose the role", "are closed"],
)
def test_of_two_administrators_who_send_each_other_away_one_stays(own_house, go):
    two = [
        create_person(email=f"{name}@x.example", name=name, roles={Role.MEMBER, Role.ADMIN}, actor=None).id
        for name in ("Ada", "Ben")
    ]
    for _ in range(TIMES):
        at_once(own_house, go, two)
        session.rollback()
        session.expire_all()
        left = [person for person in session.scalars(select(Person)) if person.has(Role.ADMIN) and person.may_enter]
        assert len(left) == 1
        for person in session.scalars(select(Person)).all():
            change_roles(person, add=[Role.ADMIN], actor=None)
            person.deactivated_at = None
        session.commit()

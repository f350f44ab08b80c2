"""The last owner: however many leave a group at the same moment, one stays."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.services import create_person
from app.core.db import session
from app.groups.models import Group, GroupRole, Membership
from app.groups.services import create_group, remove_member, set_member
from tests.support.at_once import at_once

TIMES = 5


def test_of_two_owners_who_leave_at_once_one_stays(own_house):
    ada, ben = (create_person(email=f"{name}@x.example", name=name, actor=None) for name in ("Ada", "Ben"))
    group_id = create_group(name="Workshop", actor=ada).id
    two = [ada.id, ben.id]
    set_member(session.get_one(Group, group_id), ben, role=GroupRole.OWNER, actor=ada)

    def leave(actor: Person) -> None:
        remove_member(session.get_one(Group, group_id), actor, actor=actor)

    for _ in range(TIMES):
        at_once(own_house, leave, two)
        session.rollback()
        session.expire_all()
        left = session.scalars(select(Membership.person_id).where(Membership.role == GroupRole.OWNER)).all()
        assert len(left) == 1
        owner = session.get_one(Person, left[0])
        for person_id in two:
            person = session.get_one(Person, person_id)
            set_member(session.get_one(Group, group_id), person, role=GroupRole.OWNER, actor=owner)

"""What the agenda does when people leave: their seats are free again."""

from __future__ import annotations

from app.accounts.events import PersonDeactivated, RolesChanged
from app.agenda.services import withdraw_lost_answers
from app.groups.events import GroupChanged, MemberLeft


def free_seats_in_group(fact: MemberLeft | GroupChanged) -> None:
    """Nobody keeps a seat at what they may no longer read of."""
    withdraw_lost_answers(group_id=fact.group_id)


def free_seats_of_person(fact: PersonDeactivated | RolesChanged) -> None:
    """Nobody whose account is closed keeps a seat, nor who is a guest from now on at what is the house's."""
    withdraw_lost_answers(person_id=fact.person_id)

"""What groups hear: people who come, change or go, and what follows for who belongs where."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from app.accounts.events import PersonCreated, PersonDeactivated, PersonReactivated, RolesChanged
from app.core.events import on
from app.core.outbox import add_job
from app.groups.services.handing_over import care_for_groups_of
from app.groups.services.ruling import apply_rules, fill_by_rule
from app.people.events import ProfileChanged

AboutSomebody = PersonCreated | PersonReactivated | ProfileChanged | RolesChanged


def register(app: Flask) -> None:
    """Listen to the rooms below."""
    for fact in (PersonCreated, PersonReactivated, ProfileChanged, RolesChanged):
        on(app, fact, follow_rules, batch=True)
    on(app, PersonDeactivated, look_for_an_owner)
    add_job(app, fill_by_rule)


def follow_rules(facts: Sequence[AboutSomebody]) -> None:
    """Bring people where the rules of groups mean them to be."""
    apply_rules({fact.person_id for fact in facts})


def look_for_an_owner(fact: PersonDeactivated) -> None:
    """See to the groups that a closed account leaves without an owner."""
    care_for_groups_of(fact.person_id)

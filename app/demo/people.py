"""The demo's people: accounts, profiles, departments, skills and the code of conduct they have read."""

from __future__ import annotations

from random import Random

from app.accounts.models import Person, Role
from app.accounts.passwords import passwords
from app.accounts.services import create_person
from app.core.db import session
from app.demo.story import Written, read
from app.governance.services import acknowledge_code, ensure_code
from app.people.models import Department, PersonSkill, Profile
from app.people.portraits import choose, draw
from app.people.services import add_department, change_profile, endorse_skill, place_person, set_portrait, set_skills

PASSWORD = "parvis-demo"  # noqa: S105 (published with the demo's accounts)

People = dict[str, Person]


def hire(random: Random) -> People:
    """Everybody, by handle."""
    ensure_code()
    departments = {
        row["slug"]: add_department(name=row["name"], actor=None) for row in read("departments.toml")["department"]
    }
    rows = read("people.toml")["person"]
    shared_hash = passwords().hash(PASSWORD)  # one for all: a hash takes a third of a second
    people: People = {}
    for row in rows:
        roles = {Role(role) for role in row["roles"]}
        people[row["handle"]] = create_person(
            email=row["email"],
            name=row["name"],
            handle=row["handle"],
            language=row["language"],
            roles=roles if roles == {Role.GUEST} else roles | {Role.MEMBER},
            actor=None,
        )
        people[row["handle"]].password_hash = shared_hash
    for row in rows:
        _describe(row, people, departments)
    _endorse(people, random)
    return people


def _describe(row: Written, people: People, departments: dict[str, Department]) -> None:
    person = people[row["handle"]]
    profile = session.get_one(Profile, person.id)
    place_person(
        profile,
        department=departments.get(row["department"]),
        manager=people.get(row["manager"]),
        actor=None,
    )
    values = {name: row[name] for name in ("title", "site", "phone", "biography")}
    change_profile(profile, **values, actor=person)
    set_skills(profile, names=row["skills"], actor=person)
    set_portrait(person, draw(choose(**row["portrait"])), actor=person)
    acknowledge_code(actor=person)


def _endorse(people: People, random: Random) -> None:
    """Colleagues confirm what they have seen each other do."""
    staff = [person for person in people.values() if not person.is_guest]
    for held in session.query(PersonSkill).all():
        person = session.get_one(Person, held.person_id)
        others = [other for other in staff if other.id != person.id]
        for endorser in random.sample(others, random.choice((0, 0, 1, 2, 4))) if not person.is_guest else ():
            endorse_skill(person, held.skill, actor=endorser)

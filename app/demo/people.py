"""The demo's people: accounts, profiles, departments, skills, who is invited, and the code they have read."""

from __future__ import annotations

from functools import partial
from random import Random

from sqlalchemy import select

from app.accounts.models import Person, Role
from app.accounts.passwords import passwords
from app.accounts.services import create_person, invite_person
from app.core.db import session
from app.demo.story import Event, Written, moment, read
from app.governance.services import acknowledge_code, ensure_code
from app.people.models import Department, PersonSkill, Profile, Skill
from app.people.portraits import choose, draw
from app.people.services import add_department, change_profile, endorse_skill, place_person, set_portrait, set_skills

PASSWORD = "parvis-demo"  # noqa: S105 (published with the demo's accounts)

People = dict[str, Person]
Departments = dict[str, Department]


def found_departments() -> Departments:
    """The departments, by their key in the company's files."""
    return {row["slug"]: add_department(name=row["name"], actor=None) for row in read("departments.toml")["department"]}


def hire(departments: Departments, random: Random) -> People:
    """Everybody, by handle."""
    ensure_code()
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


def _describe(row: Written, people: People, departments: Departments) -> None:
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


def invitations(people: People) -> list[Event]:
    """Who is expected, and has not answered yet."""
    return [
        (
            moment(row["at"]),
            partial(invite_person, email=row["email"], role=Role(row["role"]), actor=people[row["by"]]),
        )
        for row in read("people.toml")["invitation"]
    ]


def _endorse(people: People, random: Random) -> None:
    """Colleagues confirm what they have seen each other do."""
    staff = [person for person in people.values() if not person.is_guest]
    # In the order of names, for chance would meet them in another one each time.
    skills = select(PersonSkill, Person).join(Person, Person.id == PersonSkill.person_id)
    skills = skills.join(PersonSkill.skill).order_by(Person.handle, Skill.slug)
    for held, person in session.execute(skills).all():
        others = [other for other in staff if other.id != person.id]
        for endorser in random.sample(others, random.choice((0, 0, 1, 2, 4))) if not person.is_guest else ():
            endorse_skill(person, held.skill, actor=endorser)

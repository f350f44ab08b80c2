"""What colleagues read of a person: their profile, their place and what they know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.accounts.services import rename_person
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.core.folding import one_line, slug
from app.people import policy
from app.people.events import ProfileChanged
from app.people.models import Department, PersonSkill, Profile, Skill

LONGEST_BIOGRAPHY = 2000
LONGEST_SKILL = 80
MOST_SKILLS = 30


def open_profile(person: Person) -> None:
    """Give a new account its empty profile, in the command that opens it."""
    session.add(Profile(person_id=person.id))
    session.flush()


@dataclass(frozen=True)
class Place:
    """Where somebody stands in the organisation: the name of the department ("" for none) and the manager."""

    department: str
    manager: Person | None


@command
def save_profile(
    profile: Profile,
    *,
    name: str | None = None,
    skills: Iterable[str] | None = None,
    place: Place | None = None,
    actor: Person,
    **lines: str,
) -> None:
    """Change all that a page sends, or nothing; what is None stays. Raises Invalid."""
    if name is not None:
        rename_person(profile.person, name=name, actor=actor)
    change_profile(profile, **lines, actor=actor)
    if skills is not None:
        set_skills(profile, names=skills, actor=actor)
    if place is not None:
        department = add_department(name=place.department, actor=actor) if place.department else None
        place_person(profile, department=department, manager=place.manager, actor=actor)


@command
def change_profile(
    profile: Profile,
    *,
    title: str | None = None,
    site: str | None = None,
    phone: str | None = None,
    biography: str | None = None,
    actor: Person,
) -> None:
    """Change what is given. Oneself and the administration."""
    demand(policy.can_edit(actor, profile.person))
    given = {"title": title, "site": site, "phone": phone}
    changes = {name: _checked_line(name, text) for name, text in given.items() if text is not None}
    if biography is not None:
        changes["biography"] = _checked_biography(biography)
    changed = {name: text for name, text in changes.items() if getattr(profile, name) != text}
    for name, text in changed.items():
        setattr(profile, name, text)
    if changed:
        tell_change(profile)


@command
def place_person(
    profile: Profile, *, department: Department | None, manager: Person | None, actor: Person | None
) -> None:
    """Say where somebody stands in the organisation. The administration, or the command line (None)."""
    demand(actor is None or policy.can_place(actor))
    if manager is not None and _leads_to(manager, profile.person):
        raise Invalid(manager=_("Nobody leads themselves, not through others either."))
    wanted = (department.id if department else None, manager.id if manager else None)
    if (profile.department_id, profile.manager_id) != wanted:
        profile.department_id, profile.manager_id = wanted
        tell_change(profile)


@command
def add_department(*, name: str, actor: Person | None) -> Department:
    """The department of this name, made if it is new. The administration, or the command line (None)."""
    demand(actor is None or policy.can_place(actor))
    tidy = " ".join(name.split())
    if not 2 <= len(tidy) <= _length(Department.name):
        raise Invalid(department=_("A name has 2 to %(most)d characters.", most=_length(Department.name)))
    address = slug(tidy, otherwise="department")
    found = session.scalar(select(Department).where(Department.slug == address))
    if found is None:
        found = Department(slug=address, name=tidy)
        session.add(found)
        session.flush()
    return found


@command
def set_skills(profile: Profile, *, names: Iterable[str], actor: Person) -> None:
    """Say what a person knows; skills that stay keep those who confirmed them. Oneself and the administration."""
    demand(policy.can_edit(actor, profile.person))
    wanted = _by_slug(names)
    own = select(PersonSkill).where(PersonSkill.person_id == profile.person_id)
    held = {row.skill.slug: row for row in session.scalars(own)}
    if held.keys() == wanted.keys():
        return
    gone = [held[address].skill_id for address in held.keys() - wanted.keys()]
    session.execute(
        delete(PersonSkill).where(PersonSkill.person_id == profile.person_id, PersonSkill.skill_id.in_(gone))
    )
    for address in wanted.keys() - held.keys():
        skill = _skill(address, wanted[address])
        session.add(PersonSkill(person_id=profile.person_id, skill_id=skill.id))
    tell_change(profile)


def tell_change(profile: Profile) -> None:
    """Say inside a running command that what others see of a person changed."""
    profile.person.version += 1
    record(ProfileChanged(profile.person_id))


def _by_slug(names: Iterable[str]) -> dict[str, str]:
    tidy = [" ".join(name.split()) for name in names]
    wanted = {slug(name): name for name in tidy if name}
    if len(wanted) > MOST_SKILLS:
        raise Invalid(skills=_("At most %(most)d skills.", most=MOST_SKILLS))
    if any(len(name) > LONGEST_SKILL for name in wanted.values()):
        raise Invalid(skills=_("A skill has at most %(most)d characters.", most=LONGEST_SKILL))
    return wanted


def _skill(address: str, name: str) -> Skill:
    found = session.scalar(select(Skill).where(Skill.slug == address))
    if found is None:
        found = Skill(slug=address, name=name)
        session.add(found)
        session.flush()
    return found


def _leads_to(manager: Person, person: Person) -> bool:
    """Whether the person stands above the manager already, or is the manager."""
    above, seen = manager.id, set()
    while above is not None and above not in seen:
        if above == person.id:
            return True
        seen.add(above)
        above = session.scalar(select(Profile.manager_id).where(Profile.person_id == above))
    return False


def _length(column: InstrumentedAttribute[str]) -> int:
    return int(column.type.length)


def _checked_line(name: str, text: str) -> str:
    most = _length(getattr(Profile, name))
    tidy = one_line(text)
    if len(tidy) > most:
        raise Invalid(**{name: _("At most %(most)d characters.", most=most)})
    return tidy


def _checked_biography(text: str) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST_BIOGRAPHY:
        raise Invalid(biography=_("At most %(most)d characters.", most=LONGEST_BIOGRAPHY))
    return tidy

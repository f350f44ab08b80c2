"""What can be read of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.folding import fold, slug, words_of
from app.core.paging import Page, paginate
from app.core.remembering import remembered
from app.people.models import (
    Block,
    Department,
    Endorsement,
    Follow,
    NoContact,
    PersonSkill,
    Profile,
    Skill,
)
from app.people.policy import visible_to
from app.people.summaries import Summary, summary_of

SUMMARY: tuple[Any, ...] = (
    Person.id,
    Person.handle,
    Person.name,
    Person.sort_name,
    Profile.title,
    Profile.site,
    Person.photo,
    Department.name.label("department"),
)


def get_person(person_id: UUID, *, viewer: Person) -> Person:
    """A person the viewer may know of; raises NotFound otherwise."""
    person = session.scalar(select(Person).where(Person.id == person_id, visible_to(viewer)))
    if person is None:
        raise NotFound
    return person


def get_people(person_ids: Iterable[UUID], *, viewer: Person) -> list[Person]:
    """Several people the viewer may know of; raises NotFound where one is not among them."""
    wanted = set(person_ids)
    people = find_people(wanted, viewer=viewer)
    if len(people) < len(wanted):
        raise NotFound
    return people


def find_people(person_ids: Iterable[UUID], *, viewer: Person) -> list[Person]:
    """Those of several people whom the viewer may know of."""
    return list(session.scalars(select(Person).where(Person.id.in_(set(person_ids)), visible_to(viewer))))


def get_person_by_handle(handle: str, *, viewer: Person) -> Person:
    """The same by handle."""
    person = session.scalar(select(Person).where(Person.handle == handle, visible_to(viewer)))
    if person is None:
        raise NotFound
    return person


def get_profile(person_id: UUID, *, viewer: Person) -> Profile:
    """The profile of a person the viewer may know of; raises NotFound otherwise."""
    return _the_profile(Profile.person_id == person_id, viewer)


def get_profile_by_handle(handle: str, *, viewer: Person) -> Profile:
    """The same by the name in its address."""
    return _the_profile(Person.handle == handle, viewer)


def _the_profile(condition: ColumnElement[bool], viewer: Person) -> Profile:
    profile = session.scalar(select(Profile).join(Profile.person).where(condition, visible_to(viewer)))
    if profile is None:
        raise NotFound
    return profile


def summaries() -> Select[Any]:
    """People as lists show them; add what they must be visible through."""
    columns: Select[Any] = select(*SUMMARY)
    return columns.join(Profile, Profile.person_id == Person.id).outerjoin(
        Department, Department.id == Profile.department_id
    )


def summarise(person_ids: Iterable[UUID]) -> dict[UUID, Summary]:
    """The summaries of people whom the caller knows the viewer may see."""
    found = session.execute(summaries().where(Person.id.in_(set(person_ids))))
    return {row.id: summary_of(row) for row in found}


def list_people(
    viewer: Person,
    *,
    q: str = "",
    department: str = "",
    skill: str = "",
    location: str = "",
    limit: int,
    cursor: str | None,
) -> Page[Summary]:
    """The directory in the order of names: open accounts the viewer may know of, by words of the name and by place.

    `department` and `skill` are names or their form in addresses; whatever is empty does not count.
    """
    query = summaries().where(visible_to(viewer), Person.deactivated_at.is_(None), *named(q))
    if department:
        query = query.where(Department.slug == slug(department))
    if location:
        query = query.where(Profile.site.in_([site for site in list_sites(viewer) if fold(site) == fold(location)]))
    if skill:
        knows = select(PersonSkill.person_id).join(Skill).where(Skill.slug == slug(skill))
        query = query.where(Person.id.in_(knows))
    page = paginate(
        query, by=[Person.sort_name, Person.id], limit=limit, cursor=cursor, descending=False, scalars=False
    )
    return Page([summary_of(row) for row in page.items], page.next)


def named(text: str) -> list[ColumnElement[bool]]:
    """The people whom words may mean, as filters: each word begins a word of the name, or the handle."""
    return [
        or_(
            Person.sort_name.startswith(word, autoescape=True),
            Person.sort_name.contains(f" {word}", autoescape=True),
            Person.sort_name.contains(f"-{word}", autoescape=True),
            Person.handle.startswith(word, autoescape=True),
        )
        for word in words_of(fold(text).removeprefix("@"))
    ]


def list_departments(viewer: Person) -> list[Row[str, str]]:
    """The departments by name, each with its form in addresses; for a guest those of the people they know."""
    departments = select(Department.slug, Department.name).order_by(Department.name)
    if viewer.is_guest:
        theirs = select(Profile.department_id).where(_is_known(viewer, Profile.person_id))
        departments = departments.where(Department.id.in_(theirs))
    return list(session.execute(departments))


def get_department(name: str) -> Department:
    """A department by its name or its form in addresses; raises NotFound."""
    found = session.scalar(select(Department).where(Department.slug == slug(name)))
    if found is None:
        raise NotFound
    return found


def list_sites(viewer: Person) -> list[str]:
    """The places where people work whom the viewer may know of."""
    sites = select(Profile.site).where(Profile.site != "", _is_known(viewer, Profile.person_id))
    return list(session.scalars(sites.distinct().order_by(Profile.site)))


def list_common_skills(viewer: Person, *, most: int = 40) -> list[Row[str, str]]:
    """What many people know whom the viewer may know of, by name, each with its form in addresses."""
    common = (
        select(Skill.slug, Skill.name)
        .join(PersonSkill)
        .where(_is_known(viewer, PersonSkill.person_id))
        .group_by(Skill.id, Skill.slug, Skill.name)
        .order_by(func.count().desc(), Skill.name)
        .limit(most)
    )
    return sorted(session.execute(common), key=lambda row: fold(row.name))


def list_skills_named(viewer: Person, text: str, *, most: int = 3) -> list[Row[str, str]]:
    """Skills of people whom the viewer may know of, by how a word of their name begins, the shortest names first."""
    start = slug(text, otherwise="")
    named = (
        select(Skill.slug, Skill.name)
        .where(or_(Skill.slug.startswith(start), Skill.slug.contains(f"-{start}")))
        .where(Skill.id.in_(select(PersonSkill.skill_id).where(_is_known(viewer, PersonSkill.person_id))))
        .order_by(func.length(Skill.name), Skill.name)
        .limit(most)
    )
    return list(session.execute(named)) if start else []


def _is_known(viewer: Person, person_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Whether a column names somebody the viewer may know of; to the house nobody is unknown."""
    return person_id.in_(select(Person.id).where(visible_to(viewer))) if viewer.is_guest else true()


def get_skill(name: str) -> Skill:
    """A skill by its identifier or its form in addresses; raises NotFound."""
    try:
        found = session.get(Skill, UUID(name))
    except ValueError:
        found = session.scalar(select(Skill).where(Skill.slug == slug(name)))
    if found is None:
        raise NotFound
    return found


def list_skills(profile: Profile) -> list[Skill]:
    """What a person says they know, by name."""
    own = select(Skill).join(PersonSkill).where(PersonSkill.person_id == profile.person_id)
    return sorted(session.scalars(own), key=lambda skill: fold(skill.name))


def list_endorsements(profile: Profile, *, viewer: Person) -> dict[UUID, list[Row[UUID, UUID, str, str]]]:
    """Who confirmed which skill, of those the viewer may know of, the first first."""
    confirmed = (
        select(Endorsement.skill_id, Person.id, Person.handle, Person.name)
        .join(Person, Person.id == Endorsement.endorser_id)
        .where(Endorsement.person_id == profile.person_id, visible_to(viewer))
        .order_by(Endorsement.at, Endorsement.endorser_id)
    )
    found: dict[UUID, list[Row[UUID, UUID, str, str]]] = {}
    for row in session.execute(confirmed):
        found.setdefault(row.skill_id, []).append(row)
    return found


def list_reports(profile: Profile, *, viewer: Person, most: int = 12) -> list[Summary]:
    """Those whom a person leads, by name."""
    led = summaries().where(
        Profile.manager_id == profile.person_id, Person.deactivated_at.is_(None), visible_to(viewer)
    )
    return [summary_of(row) for row in session.execute(led.order_by(Person.sort_name, Person.id).limit(most))]


def is_following(follower: Person, person: Person) -> bool:
    """Whether the one follows the other."""
    return session.get(Follow, (follower.id, person.id)) is not None


def is_blocking(blocker: Person, person: Person) -> bool:
    """Whether the one wants no contact from the other."""
    return session.get(Block, (blocker.id, person.id)) is not None


@remembered
def whom_not_to_contact(person_id: UUID) -> frozenset[UUID]:
    """Whom somebody must not contact at this moment: who has blocked them, and from whom an order keeps them."""
    blockers = select(Block.blocker_id).where(Block.blocked_id == person_id)
    kept = select(NoContact.other_id).where(NoContact.person_id == person_id, NoContact.until > clock.now())
    return frozenset(session.scalars(blockers.union_all(kept)))


def who_must_not_contact(person_id: UUID) -> set[UUID]:
    """Who must not contact somebody at this moment: whom they have blocked, and whom an order keeps from them."""
    blocked = select(Block.blocked_id).where(Block.blocker_id == person_id)
    kept = select(NoContact.person_id).where(NoContact.other_id == person_id, NoContact.until > clock.now())
    return set(session.scalars(blocked.union_all(kept)))


def photos_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents are the photos of people."""
    return {key for key in session.scalars(select(Person.photo).where(Person.photo.in_(keys))) if key}

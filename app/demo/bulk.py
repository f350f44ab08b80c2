"""A large company beside the small one: rows put in by the ten thousand, for trying Parvis at its full size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import escape
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.accounts.models import Grant, Person, Role
from app.core import clock
from app.core.db import Model, session
from app.core.events import transaction
from app.core.ids import new_id
from app.core.richtext import RENDERER_VERSION
from app.demo.phrases import Phrases
from app.feed.models import Comment, Post
from app.groups.models import Access, Group, GroupRole, Kind, Membership
from app.people.models import Department, Profile

BATCH = 10_000
PEOPLE_IN_A_GROUP = 10
GROUPS_OF_A_PERSON = 8
PEOPLE_IN_A_DEPARTMENT = 250
COMMENTED = 0.05
MOST_COMMENTS = 20
YEARS = timedelta(days=3 * 365)

Row = dict[str, Any]
Passed = Callable[[int], None]


def add_people(count: int, random: Random, passed: Passed) -> tuple[list[UUID], list[UUID]]:
    """So many people, a department for 250 of them and a group for ten; gives their and their groups' ids."""
    phrases = Phrases(random)
    people, groups = [new_id() for _ in range(count)], [new_id() for _ in range(max(count // PEOPLE_IN_A_GROUP, 1))]
    departments = [new_id() for _ in range(max(count // PEOPLE_IN_A_DEPARTMENT, 1))]
    _put(Department, _departments(departments, phrases))
    _put(Person, _accounts(people, phrases), passed)
    _put(Grant, ({"person_id": person, "role": Role.MEMBER} for person in people))
    _put(Profile, _profiles(people, departments, phrases, random))
    _put(Group, _groups(groups, phrases, random))
    _put(Membership, _memberships(people, groups, random))
    return people, groups


def add_posts(count: int, people: list[UUID], groups: list[UUID], random: Random, passed: Passed) -> None:
    """So many posts over three years, one in a hundred to the whole house, some with conversations."""
    phrases, comments = Phrases(random), list[Row]()
    began = clock.now() - YEARS
    step = YEARS / max(count, 1)
    for start in range(0, count, BATCH):
        posts = [
            _post(began + step * number, random.choice(people), groups, phrases, random)
            for number in range(start, min(start + BATCH, count))
        ]
        for post in posts:
            if random.random() < COMMENTED:
                comments += _conversation(post, people, phrases, random)
        _put(Post, iter(posts), passed)
        _put(Comment, iter(comments))
        comments.clear()


def _put(kind: type[Model], rows: Iterator[Row], passed: Passed = lambda _count: None) -> None:
    while batch := list(islice(rows, BATCH)):
        with transaction():
            session.execute(insert(kind), batch)
        passed(len(batch))


def _departments(ids: list[UUID], phrases: Phrases) -> Iterator[Row]:
    for number, each in enumerate(ids):
        yield {"id": each, "slug": f"service-{number}", "name": phrases.place("department")}


def _accounts(ids: list[UUID], phrases: Phrases) -> Iterator[Row]:
    for number, person in enumerate(ids):
        address = {"email": f"p{number}@demo.example", "handle": f"p{number}"}
        yield address | {"id": person, "name": phrases.person(), "language": "fr", "created_at": clock.now() - YEARS}


def _profiles(people: list[UUID], departments: list[UUID], phrases: Phrases, random: Random) -> Iterator[Row]:
    for person in people:
        place = {"department_id": random.choice(departments), "manager_id": random.choice(people)}
        yield place | {"person_id": person, "title": phrases.one_of("titles"), "site": phrases.one_of("sites")}


def _groups(ids: list[UUID], phrases: Phrases, random: Random) -> Iterator[Row]:
    for number, group in enumerate(ids):
        access = random.choices(list(Access), weights=(80, 17, 3))[0]
        name = {"slug": f"groupe-{number}", "name": phrases.place("group"), "description": phrases.post()}
        yield name | {"id": group, "rules": [], "kind": random.choice(list(Kind)), "access": access}


def _memberships(people: list[UUID], groups: list[UUID], random: Random) -> Iterator[Row]:
    owned = dict(zip(groups, random.choices(people, k=len(groups)), strict=True))
    for group, owner in owned.items():
        yield {"group_id": group, "person_id": owner, "role": GroupRole.OWNER}
    for person in people:
        for group in random.sample(groups, min(GROUPS_OF_A_PERSON, len(groups))):
            if owned[group] != person:
                yield {"group_id": group, "person_id": person, "role": GroupRole.MEMBER}


def _post(at: datetime, author: UUID, groups: list[UUID], phrases: Phrases, random: Random) -> Row:
    with clock.stopped_at(at):
        group = None if random.random() < 0.01 else random.choice(groups)
        count = {"comment_count": 0, "last_number": 0}
        return count | {"id": new_id(), "group_id": group} | _written(phrases.post(), at, author)


def _written(body: str, at: datetime, author: UUID) -> Row:
    html = {"body": body, "html": f"<p>{escape(body, quote=False)}</p>\n", "renderer_version": RENDERER_VERSION}
    return html | {"author_id": author, "published_at": at, "reactions": {}}


def _conversation(post: Row, people: list[UUID], phrases: Phrases, random: Random) -> Iterator[Row]:
    count = random.randint(1, MOST_COMMENTS)
    post["comment_count"] = post["last_number"] = count
    for number in range(1, count + 1):
        at = post["published_at"] + timedelta(minutes=7 * number)
        place = {"id": new_id(), "post_id": post["id"], "number": number, "root_number": number}
        yield place | _written(phrases.comment(), at, random.choice(people))

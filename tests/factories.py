"""Factories: people, groups and what they make, by the same services that the product uses."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import count

import pytest

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.files.models import File
from app.files.services import upload_file
from app.groups.models import Access, Group, Kind
from app.groups.services import create_group, set_member
from tests.support.pictures import drawn

PASSWORD = "seven quiet herons"

_numbers = count(1)


@pytest.fixture
def make_person(app: object) -> Callable[..., Person]:
    def make(name: str = "", *roles: Role, password: str | None = None, **values: object) -> Person:
        number = next(_numbers)
        return create_person(
            email=f"person{number}@house.example",
            name=name or f"Person {number}",
            roles=roles or (Role.MEMBER,),
            password=password,
            actor=None,
            **values,
        )

    return make


@pytest.fixture
def make_group(app: object, make_person: Callable[..., Person]) -> Callable[..., Group]:
    def make(
        name: str = "", *, owner: Person | None = None, members: tuple[Person, ...] = (), access: Access = Access.OPEN
    ) -> Group:
        owner = owner or make_person()
        group = create_group(name=name or f"Group {next(_numbers)}", kind=Kind.COMMUNITY, access=access, actor=owner)
        for member in members:
            set_member(group, member, actor=owner)
        return group

    return make


@pytest.fixture
def make_file(make_person: Callable[..., Person]) -> Callable[..., File]:
    def make(content: bytes = b"words", name: str = "note.txt", *, owner: Person | None = None) -> File:
        return upload_file(io.BytesIO(content), name=name, actor=owner or make_person())

    return make


@pytest.fixture
def make_picture(make_person: Callable[..., Person]) -> Callable[..., File]:
    def make(name: str = "wall.png", alt: str = "A wall", *, owner: Person | None = None) -> File:
        return upload_file(drawn(), name=name, alt=alt, actor=owner or make_person())

    return make

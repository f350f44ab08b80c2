"""The small world in which the matrix is tried: a cast of people, three groups, and what the rooms put there."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from uuid import UUID

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core.db import session
from app.groups.models import Access, Group, Kind
from app.groups.services import create_group, set_member

TESTS = Path(__file__).resolve().parents[1]
CANARY = "CANARY-7d1f3b"

CAST = ("nobody", "guest", "outsider", "member", "owner", "moderator", "trusted", "communication", "admin")
INSIDERS = ("member", "owner")
ROLES = {
    "guest": Role.GUEST,
    "moderator": Role.MODERATOR,
    "trusted": Role.TRUSTED_PERSON,
    "communication": Role.COMMUNICATION,
    "admin": Role.ADMIN,
}


@dataclass
class World:
    """Who and what there is; `things` gives the texts that stand for `{names}` in the matrix.

    `canary` stands in everything that only the members of the closed and the secret group may see.
    """

    things: dict[str, str] = field(default_factory=dict)
    canary: str = CANARY

    def person(self, name: str) -> Person:
        """One of the cast as they are now."""
        return session.get_one(Person, UUID(self.things[f"person_{name}"]))

    def group(self, name: str) -> Group:
        """One of the groups as it is now."""
        return session.get_one(Group, UUID(self.things[name]))


def make_world(*, without: str = "") -> World:
    """The world with what every room puts into it, but for one that is left out."""
    world = World()
    for name in CAST[1:]:
        role = ROLES.get(name, Role.MEMBER)
        roles = {role} if role is Role.GUEST else {role, Role.MEMBER}
        person = create_person(email=f"{name}@house.example", name=name.title(), handle=name, roles=roles, actor=None)
        world.things[f"person_{name}"] = str(person.id)
    for access in Access:
        _found_group(world, f"{access}_group", access)
    _found_group(world, "guest_group", Access.CLOSED)
    set_member(world.group("guest_group"), world.person("guest"), actor=world.person("owner"))
    for furnish in _furnishings(without):
        furnish.furnish(world)
    return world


def _found_group(world: World, name: str, access: Access) -> None:
    secret = access is Access.SECRET
    group = create_group(
        name=f"{CANARY} {name}" if secret else name, kind=Kind.PROJECT, access=access, actor=world.person("owner")
    )
    if name != "guest_group":
        set_member(group, world.person("member"), actor=world.person("owner"))
    world.things[name], world.things[f"{name}_slug"] = str(group.id), group.slug


def _furnishings(without: str) -> Iterator[ModuleType]:
    """The modules `tests/<room>/things.py`; each has `furnish(world)`."""
    order = (
        "accounts",
        "people",
        "governance",
        "admin",
        "groups",
        "files",
        "agenda",
        "feed",
        "chat",
        "decisions",
        "outreach",
    )
    rooms = [path.parent.name for path in sorted(TESTS.glob("*/things.py")) if path.parent.name != without]
    for room in sorted(rooms, key=lambda name: order.index(name) if name in order else len(order)):
        yield importlib.import_module(f"tests.{room}.things")

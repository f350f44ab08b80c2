"""What groups put into the matrix's world: secrets in the closed and the secret group, and a request that waits."""

from __future__ import annotations

from app.accounts.services import create_person
from app.groups.services import change_group, join_group
from tests.support.world import World


def furnish(world: World) -> None:
    owner = world.person("owner")
    change_group(world.group("secret_group"), description=world.canary, rules=[world.canary], actor=owner)
    asking = create_person(email="asking@house.example", name="Asking", actor=None)
    join_group(world.group("closed_group"), actor=asking)
    world.things["person_asking"] = str(asking.id)

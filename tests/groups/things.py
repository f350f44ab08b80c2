"""What groups put into the matrix's world: secrets in the closed and the secret group, and a request that waits."""

from __future__ import annotations

from app.accounts.services import create_person
from app.core.db import session
from app.groups.models import Access, Reception
from app.groups.services import change_group, change_reception, create_group, join_group, set_parent
from tests.support.world import World


def furnish(world: World) -> None:
    owner = world.person("owner")
    change_group(world.group("secret_group"), description=world.canary, rules=[world.canary], actor=owner)
    for place in ("closed_group", "secret_group"):
        group, one = world.group(place), world.canary
        steps, resources = [{"text": one}], [{"title": one, "url": "/groups"}]
        change_reception(group, welcome=one, steps=steps, resources=resources, actor=owner)
        world.things[f"step_in_{place}"] = session.get_one(Reception, group.id).steps[0]["id"]
    below = create_group(name=f"{world.canary} below", access=Access.SECRET, actor=owner)
    set_parent(below, world.group("secret_group"), parent_joins=True, actor=owner)
    world.things["below_group"], world.things["below_group_slug"] = str(below.id), below.slug
    asking = create_person(email="asking@house.example", name="Asking", actor=None)
    join_group(world.group("closed_group"), actor=asking)
    world.things["person_asking"] = str(asking.id)

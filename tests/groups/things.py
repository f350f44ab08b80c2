"""What groups put into the matrix's world: secrets in the closed and the secret group, and a request that waits."""

from __future__ import annotations

from uuid import UUID

from app.accounts.services import create_person
from app.accounts.services.links import secret_of
from app.core.db import session
from app.groups.models import Access, Reception
from app.groups.queries import list_rules
from app.groups.services import (
    add_rule,
    change_group,
    change_reception,
    create_group,
    invite_person,
    join_group,
    make_link,
    set_parent,
)
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
    for place in ("closed_group", "secret_group"):
        group = world.group(place)
        world.things[f"link_to_{place}"] = str(make_link(group, days=9, uses=9, actor=owner).id)
        add_rule(group, department="works", site=world.canary, actor=owner)
        rule = list_rules(group, viewer=owner)[0][0]
        world.things[f"rule_of_{place}"] = str(rule.id)
    world.things["link_secret"] = secret_of(UUID(world.things["link_to_secret_group"]))
    asking = create_person(email="asking@house.example", name="Asking", actor=None)
    join_group(world.group("closed_group"), actor=asking)
    world.things["person_asking"] = str(asking.id)
    invited = create_person(email="invited@house.example", name="Invited", actor=None)
    invite_person(world.group("secret_group"), invited, actor=owner)
    invite_person(world.group("closed_group"), invited, actor=owner)
    world.things["person_invited"] = str(invited.id)

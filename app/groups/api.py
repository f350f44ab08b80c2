"""Groups over REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.errors import demand
from app.core.paging import Page
from app.groups import patterns, policy, queries, services
from app.groups.health import measure
from app.groups.hooks import Measure
from app.groups.models import Group, JoinRequest, Membership, Reception
from app.groups.schemas import (
    EntrySchema,
    GroupChangeSchema,
    GroupSchema,
    GroupSearchArguments,
    MeasureSchema,
    MembersArguments,
    MemberSchema,
    NewGroupSchema,
    OwnerSchema,
    ParentSchema,
    ReasonSchema,
    ReceptionSchema,
    RequestSchema,
)
from app.people.queries import get_person

api = ApiBlueprint("groups_api", __name__, description="Groups, their members and requests")


STORED: tuple[str, ...] = ("id", "slug", "name", "description", "rules", "icon", "kind", "access", "announcement_only")
STORED += ("join_questions", "cover_url", "created_at")


def _items(groups: Sequence[Group]) -> list[dict[str, Any]]:
    counts, roles = queries.count_members([group.id for group in groups]), queries.roles_of(current_person())
    return [
        {name: getattr(group, name) for name in STORED}
        | {"archived": group.archived_at is not None}
        | {"member_count": counts.get(group.id, 0), "my_role": roles.get(group.id)}
        for group in groups
    ]


@api.get("/groups")
@api.arguments(GroupSearchArguments, location="query")
@api.response(200, page_of(GroupSchema))
def list_groups(arguments: dict[str, Any]) -> dict[str, Any]:
    """The groups the caller may know of, by name."""
    page = queries.list_groups(current_person(), **arguments)
    return {"items": _items(page.items), "next": page.next}


@api.post("/groups")
@api.arguments(NewGroupSchema)
@api.response(201, GroupSchema)
def create_group(values: dict[str, Any]) -> dict[str, Any]:
    """Create a group; the caller becomes its owner."""
    if sort := values.pop("pattern", None):
        values = patterns.fill(sort, values)
    return _items([services.create_group(**values, actor=current_person())])[0]


@api.get("/groups/<uuid:group_id>")
@api.response(200, GroupSchema)
def show_group(group_id: UUID) -> dict[str, Any]:
    """A group, and the one it belongs to where the caller may know of that one."""
    group = queries.get_group(group_id, viewer=current_person())
    parent, _below = queries.list_relatives(group, current_person())
    return _items([group])[0] | {"parent_id": parent.id if parent else None}


@api.route("/groups/<uuid:group_id>", methods=["PATCH"])
@api.arguments(GroupChangeSchema)
@api.response(200, GroupSchema)
def change_group(values: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    """Change a group; owners only."""
    group = queries.get_group(group_id, viewer=current_person())
    services.change_group(group, **values, actor=current_person())
    return _items([group])[0]


@api.delete("/groups/<uuid:group_id>")
@api.response(204)
def delete_group(group_id: UUID) -> None:
    """Close a group for good; owners only."""
    services.delete_group(queries.get_group(group_id, viewer=current_person()), actor=current_person())


@api.get("/groups/<uuid:group_id>/members")
@api.arguments(MembersArguments, location="query")
@api.response(200, page_of(MemberSchema))
def list_members(arguments: dict[str, Any], group_id: UUID) -> Page[Membership]:
    """The members, the newest first."""
    group = queries.get_group(group_id, viewer=current_person())
    return queries.list_members(group, viewer=current_person(), **arguments)


@api.put("/groups/<uuid:group_id>/members/<uuid:person_id>")
@api.arguments(EntrySchema)
@api.response(200, MemberSchema)
@api.alt_response(202, schema=RequestSchema)
def set_member(values: dict[str, Any], group_id: UUID, person_id: UUID) -> Any:
    """Join or ask (oneself), bring somebody in or give a role; 202 where a request now waits."""
    actor = current_person()
    group = queries.get_group(group_id, viewer=actor)
    if person_id != actor.id or values["role"] is not None:
        return services.set_member(group, get_person(person_id, viewer=actor), role=values["role"], actor=actor)
    membership = services.join_group(group, answers=values["answers"], actor=actor)
    if membership is not None:
        return membership
    return RequestSchema().dump(queries.get_request(group, actor)), 202


@api.delete("/groups/<uuid:group_id>/members/<uuid:person_id>")
@api.response(204)
def remove_member(group_id: UUID, person_id: UUID) -> None:
    """Leave (oneself), or remove somebody."""
    group = queries.get_group(group_id, viewer=current_person())
    person = get_person(person_id, viewer=current_person())
    services.remove_member(group, person, actor=current_person())


@api.get("/groups/<uuid:group_id>/requests")
@api.arguments(PageArguments, location="query")
@api.response(200, page_of(RequestSchema))
def list_requests(arguments: dict[str, Any], group_id: UUID) -> Page[JoinRequest]:
    """Who asks to join, the latest first."""
    group = queries.get_group(group_id, viewer=current_person())
    return queries.list_requests(group, viewer=current_person(), **arguments)


@api.post("/groups/<uuid:group_id>/requests/<uuid:person_id>/accept")
@api.response(200, MemberSchema)
def accept_request(group_id: UUID, person_id: UUID) -> Membership:
    """Let somebody in who asked."""
    group = queries.get_group(group_id, viewer=current_person())
    person = get_person(person_id, viewer=current_person())
    return services.accept_request(group, person, actor=current_person())


@api.post("/groups/<uuid:group_id>/requests/<uuid:person_id>/decline")
@api.arguments(ReasonSchema)
@api.response(204)
def decline_request(values: dict[str, Any], group_id: UUID, person_id: UUID) -> None:
    """Turn a request down, with a reason that the person reads."""
    group = queries.get_group(group_id, viewer=current_person())
    person = get_person(person_id, viewer=current_person())
    services.decline_request(group, person, **values, actor=current_person())


@api.post("/groups/<uuid:group_id>/owners")
@api.arguments(OwnerSchema)
@api.response(204)
def create_owner(values: dict[str, Any], group_id: UUID) -> None:
    """Hand the group over to a member, stepping down or not."""
    group = queries.get_group(group_id, viewer=current_person())
    person = get_person(values["person_id"], viewer=current_person())
    services.hand_over(group, person, steps_down=values["steps_down"], actor=current_person())


@api.put("/groups/<uuid:group_id>/parent")
@api.arguments(ParentSchema)
@api.response(204)
def set_parent(values: dict[str, Any], group_id: UUID) -> None:
    """Let the group belong to another that one runs too; owners only."""
    group = queries.get_group(group_id, viewer=current_person())
    parent = queries.get_group(values["parent_id"], viewer=current_person())
    services.set_parent(group, parent, parent_joins=values["parent_joins"], actor=current_person())


@api.delete("/groups/<uuid:group_id>/parent")
@api.response(204)
def remove_parent(group_id: UUID) -> None:
    """Let the group belong to none; owners only."""
    services.set_parent(queries.get_group(group_id, viewer=current_person()), None, actor=current_person())


@api.get("/groups/<uuid:group_id>/reception")
@api.response(200, ReceptionSchema)
def show_reception(group_id: UUID) -> Reception:
    """The welcome, the first steps and what is pinned; for who may read the group."""
    group = queries.get_group(group_id, viewer=current_person())
    demand(policy.can_read(current_person(), group))
    is_kept = policy.can_own(current_person(), group)  # whoever changes it has all of it before them
    return queries.get_reception(group) if is_kept else queries.read_reception(group)


@api.route("/groups/<uuid:group_id>/reception", methods=["PATCH"])
@api.arguments(ReceptionSchema)
@api.response(200, ReceptionSchema)
def change_reception(values: dict[str, Any], group_id: UUID) -> Reception:
    """Change what is given of it; owners only."""
    group = queries.get_group(group_id, viewer=current_person())
    services.change_reception(group, **values, actor=current_person())
    return queries.get_reception(group)


@api.put("/groups/<uuid:group_id>/steps/<step>")
@api.response(204)
def tick_step(group_id: UUID, step: str) -> None:
    """Note for oneself alone that a first step is done."""
    services.tick_step(queries.get_group(group_id, viewer=current_person()), step, actor=current_person())


@api.delete("/groups/<uuid:group_id>/steps/<step>")
@api.response(204)
def untick_step(group_id: UUID, step: str) -> None:
    """Take that back."""
    services.untick_step(queries.get_group(group_id, viewer=current_person()), step, actor=current_person())


@api.get("/groups/<uuid:group_id>/health")
@api.response(200, MeasureSchema(many=True))
def show_health(group_id: UUID) -> list[Measure]:
    """The group's figures, for those who run it; never who."""
    group = queries.get_group(group_id, viewer=current_person())
    demand(policy.can_keep(current_person(), group))
    return measure(group)

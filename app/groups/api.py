"""Groups over REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, Text, page_of
from app.core.paging import Page
from app.groups import queries, services
from app.groups.models import Access, Group, GroupRole, JoinRequest, Kind, Membership
from app.groups.services import LONGEST_RULE, MOST_RULES
from app.people.api import PersonSummary
from app.people.queries import get_person

api = ApiBlueprint("groups_api", __name__, description="Groups, their members and requests")


class GroupSchema(Schema):
    """A group as the caller sees it."""

    id = fields.UUID()
    slug = fields.String()
    name = fields.String()
    description = fields.String()
    rules = fields.List(fields.String())
    icon = fields.String()
    kind = fields.String()
    access = fields.String()
    created_at = fields.AwareDateTime()
    member_count = fields.Integer()
    my_role = fields.String(allow_none=True)


class NewGroupSchema(Schema):
    """What founding a group takes."""

    name = Text(required=True)
    description = Text(load_default="")
    kind = fields.Enum(Kind, by_value=True, load_default=Kind.COMMUNITY)
    access = fields.Enum(Access, by_value=True, load_default=Access.OPEN)


class GroupChangeSchema(Schema):
    """What can be changed of a group; what is left out stays."""

    name = Text()
    description = Text()
    rules = fields.List(Text(validate=validate.Length(max=LONGEST_RULE)), validate=validate.Length(max=MOST_RULES))
    access = fields.Enum(Access, by_value=True)


class RoleSchema(Schema):
    """A role in the group."""

    role = fields.Enum(GroupRole, by_value=True, load_default=None, allow_none=True)


class MemberSchema(Schema):
    """A member with their role."""

    person = fields.Nested(PersonSummary)
    role = fields.String()
    joined_at = fields.AwareDateTime()


class RequestSchema(Schema):
    """Somebody who asks to join."""

    person = fields.Nested(PersonSummary)
    asked_at = fields.AwareDateTime()


class GroupSearchArguments(PageArguments):
    """Part of a name or description."""

    q = Text(load_default="")


STORED = ("id", "slug", "name", "description", "rules", "icon", "kind", "access", "created_at")


def _items(groups: Sequence[Group]) -> list[dict[str, Any]]:
    counts, roles = queries.count_members([group.id for group in groups]), queries.roles_of(current_person())
    return [
        {name: getattr(group, name) for name in STORED}
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
    """Found a group; the caller becomes its owner."""
    return _items([services.create_group(**values, actor=current_person())])[0]


@api.get("/groups/<uuid:group_id>")
@api.response(200, GroupSchema)
def show_group(group_id: UUID) -> dict[str, Any]:
    """A group."""
    return _items([queries.get_group(group_id, viewer=current_person())])[0]


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
@api.arguments(PageArguments, location="query")
@api.response(200, page_of(MemberSchema))
def list_members(arguments: dict[str, Any], group_id: UUID) -> Page[Membership]:
    """The members, the newest first."""
    group = queries.get_group(group_id, viewer=current_person())
    return queries.list_members(group, viewer=current_person(), **arguments)


@api.put("/groups/<uuid:group_id>/members/<uuid:person_id>")
@api.arguments(RoleSchema)
@api.response(200, MemberSchema)
@api.alt_response(202, schema=RequestSchema)
def set_member(values: dict[str, Any], group_id: UUID, person_id: UUID) -> Any:
    """Join or ask (oneself), bring somebody in or give a role; 202 where a request now waits."""
    actor = current_person()
    group = queries.get_group(group_id, viewer=actor)
    if person_id != actor.id or values["role"] is not None:
        return services.set_member(group, get_person(person_id, viewer=actor), **values, actor=actor)
    membership = services.join_group(group, actor=actor)
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
@api.response(204)
def decline_request(group_id: UUID, person_id: UUID) -> None:
    """Turn a request down."""
    group = queries.get_group(group_id, viewer=current_person())
    person = get_person(person_id, viewer=current_person())
    services.decline_request(group, person, actor=current_person())

"""The ways into groups over REST: invitations, links and rules of automatic membership."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from app.accounts.services.links import secret_of
from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, Text, page_of
from app.core.paging import Page
from app.groups import queries, services
from app.groups.models import GroupInvitation, GroupLink, Membership, MembershipRule
from app.groups.schemas import MemberSchema
from app.groups.services.linking import MOST_DAYS, MOST_USES
from app.people.api import PersonSummary
from app.people.queries import get_person

api = ApiBlueprint("group_ways_in_api", __name__, description="Ways into groups: invitations, links and rules")


class InvitedSchema(Schema):
    """Somebody who is invited into a group."""

    person = fields.Nested(PersonSummary)
    at = fields.AwareDateTime()


class NewInvitedSchema(Schema):
    """Whom to invite."""

    person_id = fields.UUID(required=True)


class GroupLinkSchema(Schema):
    """A link into a group; whoever of the house has its secret may come in."""

    id = fields.UUID()
    secret = fields.Function(lambda link: secret_of(link.id))
    expires_at = fields.AwareDateTime()
    uses = fields.Integer()
    most_uses = fields.Integer()


class NewGroupLinkSchema(Schema):
    """How long a link holds, and for how many people."""

    days = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_DAYS))
    most_uses = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_USES))


class MembershipRuleSchema(Schema):
    """Who belongs to a group by what their profile says; with `leaves` they go when it no longer holds."""

    id = fields.UUID(dump_only=True)
    department = Text(load_default="")
    site = Text(load_default="")
    skill = Text(load_default="")
    leaves = fields.Boolean(load_default=False)


@api.get("/groups/<uuid:group_id>/invitations")
@api.arguments(PageArguments, location="query")
@api.response(200, page_of(InvitedSchema))
def list_invitations(arguments: dict[str, Any], group_id: UUID) -> Page[GroupInvitation]:
    """Who is invited and has not answered, the latest first."""
    group = queries.get_group(group_id, viewer=current_person())
    return queries.list_invitations(group, viewer=current_person(), **arguments)


@api.post("/groups/<uuid:group_id>/invitations")
@api.arguments(NewInvitedSchema)
@api.response(204)
def create_invitation(values: dict[str, Any], group_id: UUID) -> None:
    """Invite somebody; who asked to join is in at once."""
    group = queries.get_group(group_id, viewer=current_person())
    services.invite_person(group, get_person(values["person_id"], viewer=current_person()), actor=current_person())


@api.delete("/groups/<uuid:group_id>/invitations/<uuid:person_id>")
@api.response(204)
def remove_invitation(group_id: UUID, person_id: UUID) -> None:
    """Decline (oneself), or take an invitation back."""
    actor = current_person()
    if person_id == actor.id:
        services.decline_invitation(group_id, actor=actor)
    else:
        group = queries.get_group(group_id, viewer=actor)
        services.withdraw_invitation(group, get_person(person_id, viewer=actor), actor=actor)


@api.post("/groups/<uuid:group_id>/invitations/accept")
@api.response(204)
def accept_invitation(group_id: UUID) -> None:
    """Come into a group that one is invited into."""
    services.accept_invitation(group_id, actor=current_person())


@api.get("/groups/<uuid:group_id>/links")
@api.response(200, GroupLinkSchema(many=True))
def list_links(group_id: UUID) -> list[GroupLink]:
    """The links that hold, the newest first."""
    return queries.list_links(queries.get_group(group_id, viewer=current_person()), viewer=current_person())


@api.post("/groups/<uuid:group_id>/links")
@api.arguments(NewGroupLinkSchema)
@api.response(201, GroupLinkSchema)
def create_link(values: dict[str, Any], group_id: UUID) -> GroupLink:
    """Make a link that lets people in."""
    group = queries.get_group(group_id, viewer=current_person())
    return services.make_link(group, days=values["days"], uses=values["most_uses"], actor=current_person())


@api.delete("/groups/<uuid:group_id>/links/<uuid:link_id>")
@api.response(204)
def remove_link(group_id: UUID, link_id: UUID) -> None:
    """Let a link hold no more."""
    services.withdraw_link(queries.get_group(group_id, viewer=current_person()), link_id, actor=current_person())


@api.post("/group-links/<secret>/uses")
@api.response(200, MemberSchema)
def use_link(secret: str) -> Membership:
    """Come in by a link; who is in already uses nothing up."""
    return services.use_link(secret, actor=current_person())


@api.get("/groups/<uuid:group_id>/rules")
@api.response(200, MembershipRuleSchema(many=True))
def list_rules(group_id: UUID) -> list[dict[str, Any]]:
    """The rules of automatic membership; owners only."""
    group = queries.get_group(group_id, viewer=current_person())
    return [_shown(rule) for rule, _brought in queries.list_rules(group, viewer=current_person())]


@api.post("/groups/<uuid:group_id>/rules")
@api.arguments(MembershipRuleSchema)
@api.response(201, MembershipRuleSchema)
def create_rule(values: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    """Let whoever has all that is named belong to the group; owners only."""
    group = queries.get_group(group_id, viewer=current_person())
    return _shown(services.add_rule(group, **values, actor=current_person()))


@api.delete("/groups/<uuid:group_id>/rules/<uuid:rule_id>")
@api.response(204)
def remove_rule(group_id: UUID, rule_id: UUID) -> None:
    """Let a rule bring nobody in any more; whom it brought stays. Owners only."""
    services.remove_rule(queries.get_group(group_id, viewer=current_person()), rule_id, actor=current_person())


def _shown(rule: MembershipRule) -> dict[str, Any]:
    department, skill = rule.department, rule.skill
    named = {"department": department.slug if department else "", "skill": skill.slug if skill else ""}
    return {"id": rule.id, "site": rule.site, "leaves": rule.leaves} | named

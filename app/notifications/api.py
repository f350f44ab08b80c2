"""Notifications over REST."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import MOST
from app.notifications import queries, services
from app.notifications.items import describe
from app.notifications.kinds import Kind
from app.people.api import PersonSummary

blueprint = ApiBlueprint("notifications_api", __name__, description="What waits for the caller")


class NotificationSchema(Schema):
    """One thing that concerns the caller."""

    id = fields.UUID()
    kind = fields.String()
    text = fields.String()
    url = fields.String()
    actor = fields.Nested(PersonSummary, allow_none=True)
    count = fields.Integer()
    at = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)


class NotificationReadingSchema(Schema):
    """Which notifications were read: these, or all."""

    ids = fields.List(fields.UUID(), validate=validate.Length(max=MOST))
    all = fields.Boolean(load_default=False)

    @validates_schema
    def _one_of_both(self, values: dict[str, Any], **_options: Any) -> None:
        if ("ids" in values) == values["all"]:
            raise ValidationError(_("Give ids, or all: true."), "ids")


class WaysSchema(Schema):
    """By which ways a kind is told."""

    screen = fields.Boolean()
    mail = fields.Boolean()


class NotificationSettingsSchema(Schema):
    """By which ways each kind is told."""

    kinds = fields.Dict(keys=fields.Enum(Kind, by_value=True), values=fields.Nested(WaysSchema), required=True)


@blueprint.get("/notifications")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(NotificationSchema))
def list_notifications(arguments: dict[str, Any]) -> dict[str, Any]:
    """The caller's notifications, the latest first."""
    page = queries.list_notifications(current_person(), **arguments)
    return {"items": [describe(item) for item in page.items], "next": page.next}


@blueprint.post("/notifications/read")
@blueprint.arguments(NotificationReadingSchema)
@blueprint.response(204)
def mark_read(values: dict[str, Any]) -> None:
    """Mark some, or all, as read."""
    services.mark_read(ids=values.get("ids"), actor=current_person())


@blueprint.get("/notifications/settings")
@blueprint.response(200, NotificationSettingsSchema)
def show_settings() -> dict[str, Any]:
    """By which ways the caller is told each kind."""
    return {"kinds": queries.settings_of(current_person().id)}


@blueprint.route("/notifications/settings", methods=["PATCH"])
@blueprint.arguments(NotificationSettingsSchema)
@blueprint.response(200, NotificationSettingsSchema)
def change_settings(values: dict[str, Any]) -> dict[str, Any]:
    """Choose; what is left out stays."""
    services.choose(values["kinds"], actor=current_person())
    return {"kinds": queries.settings_of(current_person().id)}

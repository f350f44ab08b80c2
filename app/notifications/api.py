"""Notifications over REST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import MOST, Page
from app.notifications import mutes, queries, services
from app.notifications.attention import Rhythm
from app.notifications.items import describe_all
from app.notifications.kinds import Kind
from app.notifications.models import Absence
from app.notifications.mutes import Muted, Sort
from app.people.api import PersonSummary

blueprint = ApiBlueprint("notifications_api", __name__, description="What waits for the caller")


class NotificationSchema(Schema):
    """One thing that concerns the caller."""

    id = fields.UUID()
    kind = fields.String()
    text = fields.String()
    excerpt = fields.String()
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
    """By which ways a kind is told; each stands for itself."""

    screen = fields.Boolean()
    mail = fields.Boolean()
    push = fields.Boolean()


class AttentionSchema(Schema):
    """When the caller is told by mail and push, by the clock of their time zone."""

    keeps_quiet = fields.Boolean()
    quiet_from = fields.Time(format="%H:%M")
    quiet_until = fields.Time(format="%H:%M")
    working_days = fields.List(fields.Integer(), validate=validate.Length(max=7))
    digest = fields.Enum(Rhythm, by_value=True)
    digest_hour = fields.Integer()
    digest_day = fields.Integer()


class NotificationSettingsSchema(Schema):
    """By which ways each kind is told, and when."""

    kinds = fields.Dict(keys=fields.Enum(Kind, by_value=True), values=fields.Nested(WaysSchema))
    attention = fields.Nested(AttentionSchema)


class AbsenceSchema(Schema):
    """Days on which the caller is away, both included."""

    id = fields.UUID(dump_only=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)


class MuteSchema(Schema):
    """Something of which the caller hears nothing: `sort` says what the `value` names; `until` null is for good."""

    id = fields.UUID(dump_only=True)
    sort = fields.Enum(Sort, by_value=True, required=True)
    value = fields.String(required=True, load_only=True)
    words = fields.String(dump_only=True)
    until = fields.AwareDateTime(allow_none=True, load_default=None)
    wholly = fields.Boolean(load_default=False)


@blueprint.get("/notifications")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(NotificationSchema))
def list_notifications(arguments: dict[str, Any]) -> dict[str, Any]:
    """The caller's notifications, the latest first."""
    person = current_person()
    page = queries.list_notifications(person, **arguments)
    return {"items": describe_all(page.items, viewer=person), "next": page.next}


@blueprint.post("/notifications/read")
@blueprint.arguments(NotificationReadingSchema)
@blueprint.response(204)
def mark_read(values: dict[str, Any]) -> None:
    """Mark some, or all, as read."""
    services.mark_read(ids=values.get("ids"), actor=current_person())


@blueprint.get("/notifications/settings")
@blueprint.response(200, NotificationSettingsSchema)
def show_settings() -> dict[str, Any]:
    """By which ways, and when, the caller is told each kind."""
    return _settings()


@blueprint.route("/notifications/settings", methods=["PATCH"])
@blueprint.arguments(NotificationSettingsSchema)
@blueprint.response(200, NotificationSettingsSchema)
def change_settings(values: dict[str, Any]) -> dict[str, Any]:
    """Choose; what is left out stays."""
    if values.get("attention"):
        services.choose_attention(**values["attention"], actor=current_person())
    services.choose(values.get("kinds", {}), actor=current_person())
    return _settings()


@blueprint.get("/notifications/absences")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(AbsenceSchema))
def list_absences(arguments: dict[str, Any]) -> Page[Absence]:
    """The caller's absences that are not over, in the order in which they were planned."""
    return queries.page_absences(current_person(), **arguments)


@blueprint.post("/notifications/absences")
@blueprint.arguments(AbsenceSchema)
@blueprint.response(201, AbsenceSchema)
def create_absence(values: dict[str, Any]) -> Absence:
    """Be away on these days: no mail and no push; the same days again change nothing."""
    return services.plan_absence(values["first_day"], values["last_day"], actor=current_person())


@blueprint.delete("/notifications/absences/<uuid:absence_id>")
@blueprint.response(204)
def delete_absence(absence_id: UUID) -> None:
    """Be there after all."""
    services.cancel_absence(absence_id, actor=current_person())


@blueprint.get("/notifications/mutes")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(MuteSchema))
def list_mutes(arguments: dict[str, Any]) -> Page[Muted]:
    """What the caller has muted, the newest first."""
    return mutes.list_mutes(current_person(), **arguments)


@blueprint.post("/notifications/mutes")
@blueprint.arguments(MuteSchema)
@blueprint.response(201, MuteSchema)
def create_mute(values: dict[str, Any]) -> dict[str, Any]:
    """Hear nothing of a group, a post's thread, a person's deeds or a kind; muting again takes the newer wish.

    Mentions of the caller are still told unless it is muted wholly.
    """
    person = current_person()
    made = services.mute(**values, actor=person)
    thing = mutes.find_thing(values["sort"], values["value"], viewer=person)
    return {"id": made.id, "sort": thing.sort, "words": thing.words, "until": made.until, "wholly": made.wholly}


@blueprint.delete("/notifications/mutes/<uuid:mute_id>")
@blueprint.response(204)
def delete_mute(mute_id: UUID) -> None:
    """Hear of it again."""
    services.hear_again(mute_id, actor=current_person())


def _settings() -> dict[str, Any]:
    person = current_person()
    return {"kinds": queries.settings_of(person.id), "attention": queries.attention_of(person.id)}

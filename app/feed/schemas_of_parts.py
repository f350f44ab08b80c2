"""The shapes of what posts carry beside their text, in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import page_of
from app.feed.models import Audience


class NewAudience(Schema):
    """Whom an announcement to the house concerns, where it is not everybody."""

    department_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 50))


class NewAnnouncement(Schema):
    """What makes a post an announcement: to the members of its group, or to the house or some of its departments."""

    confirm = fields.Boolean(load_default=False)
    deadline = fields.AwareDateTime(load_default=None, allow_none=True)
    expires_at = fields.AwareDateTime(load_default=None, allow_none=True)
    audience = fields.Nested(NewAudience, load_default=None, allow_none=True)


class AnnouncementItem(Schema):
    """Whom an announcement concerns, by when, and how many of them have confirmed to have read it."""

    confirm = fields.Boolean()
    deadline = fields.String(allow_none=True, metadata={"format": "date-time"})
    expires_at = fields.String(allow_none=True, metadata={"format": "date-time"})
    audience = fields.String(validate=validate.OneOf(list(Audience)))
    is_late = fields.Boolean()
    is_over = fields.Boolean()
    confirmed = fields.Integer()
    concerned = fields.Integer()
    percent = fields.Integer()


class PinItem(Schema):
    """Its place among what stands on top of its group."""

    position = fields.Integer()


class Archiver(Schema):
    """Whoever put a post away."""

    id = fields.UUID()
    handle = fields.String()
    name = fields.String()


class ArchiveItem(Schema):
    """Since when a post is put away, and by whom."""

    at = fields.String(metadata={"format": "date-time"})
    by = fields.Nested(Archiver)


class LockItem(Schema):
    """Since when nobody comments on it or reacts to it any more."""

    at = fields.String(metadata={"format": "date-time"})


class NewPraise(Schema):
    """Whom the post thanks, and for which of the company's values."""

    person_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 10))
    value_id = fields.UUID(load_default=None, allow_none=True)


class PraisedPerson(Schema):
    """Somebody whom a post thanks."""

    id = fields.UUID()
    handle = fields.String()
    name = fields.String()
    photo_url = fields.String(allow_none=True)


class InBothLanguages(Schema):
    """The same words in French and in English."""

    fr = fields.String()
    en = fields.String()


class ValueItem(Schema):
    """Something that the company stands for."""

    id = fields.UUID()
    icon = fields.String()
    name = fields.Nested(InBothLanguages)
    sentence = fields.Nested(InBothLanguages)


class PraiseItem(Schema):
    """Those whom the post thanks and who let their name stand, by name, and for what."""

    people = fields.List(fields.Nested(PraisedPerson))
    value = fields.Nested(ValueItem, allow_none=True)


ValuePage = page_of(ValueItem)

"""The shapes of the outward channel's operations in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import Text, page_of
from app.outreach.services import Decision


class NewChannel(Schema):
    """A channel to set up; what `config` holds depends on the kind."""

    kind = Text(required=True)
    name = Text(required=True)
    department_id = fields.UUID(load_default=None, allow_none=True)
    config = fields.Dict(keys=Text(), values=Text(), load_default=dict)


class ChannelItem(Schema):
    """A channel; the secrets of its config are never given back."""

    id = fields.UUID()
    kind = fields.String()
    name = fields.String()
    department_id = fields.UUID(allow_none=True)
    config = fields.Dict(keys=fields.String(), values=fields.String())
    account = fields.String()
    access = fields.String()
    problem = fields.String()
    checked_at = fields.AwareDateTime(allow_none=True)


class LibraryItemSchema(Schema):
    """Words that a committee has approved."""

    id = fields.UUID()
    proposal_id = fields.UUID()
    content_hash = fields.String()
    title = fields.String()
    body = fields.String()
    file_ids = fields.List(fields.String())
    channels = fields.List(fields.String())
    valid_until = fields.AwareDateTime(allow_none=True)
    embargo_until = fields.AwareDateTime(allow_none=True)
    post_id = fields.UUID(allow_none=True)
    approved_at = fields.AwareDateTime()


class Terms(Schema):
    """From when and until when the words may go out."""

    embargo_until = fields.AwareDateTime(load_default=None, allow_none=True)
    valid_until = fields.AwareDateTime(load_default=None, allow_none=True)


class PreviewArguments(Schema):
    """One channel, or none for all that the item may go to."""

    channel_id = fields.UUID(load_default=None, allow_none=True)


class CountItem(Schema):
    """How much of a limit is used; `limit` is null where there is none."""

    explanation = fields.String()
    used = fields.Integer()
    limit = fields.Integer(allow_none=True)


class PreviewItem(Schema):
    """Exactly what will be sent: `payload` is the body of the request, `payload_hash` its SHA-256."""

    channel_id = fields.UUID()
    kind = fields.String()
    text = fields.String()
    payload = fields.String()
    payload_hash = fields.String()
    counts = fields.List(fields.Nested(CountItem))
    problems = fields.List(fields.String())


class CheckItem(Schema):
    """Something the checks before sending have found; `blocking` or only to think about."""

    rule = fields.String()
    message = fields.String()
    excerpt = fields.String()
    blocking = fields.Boolean()


class Previews(Schema):
    """An item on each channel, and what the checks have found."""

    content_hash = fields.String()
    items = fields.List(fields.Nested(PreviewItem))
    checks = fields.List(fields.Nested(CheckItem))


class NewPublication(Schema):
    """What to publish where and when, by default now."""

    item_id = fields.UUID(required=True)
    channel_id = fields.UUID(required=True)
    scheduled_at = fields.AwareDateTime(load_default=None, allow_none=True)


class JournalItem(Schema):
    """One change of state."""

    at = fields.AwareDateTime()
    old = fields.String()
    new = fields.String()
    reason = fields.String()
    detail = fields.String()


class LinkItem(Schema):
    """A tracked link and where it leads."""

    url = fields.String()
    target = fields.String()


class PublicationItem(Schema):
    """A publication; in `figures` what a network does not count is absent, not zero."""

    id = fields.UUID()
    item_id = fields.UUID()
    channel_id = fields.UUID()
    kind = fields.String()
    state = fields.String()
    reason = fields.String()
    detail = fields.String()
    scheduled_at = fields.AwareDateTime()
    published_at = fields.AwareDateTime(allow_none=True)
    content_hash = fields.String()
    payload_hash = fields.String()
    url = fields.String(allow_none=True)
    removed_at = fields.AwareDateTime(allow_none=True)
    links = fields.List(fields.Nested(LinkItem))
    figures = fields.Dict(keys=fields.String(), values=fields.Integer())
    figures_at = fields.AwareDateTime(allow_none=True)
    journal = fields.List(fields.Nested(JournalItem))


class DeliveryDecision(Schema):
    """What a human says of a publication in doubt: it is `there`, or send it `again`."""

    decision = fields.Enum(Decision, by_value=True, required=True)
    url = Text(load_default="", validate=validate.Length(max=2000))


ChannelPage = page_of(ChannelItem)
LibraryPage = page_of(LibraryItemSchema)

"""People in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields


class PersonSummary(Schema):
    """A person as other things name them."""

    id = fields.UUID()
    name = fields.String()
    handle = fields.String()

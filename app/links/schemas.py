"""The shape of a link's preview in the REST interface and on sockets."""

from __future__ import annotations

from marshmallow import Schema, fields


class LinkPreviewItem(Schema):
    """What a text's first link leads to, as that page said when it was asked."""

    url = fields.String()
    title = fields.String()
    text = fields.String()
    site = fields.String()
    picture_url = fields.String(allow_none=True)

"""The shapes of reactions in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.core.api import PageArguments, Text, page_of
from app.people.schemas import PersonSummary


class WordItem(Schema):
    """A word that may be said, or could be; `label` is in the reader's language."""

    name = fields.String()
    label = fields.String()
    label_fr = fields.String()
    label_en = fields.String()
    icon = fields.String()
    is_offered = fields.Boolean()


class ReactedArguments(PageArguments):
    """Who is wanted: those who said one word, or all."""

    name = Text(load_default=None)


class ReactedItem(Schema):
    """Somebody who reacted, with which word, since when."""

    person = fields.Nested(PersonSummary)
    name = fields.String()
    at = fields.AwareDateTime()


WordPage = page_of(WordItem)
ReactedPage = page_of(ReactedItem)

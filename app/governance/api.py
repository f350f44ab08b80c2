"""The code of conduct in the REST interface."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint
from app.core.language import language
from app.governance import queries, services
from app.governance.models import Acknowledgement

api = ApiBlueprint("governance_api", __name__, description="The rules of the house")


class ArticleSchema(Schema):
    """A numbered article in the reader's language."""

    number = fields.Integer()
    title = fields.String()
    text = fields.String()


class CodeSchema(Schema):
    """The code of conduct in force."""

    version = fields.Integer()
    published_at = fields.AwareDateTime()
    articles = fields.List(fields.Nested(ArticleSchema))


class AcknowledgementWishSchema(Schema):
    """Which version was read; the one in force unless told otherwise."""

    version = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(min=1))


class AcknowledgementSchema(Schema):
    """That a person agreed to a version, and when."""

    version = fields.Integer()
    acknowledged_at = fields.AwareDateTime(attribute="at")


@api.route("/code-of-conduct", methods=["GET"])
@api.response(200, CodeSchema)
def show_code() -> dict[str, Any]:
    """The code of conduct in force, in the reader’s language."""
    code, words = queries.get_code(), language()
    articles = [{"number": a.number, "title": a.title(words), "text": a.text(words)} for a in code.articles]
    return {"version": code.version, "published_at": code.published_at, "articles": articles}


@api.route("/code-of-conduct/acknowledgement", methods=["POST"])
@api.arguments(AcknowledgementWishSchema)
@api.response(200, AcknowledgementSchema)
def acknowledge(wish: dict[str, Any]) -> Acknowledgement:
    """Agree to the code of conduct; repeating changes nothing."""
    return services.acknowledge_code(version=wish["version"], actor=current_person())

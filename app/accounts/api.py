"""Oneself and one's tokens, in the REST interface."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import request
from marshmallow import Schema, fields, validate

from app.accounts import devices, queries, services
from app.accounts.models import Person, Scope, Token
from app.accounts.services.tokens import LASTS, LASTS_AT_MOST
from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, Text, page_of, public
from app.core.errors import Invalid, Unauthenticated
from app.core.language import LANGUAGES
from app.core.paging import Page

api = ApiBlueprint("accounts_api", __name__, description="Oneself and one’s tokens")


class AcknowledgedSchema(Schema):
    """Which code of conduct is in force, and when the person acknowledged it."""

    version = fields.Integer(allow_none=True)
    acknowledged_at = fields.AwareDateTime(allow_none=True)


class UnreadSchema(Schema):
    """How much waits to be read."""

    notifications = fields.Integer()
    messages = fields.Integer()
    mentions = fields.Integer(metadata={"description": "In messages, those of muted conversations too"})


class MeSchema(Schema):
    """The person who asks."""

    id = fields.String()
    name = fields.String()
    handle = fields.String()
    email = fields.String()
    roles = fields.List(fields.String())
    language = fields.String(allow_none=True)
    time_zone = fields.String()
    code_of_conduct = fields.Nested(AcknowledgedSchema)
    unread = fields.Nested(UnreadSchema)


class MeChangeSchema(Schema):
    """What a person changes of themselves."""

    name = Text(validate=validate.Length(1, 120))
    language = fields.String(validate=validate.OneOf(LANGUAGES), allow_none=True)
    time_zone = Text(validate=validate.Length(1, 60))


class TokenRequestSchema(Schema):
    """Who asks for a token, and what it shall be good for."""

    email = Text(required=True, validate=validate.Length(1, 254))
    password = Text(required=True, validate=validate.Length(1, 1000))
    otp = Text(allow_none=True)
    name = Text(load_default="", validate=validate.Length(max=100))
    scopes = fields.List(
        fields.Enum(Scope, by_value=True),
        load_default=[Scope.READ, Scope.WRITE],
        validate=validate.Length(1, len(Scope)),
    )
    expires_in = fields.Integer(
        strict=True,
        load_default=int(LASTS.total_seconds()),
        validate=validate.Range(1, int(LASTS_AT_MOST.total_seconds())),
    )


class TokenSchema(Schema):
    """A token, without its secret."""

    id = fields.String()
    name = fields.String()
    scopes = fields.List(fields.String())
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()


class NewTokenSchema(Schema):
    """A token with its secret, which is shown this once."""

    id = fields.String()
    token = fields.String()
    scopes = fields.List(fields.String())
    expires_at = fields.AwareDateTime()


@api.route("/me", methods=["GET"])
@api.response(200, MeSchema)
def show_me() -> dict[str, Any]:
    """Oneself."""
    return queries.get_me(current_person())


@api.route("/me", methods=["PATCH"])
@api.arguments(MeChangeSchema)
@api.response(200, MeSchema)
def change_me(changes: dict[str, Any]) -> dict[str, Any]:
    """Change one’s name, language or time zone."""
    person = current_person()
    if "language" in changes:
        changes["language"] = changes["language"] or ""
    services.change_preferences(person, **changes, actor=person)
    return queries.get_me(person)


@api.route("/tokens", methods=["GET"])
@api.arguments(PageArguments, location="query")
@api.response(200, page_of(TokenSchema))
def list_tokens(page: dict[str, Any]) -> Page[Token]:
    """One’s tokens that still hold, newest first."""
    return queries.list_tokens(current_person(), **page)


@api.route("/tokens", methods=["POST"])
@public
@api.arguments(TokenRequestSchema)
@api.response(201, NewTokenSchema)
def create_token(wish: dict[str, Any]) -> dict[str, Any]:
    """Make a token with one’s e-mail address and password."""
    person = _authenticated(wish["email"], wish["password"])
    made = services.create_token(
        name=wish["name"],
        scopes=wish["scopes"],
        lasts=timedelta(seconds=wish["expires_in"]),
        proof=person.password_hash,
        actor=person,
    )
    row = made.row
    return {"id": row.id, "token": made.secret, "scopes": row.scopes, "expires_at": row.expires_at}


@api.route("/tokens/<uuid:token_id>", methods=["DELETE"])
@api.response(204)
def revoke_token(token_id: UUID) -> None:
    """Take a token back."""
    services.revoke_token(token_id, actor=current_person())


def _authenticated(email: str, password: str) -> Person:
    try:
        return services.verify_credentials(
            email=email, password=password, address=request.remote_addr or "", device=devices.remembered()
        )
    except Invalid as error:
        raise Unauthenticated(error.detail) from None

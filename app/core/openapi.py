"""The OpenAPI document: the operations' schemas and sentences, completed with what holds for all operations."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from apispec import BasePlugin
from flask import Flask, current_app
from flask_smorest import Api
from marshmallow import Schema, fields
from werkzeug.routing import Rule

DESCRIPTION = """\
The REST interface of Parvis. A program carries the token of a person, which `POST /tokens` gives, and has that person's
rights; a page may use the browser's session with the header `X-CSRF-Token`. What the caller may not see is answered as
404, what it sees but may not do as 403. Lists answer `{items, next}`: `next` is the `cursor` of the next page, or null.
Times are RFC 3339 in UTC. Texts that people write are Markdown in `body`, with the safe HTML in `html`.
"""

WHY = {
    HTTPStatus.BAD_REQUEST: "The body is no JSON, or a browser's request lacks its CSRF token",
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, or it was tried with a wrong password",
    HTTPStatus.FORBIDDEN: "The caller sees it but may not do this, or the token lacks the scope",
    HTTPStatus.NOT_FOUND: "It is missing, or the caller must not know of it",
    HTTPStatus.CONFLICT: "It cannot be done in the present state",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is of another media type",
    HTTPStatus.UNPROCESSABLE_ENTITY: "What was sent cannot be used; `errors` says why, by field",
    HTTPStatus.TOO_MANY_REQUESTS: "Asked too often; `Retry-After` says how many seconds to wait",
    HTTPStatus.SERVICE_UNAVAILABLE: "It cannot be done just now; trying again later is right",
}


class ProblemFieldSchema(Schema):
    """What is wrong with one field."""

    field = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """An error as RFC 9457 writes it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemFieldSchema))


class HouseApi(Api):
    """The interface, whose errors the house answers as it answers all others."""

    def __init__(self, app: Flask) -> None:
        licence = {"name": "AGPL-3.0-only", "identifier": "AGPL-3.0-only"}
        options = {
            "extra_plugins": [Completion(app)],
            "info": {"description": DESCRIPTION, "license": licence},
            "security": [{"token": []}, {"session": []}],
        }
        super().__init__(app, spec_kwargs=options)
        components, cookie = self.spec.components, app.config["SESSION_COOKIE_NAME"]
        components.security_scheme("token", {"type": "http", "scheme": "bearer"})
        components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": cookie})
        key = {"description": "The same key and body give the first answer again", "schema": {"type": "string"}}
        components.parameter("Idempotency-Key", "header", key)

    def _register_error_handlers(self) -> None:
        """None of its own."""

    def _register_responses(self) -> None:
        content = {"application/problem+json": {"schema": ProblemSchema}}
        for status, words in WHY.items():
            answer: dict[str, Any] = {"description": words, "content": content}
            if status is HTTPStatus.TOO_MANY_REQUESTS:
                answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}
            self.spec.components.response(status.name, answer)
        anything = {"description": "Any other error", "content": content}
        self.spec.components.response(self.DEFAULT_ERROR_RESPONSE_NAME, anything)


class Completion(BasePlugin):
    """Says of each operation what its view does not have to: its name, who may call it, and how it may refuse."""

    def __init__(self, app: Flask) -> None:
        self._views = app.view_functions

    def operation_helper(self, *, operations: dict[str, Any], rule: Rule, **_rest: Any) -> None:  # type: ignore[override]  # apispec passes on what `path` is given
        """Complete the operations of one path."""
        for method, operation in operations.items():
            operation["operationId"] = rule.endpoint.replace("_api.", ".")
            operation["tags"] = [tag.removesuffix("_api") for tag in operation["tags"]]
            if getattr(self._views[rule.endpoint], "is_public", False):
                operation["security"] = []
            if method == "post":
                operation.setdefault("parameters", []).append("Idempotency-Key")
            refusals = _refusals(method, has_body="requestBody" in operation, has_key=bool(rule.arguments))
            found = {str(status.value): status.name for status in refusals}
            said = {str(status): answer for status, answer in operation["responses"].items()}
            operation["responses"] = dict(sorted((found | said).items()))


def _refusals(method: str, *, has_body: bool, has_key: bool) -> set[HTTPStatus]:
    refusals = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
    if method != "get":
        refusals |= {HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE}
    if has_body:
        refusals |= {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
    if has_body or has_key:
        refusals.add(HTTPStatus.NOT_FOUND)
    return refusals


def document() -> dict[str, Any]:
    """The OpenAPI document of the current application."""
    api: Api = current_app.extensions["parvis.api"]
    spec: dict[str, Any] = api.spec.to_dict()
    for tag in spec["tags"]:
        tag["name"] = tag["name"].removesuffix("_api")
    return spec


def document_text() -> str:
    """The document as it is served, and kept in docs/openapi.json."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"

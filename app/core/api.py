"""The REST interface's ground: blueprints, pages of lists, and how faulty bodies are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from flask import Flask, Request, Response, request
from flask_babel import gettext as _
from flask_smorest import Blueprint
from flask_smorest.fields import Upload
from marshmallow import EXCLUDE, Schema, fields, validate
from marshmallow import ValidationError as SchemaError
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.core.errors import Invalid
from app.core.http import csrf
from app.core.openapi import HouseApi, document_text
from app.core.paging import DEFAULT_LIMIT, MOST
from app.core.refusals import in_words

ROOT = "/api/v1"

F = TypeVar("F", bound=Callable[..., Any])


class _Parser(FlaskParser):
    """Reads arguments; what cannot be used is told as every other wrong value is."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body as JSON; a body that says to be something else is refused rather than passed over."""
        if req.content_length and not req.is_json:
            raise UnsupportedMediaType(_("The body must be application/json."))
        try:
            return super().load_json(req, schema)
        except RecursionError:
            raise BadRequest(_("The body is nested too deep.")) from None

    def load_files(self, req: Request, schema: Schema) -> Any:
        """The files of a form, and the words that come with them; a body of another kind is refused."""
        if req.content_length and req.mimetype != "multipart/form-data":
            raise UnsupportedMediaType(_("The body must be multipart/form-data."))
        return self._makeproxy(CombinedMultiDict([req.files, req.form]), schema)

    def _handle_invalid_json_error(self, error: Exception, *_args: Any, **_options: Any) -> NoReturn:
        raise BadRequest(_("The body is no valid JSON.")) from error

    def handle_error(self, error: SchemaError, *_args: Any, **_options: Any) -> NoReturn:
        raise invalid(error.messages)


class ApiBlueprint(Blueprint):
    """A room's operations under /api/v1; `scope` is what a token needs to change things through it."""

    ARGUMENTS_PARSER = _Parser()

    def __init__(self, name: str, import_name: str, *, description: str, scope: str = "write") -> None:
        super().__init__(name, import_name, description=description, url_prefix=ROOT)
        self.write_scope = scope


def public(view: F) -> F:
    """Mark an operation that nobody need be signed in for."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark that the sign-in check reads
    return view


class Text(fields.String):
    """A text from outside: NUL and lone surrogates are refused, for no database keeps them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text is None:
            return text
        if "\0" in text:
            raise SchemaError(_("This text has characters that cannot be kept."))
        try:
            text.encode()
        except UnicodeEncodeError:
            raise SchemaError(_("This text has characters that cannot be kept.")) from None
        return text


class SentFile(Upload):
    """A file from outside, as a part of a form."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, FileStorage):
            raise SchemaError(_("This must be a file."))
        return super()._deserialize(value, attr, data, **kwargs)


class PageArguments(Schema):
    """Where a list continues, and how much of it is wanted."""

    class Meta:
        unknown = EXCLUDE

    limit = fields.Integer(load_default=DEFAULT_LIMIT, validate=validate.Range(1, MOST))
    cursor = Text(load_default=None)


def page_of(item: type[Schema]) -> type[Schema]:
    """The schema of a page whose items have this one."""
    name = f"{item.__name__.removesuffix('Schema')}Page"
    return Schema.from_dict({"items": fields.List(fields.Nested(item)), "next": Text(allow_none=True)}, name=name)


def init_app(app: Flask) -> None:
    """Set up the document and the way faulty bodies are refused."""
    app.config.update(
        API_TITLE="Parvis",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=ROOT,
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.extensions["parvis.api"] = HouseApi(app)
    app.view_functions["api-docs.openapi_json"] = _show_document


@public
def _show_document() -> Response:
    return Response(document_text(), content_type="application/json")


def register(app: Flask, blueprint: Blueprint) -> None:
    """Add a room's operations to the interface."""
    api: HouseApi = app.extensions["parvis.api"]
    api.register_blueprint(blueprint)


def is_api_request() -> bool:
    """Whether the request goes to the REST interface."""
    return request.path.startswith(f"{ROOT}/")


def check_csrf() -> None:
    """Demand the token of a request that a browser's session signs."""
    csrf.protect()


def flatten(messages: Any, prefix: str = "") -> dict[str, str]:
    """marshmallow's nested messages as one message a field, in the reader's language."""
    if isinstance(messages, dict):
        flat: dict[str, str] = {}
        for key, value in messages.items():
            path = prefix if key in {"json", "query", "form", "files", "_schema"} else f"{prefix}.{key}".strip(".")
            flat |= flatten(value, path)
        return flat
    told = messages if isinstance(messages, list) else [messages]
    return {prefix or "body": " ".join(in_words(str(message)) for message in told)}


def invalid(messages: Any) -> Invalid:
    """The error that tells what is wrong with which field."""
    error = Invalid(_("Some fields cannot be used."))
    error.errors = flatten(messages)
    return error

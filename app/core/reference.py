"""The reference: a readable page of the REST interface, made from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, render_template, request

from app.core.api import ROOT, public
from app.core.openapi import document

reference = Blueprint("reference", __name__)

METHODS = ("get", "post", "put", "patch", "delete")

Json = dict[str, Any]


def init_app(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(reference)


@dataclass(frozen=True)
class Field:
    """Something that a call takes or gives, with the kind of its values."""

    name: str
    kind: str
    is_required: bool = False


@dataclass(frozen=True)
class Answer:
    """One status that a call may answer with."""

    status: str
    words: str
    fields: list[Field]


@dataclass(frozen=True)
class Operation:
    """One call of the interface."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Field]
    body: list[Field]
    answers: list[Answer]


@dataclass(frozen=True)
class Room:
    """The calls of one room."""

    name: str
    words: str
    operations: list[Operation]


@reference.get("/api/docs")
@public
def show() -> str:
    """The page."""
    return render_template("reference/show.html", rooms=list(_rooms(document())), address=request.host_url[:-1] + ROOT)


def _rooms(spec: Json) -> Iterator[Room]:
    operations = [
        (call["tags"], _operation(spec, method, path, calls))
        for path, calls in spec["paths"].items()
        for method, call in calls.items()
        if method in METHODS
    ]
    for tag in spec["tags"]:
        found = [operation for tags, operation in operations if tag["name"] in tags]
        yield Room(tag["name"], tag["description"], found)


def _operation(spec: Json, method: str, path: str, calls: Json) -> Operation:
    call = calls[method]
    taken = [*calls.get("parameters", []), *call.get("parameters", [])]
    parameters = [_resolve(spec, parameter) for parameter in taken]
    return Operation(
        id=call["operationId"],
        method=method.upper(),
        path=path.removeprefix(ROOT),
        summary=call.get("summary", ""),
        description=call.get("description", ""),
        parameters=[Field(each["name"], _kind(each["schema"]), each.get("required", False)) for each in parameters],
        body=_fields(spec, call.get("requestBody", {})),
        answers=[_answer(spec, status, answer) for status, answer in call["responses"].items() if status != "default"],
    )


def _answer(spec: Json, status: str, answer: Json) -> Answer:
    found = _resolve(spec, answer)
    return Answer(status, found["description"], [] if "$ref" in answer else _fields(spec, found))


def _fields(spec: Json, part: Json) -> list[Field]:
    """What a body has; of a page of a list, what its items have."""
    schemas = [_resolve(spec, kind["schema"]) for kind in part.get("content", {}).values() if "schema" in kind]
    return [
        Field(name, _kind(value), name in schema.get("required", []))
        for schema in schemas
        for name, value in schema.get("properties", {}).items()
    ]


def _kind(schema: Json) -> str:
    """The values that a schema allows, in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join("null" if value is None else str(value) for value in schema["enum"])
    kinds = schema.get("type", "any")
    words = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if words == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return words.replace("string", schema.get("format", "string"))


def _resolve(spec: Json, part: Json) -> Json:
    found: Any = part
    if "$ref" in part:
        found = spec
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
    resolved: Json = found
    return resolved

"""The reference: a readable page of the REST interface, made from its OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Blueprint, Flask, render_template

from app.core.api import document, public

reference = Blueprint("reference", __name__)


def init_app(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(reference)


@dataclass(frozen=True)
class Operation:
    """One call of the interface."""

    method: str
    path: str
    summary: str
    parameters: list[str]
    body: list[str]
    statuses: list[str]


@reference.get("/api/docs")
@public
def show() -> str:
    """The page."""
    return render_template("reference/show.html", rooms=_operations())


@cache
def _operations() -> dict[str, list[Operation]]:
    spec = document()
    rooms: dict[str, list[Operation]] = {}
    for path, calls in spec["paths"].items():
        shared = calls.get("parameters", [])
        for method, call in calls.items():
            if method == "parameters":
                continue
            rooms.setdefault((call.get("tags") or [""])[0], []).append(_operation(spec, method, path, call, shared))
    return rooms


def _operation(spec: dict[str, Any], method: str, path: str, call: dict[str, Any], shared: list[Any]) -> Operation:
    parameters = [_resolve(spec, parameter) for parameter in [*shared, *call.get("parameters", [])]]
    return Operation(
        method=method.upper(),
        path=path,
        summary=call.get("summary") or call.get("description") or "",
        parameters=[parameter["name"] for parameter in parameters if parameter["in"] == "query"],
        body=_fields(spec, call),
        statuses=[status for status in call.get("responses", {}) if status != "default"],
    )


def _fields(spec: dict[str, Any], call: dict[str, Any]) -> list[str]:
    content = _resolve(spec, call.get("requestBody", {})).get("content", {})
    schemas = [_resolve(spec, kind["schema"]) for kind in content.values() if "schema" in kind]
    return [
        name if name in schema.get("required", []) else f"{name}?"
        for schema in schemas
        for name in schema.get("properties", {})
    ]


def _resolve(spec: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    found: Any = part
    if "$ref" in part:
        found = spec
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
    resolved: dict[str, Any] = found
    return resolved

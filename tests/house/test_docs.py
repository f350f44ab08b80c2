"""What is written about the house is the house: the map, the OpenAPI document and the pages that show them."""

import json

import schemathesis

from app import map as house_map
from app.core.openapi import document, document_text
from app.factory import ROOMS
from tests.support.tree import ROOT

RENEW = "is not the house as it is now: run `make docs` and commit what it writes"


def kept(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def operations():
    """Every operation of the interface, with how it is called."""
    for path, calls in document()["paths"].items():
        for method, operation in calls.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation


def test_the_map_shows_the_house_as_it_is(app):
    assert kept("map.md") == house_map.draw(app, ROOMS), f"docs/map.md {RENEW}"


def test_the_openapi_document_describes_the_interface_as_it_is(app):
    assert kept("openapi.json") == document_text(), f"docs/openapi.json {RENEW}"


def test_the_document_is_served_to_everybody(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.content_type == "application/json"
    assert answer.json == json.loads(kept("openapi.json"))


def test_the_document_is_valid_openapi(app):
    assert document()["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(document()).validate()


def test_every_operation_says_what_it_does_in_a_sentence(app):
    assert [name for name, operation in operations() if not operation.get("summary", "").endswith(".")] == []


def test_every_operation_has_a_name_of_its_own(app):
    names = [operation["operationId"] for _, operation in operations()]
    assert sorted(names) == sorted(set(names))


def test_every_operation_says_how_it_refuses(app):
    for name, operation in operations():
        answers = set(operation["responses"])
        assert {"401", "403", "429", "default"} <= answers, name
        assert "{" not in name or "404" in answers, name
        assert "requestBody" not in operation or {"404", "413", "415", "422"} <= answers, name
        assert name.startswith("GET ") or "409" in answers, name


def test_refusals_are_problems(app):
    responses = document()["components"]["responses"]
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert {name for name, response in responses.items() if response["content"] != problem} == set()


def test_the_readable_page_names_every_operation(client, app):
    page = client.get("/api/docs").text.replace("<wbr>", "")
    for name, operation in operations():
        assert name.partition(" /api/v1")[2] in page, name
        assert f'id="{operation["operationId"]}"' in page, name

"""The interface under arbitrary requests: no surprise of ours, and every answer as the document says."""

from __future__ import annotations

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.asking import undone

CAST = ("guest", "member", "owner", "moderator", "communication", "admin")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 3  # of each operation, once as the document wants it and once not
settings = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def known(things: dict[str, str], name: str) -> list[str]:
    """The identifiers of what there is that a parameter of this name may mean."""
    noun = name.removesuffix("_id")
    return [value for thing, value in things.items() if thing.startswith(noun) or thing.endswith(noun)]


def with_known_things(case: Case, things: dict[str, str], data: st.DataObject) -> None:
    """Let half of the identifiers be those of something that exists, and the body's too."""
    body = case.body if isinstance(case.body, dict) else {}
    for place in (case.path_parameters or {}, body):
        for name in place:
            found = known(things, name) if name.endswith("_id") else []
            if found and data.draw(st.booleans()):
                place[name] = data.draw(st.sampled_from(found))


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_sent_is_answered_as_the_document_says(app, connection, world, mode):
    clients = [app.test_client(), *(app.test_client().carry_bearer(world.person(name)) for name in CAST)]

    def try_operation(operation: APIOperation) -> None:
        @settings
        @given(case=operation.as_strategy(generation_mode=mode), client=st.sampled_from(clients), data=st.data())
        def send(case, client, data):
            with_known_things(case, world.things, data)
            sent = case.as_transport_kwargs()
            sent["headers"] = {name: value for name, value in sent["headers"].items() if name != "Authorization"}
            if client.bearer:
                sent["headers"]["Authorization"] = f"Bearer {client.bearer}"
            with undone(connection):
                response = client.open(**sent)
            case.validate_response(response, checks=CHECKS)

        send()

    faults = []
    for result in schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).get_all_operations():
        try:
            try_operation(result.ok())
        except (FailureGroup, BaseExceptionGroup) as error:
            faults.append(f"{result.ok().label}: {error}")
    assert not faults, "\n\n".join(faults)

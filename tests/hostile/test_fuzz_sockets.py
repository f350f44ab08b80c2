"""Sockets under arbitrary payloads: each is answered, none surprises us, and the connection goes on."""

from __future__ import annotations

import json

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.support.asking import client_of, undone
from tests.support.matrix import read_rows

EVENTS = [row for row in read_rows() if row.method == "EVENT" and row.statuses["member"] in {200, 204}]
texts = st.text(max_size=40) | st.sampled_from(["\0", "\ud800", "a\0", "x" * 70_000, "9" * 400, "é" * 500])
numbers = st.integers() | st.floats() | st.sampled_from([10**99, -(2**63), 2**63, True])
leaves = st.none() | st.booleans() | numbers | texts | st.binary(max_size=9)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4))
settings = hypothesis.settings(
    max_examples=250,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def member(app, world, monkeypatch):
    monkeypatch.setattr("realtime.limits.BURST", 10**6)
    return app.extensions["socketio"].test_client(app, flask_test_client=client_of(app, world, "member"))


@pytest.mark.parametrize("field", [True, False])
def test_whatever_an_event_carries_is_answered(connection, world, member, field):
    """In the place of one field of a payload that is right otherwise, or of all of it."""
    payloads = [(row.path, json.loads(row.filled(world.things)[1])) for row in EVENTS]

    @settings
    @given(sent=st.sampled_from(payloads), data=st.data())
    def send(sent, data):
        event, payload = sent
        spoilt = data.draw(anything)
        if field:
            spoilt = {**payload, data.draw(st.sampled_from(sorted(payload))): spoilt}
        with undone(connection):
            answer = member.emit(event, spoilt, callback=True)
            assert not answer or answer["ok"] or 400 <= answer["error"]["status"] < 500, (event, spoilt, answer)

    send()
    assert member.emit("sync", {"conversations": {}}, callback=True)["ok"]


def deep(levels):
    nested = []
    for _ in range(levels):
        nested = [nested]
    return nested


def test_an_event_without_payload_or_with_a_deep_one_is_refused(member):
    for event in {row.path for row in EVENTS}:
        for payload in [(), (None,), (deep(150),), ({"conversations": deep(150), "id": deep(150)},), ({}, {}, {}, {})]:
            answer = member.emit(event, *payload, callback=True)
            assert (answer["ok"], answer["error"]["status"]) == (False, 422)

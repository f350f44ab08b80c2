"""Health: who may read the figures of an instance."""

from __future__ import annotations

import pytest
from prometheus_client import REGISTRY

from app.accounts.models import Role, Scope
from app.accounts.services import create_token
from app.core.health import add_check

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def figures(client):
    """The answer to somebody on another machine."""

    def asked(token=None, **more):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.get("/metrics", headers=headers, environ_base=ELSEWHERE, **more)

    return asked


def test_this_machine_reads_the_figures(client):
    assert b"parvis_outbox_waiting" in client.get("/metrics").data


def test_whoever_comes_through_a_proxy_is_not_this_machine(client):
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404


def test_from_elsewhere_a_token_of_the_administration_is_needed(figures, make_person):
    admin, member = make_person("Emma", Role.MEMBER, Role.ADMIN), make_person()
    for_figures = create_token(scopes={Scope.READ, Scope.ADMIN}, actor=admin)
    assert figures(for_figures.secret).status_code == 200
    assert figures(create_token(scopes={Scope.READ}, actor=admin).secret).status_code == 404
    assert figures(create_token(actor=member).secret).status_code == 404
    assert figures("parvis-made-up").status_code == 404
    assert figures().status_code == 404


def test_methods_that_somebody_makes_up_leave_one_figure_and_not_one_each(client):
    def counted():
        return {
            sample.labels["method"]
            for metric in REGISTRY.collect()
            for sample in metric.samples
            if sample.name == "parvis_requests_total"
        }

    for number in range(5):
        client.open("/nowhere", method=f"MADEUP{number}")
    assert {method for method in counted() if "MADEUP" in method} == set()
    assert "other" in counted()


def test_why_something_failed_is_not_told_to_strangers(app, client):
    add_check(app, "redis", lambda: "Error 111 connecting to redis.internal:6379")
    here, elsewhere = client.get("/readyz"), client.get("/readyz", environ_base=ELSEWHERE)
    assert (here.status_code, here.json["checks"]["redis"]) == (503, "Error 111 connecting to redis.internal:6379")
    assert (elsewhere.status_code, elsewhere.json["checks"]["redis"]) == (503, "failed")
    assert "internal" not in elsewhere.text

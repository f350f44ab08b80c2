"""Health: who may read the figures of an instance."""

from __future__ import annotations

import pytest

from app.accounts.models import Role, Scope
from app.accounts.services import create_token

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

"""The administration of accounts by its pages."""

from __future__ import annotations

import pytest

from app.accounts.models import Role


@pytest.fixture
def emma(client, make_person):
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN)
    client.sign_in(emma)
    return emma


def test_accounts_are_found_by_name_or_address(client, make_person, emma):
    ada = make_person("Éléonore Byron")
    page = client.get("/accounts?q=eleo").get_data(as_text=True)
    assert ada.email in page
    assert emma.email not in page
    assert "Éléonore" in client.get(f"/accounts?q={ada.email}").get_data(as_text=True)


def test_roles_are_given_and_taken_by_ticking(client, make_person, emma):
    ada = make_person()
    client.post(f"/accounts/{ada.id}/roles", data={"role": ["member", "moderator"]})
    assert ada.roles == {Role.MEMBER, Role.MODERATOR}
    client.post(f"/accounts/{ada.id}/roles", data={"role": ["guest"]})
    assert ada.roles == {Role.GUEST}
    assert client.post(f"/accounts/{ada.id}/roles", data={}).status_code == 422


def test_the_last_administrator_stays(client, emma):
    assert client.post(f"/accounts/{emma.id}/roles", data={"role": ["member"]}).status_code == 409
    assert client.post(f"/accounts/{emma.id}/deactivation").status_code == 409
    assert emma.has(Role.ADMIN)


def test_an_account_is_closed_and_opened_again(app, client, make_person, emma):
    ada = make_person()
    hers = app.test_client().sign_in(ada)
    client.post(f"/accounts/{ada.id}/deactivation")
    assert hers.get("/api/v1/me").status_code == 401
    client.post(f"/accounts/{ada.id}/reactivation")
    assert hers.get("/api/v1/me").status_code == 401
    assert app.test_client().sign_in(ada).get("/api/v1/me").status_code == 200

"""Bearer tokens: made with a password, never stronger than their owner, gone when taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.accounts.events import TokenRevoked
from app.accounts.models import Role
from app.accounts.services import change_roles, create_token, deactivate_person, suspend_person
from app.core import clock
from tests.factories import PASSWORD

TOKENS = "/api/v1/tokens"


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def make_token(client, person, **more):
    return client.post(TOKENS, json={"email": person.email, "password": PASSWORD, **more})


def test_a_token_is_made_with_a_password_and_used(client, make_person):
    ada = make_person(password=PASSWORD)
    made = make_token(client, ada, name="script")
    assert made.status_code == 201
    assert made.json["scopes"] == ["read", "write"]
    expires = datetime.fromisoformat(made.json["expires_at"])
    assert abs(expires - clock.now() - timedelta(days=30)) < timedelta(minutes=1)
    headers = bearer(made.json["token"])
    assert client.get("/api/v1/me", headers=headers).json["email"] == ada.email
    listed = client.get(TOKENS, headers=headers).json["items"]
    assert [(row["id"], row["name"]) for row in listed] == [(made.json["id"], "script")]
    assert made.json["token"] not in str(listed)


def test_a_wrong_password_is_401_and_too_many_are_429(client, make_person):
    ada = make_person(password=PASSWORD)
    wrong = {"email": ada.email, "password": "wrong"}
    assert [client.post(TOKENS, json=wrong).status_code for _ in range(11)] == [401] * 10 + [429]
    refused = make_token(client, ada)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")


@pytest.mark.parametrize(
    "wish",
    [
        {"scopes": ["all"]},
        {"scopes": []},
        {"expires_in": 0},
        {"expires_in": 366 * 86400},
        {"expires_in": "x"},
        {"x": 1},
    ],
)
def test_a_wish_that_makes_no_sense_is_422(client, make_person, wish):
    assert make_token(client, make_person(password=PASSWORD), **wish).status_code == 422


def test_a_token_never_does_what_its_owner_may_not(client, make_person):
    ada, emma = make_person(password=PASSWORD), make_person("", Role.MEMBER, Role.ADMIN, password=PASSWORD)
    assert make_token(client, ada, scopes=["admin"]).status_code == 403
    assert make_token(client, emma, scopes=["read", "admin"]).status_code == 201


def test_a_token_for_reading_changes_nothing(client, make_person):
    headers = bearer(make_token(client, make_person(password=PASSWORD), scopes=["read"]).json["token"])
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    assert client.patch("/api/v1/me", json={"name": "Eve"}, headers=headers).status_code == 403


def test_a_token_changes_nothing_through_pages_which_ask_for_no_scope(client, make_person):
    emma, ben = make_person("", Role.MEMBER, Role.ADMIN), make_person()
    headers = bearer(create_token(actor=emma).secret)
    deeds = {
        f"/accounts/{ben.id}/roles": {"role": ["member", "admin"]},
        "/admin/organisation": {"organisation": "Taken", "accent": "sky"},
        "/posts": {"body": "Said by a token"},
        "/settings/sessions/end-others": {},
    }
    assert [client.post(path, data=form, headers=headers).status_code for path, form in deeds.items()] == [403] * 4
    assert client.get(f"/accounts/{ben.id}", headers=headers).status_code == 200
    assert not ben.has(Role.ADMIN)


def test_a_token_taken_back_is_refused_and_told(client, make_person, announced):
    made = make_token(client, make_person(password=PASSWORD)).json
    headers = bearer(made["token"])
    assert client.delete(f"{TOKENS}/{made['id']}", headers=headers).status_code == 204
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    assert str(announced[-1].token_id) == made["id"]
    assert isinstance(announced[-1], TokenRevoked)


def test_nobody_takes_back_the_token_of_another(client, make_person):
    ada, eve = make_person(password=PASSWORD), make_person(password=PASSWORD)
    made = make_token(client, ada).json
    headers = bearer(make_token(client, eve).json["token"])
    assert client.delete(f"{TOKENS}/{made['id']}", headers=headers).status_code == 404


def test_a_token_ends_with_its_time_its_account_and_rests_with_a_suspension(client, make_person):
    admin, ada = make_person("", Role.ADMIN, Role.MEMBER), make_person(password=PASSWORD)
    headers = bearer(create_token(actor=ada).secret)
    with clock.stopped_at(clock.from_now(days=31)):
        assert client.get("/api/v1/me", headers=headers).status_code == 401
    suspend_person(ada, until=clock.from_now(hours=1), actor=admin)
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    with clock.stopped_at(clock.from_now(hours=2)):
        assert client.get("/api/v1/me", headers=headers).status_code == 200
    deactivate_person(ada, actor=admin)
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_a_role_that_was_taken_away_leaves_the_token_too(client, make_person):
    boss, ada = make_person("", Role.ADMIN, Role.MEMBER), make_person("", Role.ADMIN, Role.MEMBER)
    headers = bearer(create_token(scopes=["read", "admin"], actor=ada).secret)
    change_roles(ada, remove=[Role.ADMIN], actor=boss)
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    assert client.get("/api/v1/me", headers=headers).json["roles"] == ["member"]

"""Oneself through the interface."""

from __future__ import annotations

import pytest

ME = "/api/v1/me"


def test_me_says_who_asks(client, make_person):
    ada = make_person("Ada Byron")
    me = client.sign_in(ada).get(ME).json
    assert (me["id"], me["name"], me["email"], me["roles"]) == (str(ada.id), "Ada Byron", ada.email, ["member"])
    assert (me["language"], me["time_zone"]) == (None, "Europe/Paris")
    assert me["unread"] == {"notifications": 0, "messages": 0, "mentions": 0}
    assert set(me["code_of_conduct"]) == {"version", "acknowledged_at"}


def test_nobody_is_nobody(client):
    assert client.get(ME).status_code == 401


def test_name_language_and_time_zone_can_be_changed(client, make_person):
    client.sign_in(make_person())
    me = client.patch(ME, json={"name": " Ada  Byron ", "language": "en", "time_zone": "America/Cayenne"}).json
    assert (me["name"], me["language"], me["time_zone"]) == ("Ada Byron", "en", "America/Cayenne")
    assert client.patch(ME, json={"language": None}).json["language"] is None


def test_a_name_steers_no_terminal_and_turns_nothing_around(client, make_person):
    client.sign_in(make_person())
    assert client.patch(ME, json={"name": "Ada\x1b[2J \u202eByron\x07"}).json["name"] == "Ada [2J Byron"


@pytest.mark.parametrize(
    "change",
    [
        *({"name": name} for name in ("", "  ", "\u200b", "…", "x" * 121, "a\0b", 3)),
        {"language": "de"},
        {"time_zone": "Mars"},
        {"roles": ["admin"]},
        {"email": "x@y.example"},
    ],
)
def test_what_cannot_be_changed_so_is_422(client, make_person, change):
    assert client.sign_in(make_person()).patch(ME, json=change).status_code == 422

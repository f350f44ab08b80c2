"""Signing in and out by the page, as a browser does it."""

from __future__ import annotations

import re

import pytest

from app.accounts.events import SessionEnded
from app.accounts.forms import same_site
from app.accounts.models import BrowserSession
from app.accounts.services import change_preferences, deactivate_person
from app.core import clock
from app.core.db import session
from tests.factories import PASSWORD


def enter(client, email, password=PASSWORD, **more):
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return client.post("/sign-in", data={"email": email, "password": password, "csrf_token": token, **more})


def test_a_visitor_is_led_to_the_page_and_on_to_where_they_wanted(client, make_person):
    ada = make_person(password=PASSWORD)
    entered = enter(client, ada.email, next="/groups?sort=name")
    assert (entered.status_code, entered.location) == (303, "/groups?sort=name")
    assert client.get("/api/v1/me").json["id"] == str(ada.id)


def test_a_wrong_password_keeps_the_address_and_says_so(client, make_person):
    make_person()
    refused = enter(client, "ada@house.example", "wrong")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert 'value="ada@house.example"' in page
    assert "ne vont pas ensemble" in page
    assert "essai" not in page


def test_only_a_browser_that_was_here_before_is_told_how_many_tries_are_left(client, make_person):
    ada = make_person(password=PASSWORD)
    enter(client, ada.email)
    client.delete_cookie("session")
    assert "Encore 9\xa0essais" in enter(client, ada.email, "wrong").get_data(as_text=True)


def test_after_ten_wrong_passwords_the_page_answers_429_but_the_known_browser_gets_in(app, client, make_person):
    ada = make_person(password=PASSWORD)
    enter(client, ada.email)
    client.delete_cookie("session")
    stranger = app.test_client()
    assert [enter(stranger, ada.email, "wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    refused = enter(stranger, ada.email)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert enter(client, ada.email).status_code == 303


def test_without_the_forms_token_nothing_happens(client, make_person):
    ada = make_person(password=PASSWORD)
    assert client.post("/sign-in", data={"email": ada.email, "password": PASSWORD}).status_code == 400


def test_signing_out_ends_the_session_for_good(client, make_person, announced):
    client.sign_in(make_person())
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post("/sign-out").status_code == 303
    assert isinstance(announced[-1], SessionEnded)
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/api/v1/me").status_code == 401


def test_an_account_that_is_closed_is_out_at_once(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    deactivate_person(ada, actor=None)
    assert client.get("/api/v1/me").status_code == 401


def test_when_a_session_was_last_used_is_noted_at_most_every_five_minutes(client, make_person):
    client.sign_in(make_person())
    row = session.query(BrowserSession).one()
    began = row.seen_at
    client.get("/api/v1/me")
    assert row.seen_at == began
    with clock.stopped_at(clock.from_now(minutes=6)):
        client.get("/api/v1/me")
        session.refresh(row)
        assert row.seen_at == clock.now()


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", None, "/a\nb", "x", "/\t/x"],
)
def test_nobody_is_led_out_of_the_house(address):
    assert same_site(address) == "/"


def test_a_visitor_reads_the_page_in_the_language_they_chose(client, make_person):
    make_person()
    page = client.get("/sign-in", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    chosen = client.post("/language", data={"language": "en", "next": "/forgotten", "csrf_token": token})
    assert (chosen.status_code, chosen.location) == (303, "/forgotten")
    assert "Forgotten password" in client.get("/forgotten", headers={"Accept-Language": "fr"}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("liked", "spoken"),
    [
        ("en-GB", "en"),
        ("fr-CH, en;q=0.5", "fr"),
        ("de-DE, en-US;q=0.9, fr;q=0.1", "en"),
        ("en;q=0.2, fr-FR;q=0.7", "fr"),
        ("fr;q=0, EN-us;q=0.1", "en"),
        ("de", "fr"),
        ("*", "fr"),
        (None, "fr"),
        ("english; q=me, ,;;", "fr"),
    ],
)
def test_who_chose_no_language_meets_the_one_their_browser_likes_best(client, make_person, liked, spoken):
    ada = make_person()
    headers = {"Accept-Language": liked} if liked else {}
    for address in ("/sign-in", "/forgotten", "/join/nothing", "/nowhere"):
        page = client.get(address, headers=headers)
        assert f'<html lang="{spoken}"' in page.get_data(as_text=True)
        assert "Accept-Language" in page.vary
    page = client.sign_in(ada).get("/", headers=headers)
    assert f'<html lang="{spoken}"' in page.get_data(as_text=True)
    assert "Accept-Language" in page.vary


def test_what_one_chose_wins_over_what_the_browser_likes(client, make_person):
    ada = make_person()
    client.set_cookie("language", "fr")
    change_preferences(ada, language="en", actor=ada)
    page = client.sign_in(ada).get("/settings", headers={"Accept-Language": "fr"})
    assert '<html lang="en"' in page.get_data(as_text=True)
    assert "Accept-Language" not in page.vary
    change_preferences(ada, language="", actor=ada)
    client.delete_cookie("language")
    for liked in ("en", "fr"):
        page = client.get("/settings", headers={"Accept-Language": liked}).get_data(as_text=True)
        assert f'<html lang="{liked}"' in page


def test_a_language_that_nobody_speaks_here_changes_nothing(client, make_person):
    make_person()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    client.post("/language", data={"language": "tlh\r\nSet-Cookie: a=b", "csrf_token": token})
    assert client.get_cookie("language") is None

"""Passwords: changed by oneself, or by the link of a mail; what is open elsewhere ends."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import update

from app.accounts.events import InvitationSent, SessionEnded, TokenRevoked
from app.accounts.models import BrowserSession, Person, Token
from app.accounts.passwords import Passwords, check_strength
from app.accounts.services import (
    change_password,
    create_token,
    deactivate_person,
    make_reset_link,
    open_session,
    request_reset,
    reset_password,
    secret_of,
    verify_credentials,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound, TooMany
from tests.factories import PASSWORD

NEW = "eleven loud kestrels"


def signs_in(person, password):
    return verify_credentials(email=person.email, password=password, address="192.0.2.1") == person


def links(announced):
    return [secret_of(fact.invitation_id) for fact in announced if isinstance(fact, InvitationSent)]


def test_a_new_password_ends_what_is_open_elsewhere(make_person, announced):
    ada = make_person(password=PASSWORD)
    open_session(ada, device="phone")
    create_token(actor=ada)
    change_password(old=PASSWORD, new=NEW, keep_session=None, actor=ada)
    assert {type(fact) for fact in announced} >= {SessionEnded, TokenRevoked}
    assert signs_in(ada, NEW)
    with pytest.raises(Invalid):
        signs_in(ada, PASSWORD)


@pytest.mark.parametrize("new", ["short", "password123", "x" * 129])
def test_a_password_that_is_easy_to_guess_is_refused(make_person, new):
    with pytest.raises(Invalid) as caught:
        change_password(old=PASSWORD, new=new, keep_session=None, actor=make_person(password=PASSWORD))
    assert "password" in caught.value.errors


def test_a_long_password_is_welcome_and_judged_in_no_time(make_person):
    ada, long = make_person(password=PASSWORD), "a hundred words about the crane in the harbour, and " * 2
    change_password(old=PASSWORD, new=long, keep_session=None, actor=ada)
    assert signs_in(ada, long)
    began = time.monotonic()
    check_strength("4@({[<369!1|0$5+7%2" * 6, known=[ada.email, ada.name])
    assert time.monotonic() - began < 2


def test_passwords_are_not_judged_without_end(client, make_person):
    client.sign_in(make_person(password=PASSWORD))
    tries = [client.post("/settings/password", data={"old": PASSWORD, "password": "short"}) for _ in range(31)]
    assert [tries[0].status_code, tries[-2].status_code, tries[-1].status_code] == [422, 422, 429]


def test_the_present_password_is_not_guessed_from_an_open_session(make_person):
    ada = make_person(password=PASSWORD)
    for _ in range(10):
        with pytest.raises(Invalid):
            change_password(old="wrong", new=NEW, keep_session=None, actor=ada)
    with pytest.raises(TooMany):
        change_password(old=PASSWORD, new=NEW, keep_session=None, actor=ada)
    assert signs_in(ada, PASSWORD)


def test_nor_is_the_sign_in_page_locked_by_whoever_makes_tokens_at_an_open_session(client, make_person):
    ada = make_person(password=PASSWORD)
    client.sign_in(ada)
    wish = {"scope": "read", "days": "30", "token_password": "wrong"}
    tries = [client.post("/settings/tokens", data=wish).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    assert client.post("/settings/tokens", data=wish | {"token_password": PASSWORD}).status_code == 429
    assert signs_in(ada, PASSWORD)


class Overtaken(Passwords):
    """Compares so slowly that the owner of the password has chosen another one before it is done."""

    def verify(self, password_hash, password):
        is_right = super().verify(password_hash, password)
        people = Person.__table__
        session.execute(update(people).where(people.c.password_hash == password_hash).values(password_hash="another"))
        return is_right


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/sign-in", {"password": PASSWORD}),
        ("/settings/tokens", {"token_password": PASSWORD, "scope": "read", "days": "30"}),
        ("/settings/password", {"old": PASSWORD, "password": NEW}),
        ("/api/v1/tokens", {"password": PASSWORD}),
    ],
)
def test_what_is_opened_with_a_password_that_was_given_up_meanwhile_does_not_outlive_it(
    app, client, make_person, address, form
):
    ada = make_person(password=PASSWORD)
    client.sign_in(ada)
    app.extensions["parvis.passwords"] = Overtaken(cheap=True)
    body = {"json": form | {"email": ada.email}} if "api" in address else {"data": form | {"email": ada.email}}
    assert client.post(address, **body).status_code == 409
    session.expire_all()
    assert ada.password_hash == "another"
    assert session.query(BrowserSession).count() == 1
    assert session.query(Token).count() == 0


def test_a_reset_is_asked_for_and_works_once(make_person, announced, drain):
    ada = make_person(password=PASSWORD)
    request_reset(email=ada.email.upper())
    drain()
    (secret,) = links(announced)
    assert reset_password(secret=secret, password=NEW) == ada
    assert signs_in(ada, NEW)
    with pytest.raises(NotFound):
        reset_password(secret=secret, password=PASSWORD)


@pytest.mark.parametrize("by_link", [True, False])
def test_a_new_password_ends_the_links_that_were_sent_before(make_person, announced, drain, by_link):
    ada = make_person(password=PASSWORD)
    for _ in range(2):
        request_reset(email=ada.email)
        drain()
    older, newer = links(announced)
    if by_link:
        reset_password(secret=newer, password=NEW)
    else:
        change_password(old=PASSWORD, new=NEW, keep_session=None, actor=ada)
    with pytest.raises(NotFound):
        reset_password(secret=older, password="nine slow gannets")
    assert signs_in(ada, NEW)


def test_an_address_without_account_gets_nothing_and_the_page_says_the_same(client, make_person, announced, drain):
    ada = make_person()
    client.get("/sign-in")
    client.carry_token()
    said = [client.post("/forgotten", data={"email": email}) for email in (ada.email, "nobody@x.example")]
    drain()
    assert len(links(announced)) == 1
    assert said[0].status_code == said[1].status_code == 303
    assert said[0].location == said[1].location


def test_mails_are_not_sent_without_end(make_person, announced, drain):
    ada = make_person()
    for _ in range(5):
        request_reset(email=ada.email)
        drain()
    assert len(links(announced)) == 3


def test_a_link_ends_after_two_hours_and_with_the_account(make_person):
    ada = make_person(password=PASSWORD)
    secret = make_reset_link(ada, actor=None)
    with clock.stopped_at(clock.from_now(hours=3)), pytest.raises(NotFound):
        reset_password(secret=secret, password=NEW)
    deactivate_person(ada, actor=None)
    with pytest.raises(NotFound):
        reset_password(secret=secret, password=NEW)


def test_only_the_administration_hands_out_links(make_person):
    with pytest.raises(Forbidden):
        make_reset_link(make_person(), actor=make_person())


def test_choosing_a_password_by_the_page_signs_in(client, make_person):
    ada = make_person(password=PASSWORD)
    address = f"/reset/{make_reset_link(ada, actor=None)}"
    assert ada.email in client.get(address).get_data(as_text=True)
    client.carry_token()
    assert client.post(address, data={"password": "short"}).status_code == 422
    assert client.post(address, data={"password": NEW}).status_code == 303
    assert client.get("/api/v1/me").json["id"] == str(ada.id)


def test_a_first_password_is_called_no_new_one(client, make_person):
    opened = client.get(f"/reset/{make_reset_link(make_person(password=None), actor=None)}").get_data(as_text=True)
    assert "Nouveau mot de passe" not in opened
    assert "sessions" not in opened
    again = client.get(f"/reset/{make_reset_link(make_person(password=PASSWORD), actor=None)}").get_data(as_text=True)
    assert "Nouveau mot de passe" in again


def test_a_locked_account_opens_with_the_mails_link(make_person):
    ada = make_person(password=PASSWORD)
    for _ in range(10):
        with pytest.raises(Invalid):
            signs_in(ada, "wrong")
    reset_password(secret=make_reset_link(ada, actor=None), password=NEW)
    assert signs_in(ada, NEW)

"""Signing in: who gets in, and how guessing is slowed down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.hooks import recourse
from app.accounts.services import (
    deactivate_person,
    open_session,
    remember_device,
    suspend_person,
    verify_credentials,
)
from app.accounts.services.signing_in import MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS
from app.core import clock
from app.core.errors import Forbidden, Invalid, TooMany
from app.core.registry import registry
from tests.factories import PASSWORD


def sign_in(email, password=PASSWORD, address="192.0.2.1", device=None):
    return verify_credentials(email=email, password=password, address=address, device=device)


def fail(times, email, address="192.0.2.1", device=None):
    for _ in range(times):
        with pytest.raises(Invalid):
            sign_in(email, "wrong", address, device)


def test_the_right_password_gets_in_however_the_address_is_written(make_person):
    ada = make_person(password=PASSWORD)
    assert sign_in(f" {ada.email.upper()} ") == ada


def test_an_unknown_account_and_a_wrong_password_are_answered_alike(make_person):
    ada = make_person(password=PASSWORD)
    said = []
    for email in (ada.email, "nobody@house.example", make_person().email):
        with pytest.raises(Invalid) as caught:
            sign_in(email, "wrong")
        said.append(caught.value.errors)
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("exists", [True, False])
def test_ten_wrong_passwords_close_an_account_to_guessing_whether_it_exists_or_not(make_person, exists):
    email = make_person(password=PASSWORD).email if exists else "nobody@house.example"
    for number in range(MOST_FOR_ACCOUNT):
        fail(1, email, address=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        sign_in(email, "wrong", "192.0.2.200")
    with pytest.raises(TooMany):
        sign_in(email, PASSWORD, "192.0.2.200")


def test_guessing_may_begin_again_after_a_quarter_of_an_hour(make_person):
    ada = make_person(password=PASSWORD)
    fail(MOST_FOR_ACCOUNT, ada.email)
    with clock.stopped_at(clock.from_now(minutes=15, seconds=1)):
        assert sign_in(ada.email) == ada


def test_a_known_device_gets_in_with_the_right_password_while_others_are_refused(make_person):
    ada = make_person(password=PASSWORD)
    device = remember_device(ada, device=None)
    fail(MOST_FOR_ACCOUNT, ada.email, "192.0.2.66")
    assert sign_in(ada.email, device=device) == ada
    with pytest.raises(TooMany):
        sign_in(ada.email, "wrong", device=device)


def test_a_known_device_answers_for_its_own_guesses(make_person):
    ada = make_person(password=PASSWORD)
    device = remember_device(ada, device=None)
    fail(MOST_FOR_ACCOUNT, ada.email, device=device)
    with pytest.raises(TooMany):
        sign_in(ada.email, device=device)


def test_a_device_known_to_one_is_not_known_to_another(make_person):
    ada, ben = make_person(password=PASSWORD), make_person(password=PASSWORD)
    device = remember_device(ben, device=None)
    fail(MOST_FOR_ACCOUNT, ada.email)
    with pytest.raises(TooMany):
        sign_in(ada.email, device=device)


def test_a_hundred_failures_from_one_place_close_it_to_strangers(make_person):
    ada = make_person(password=PASSWORD)
    device = remember_device(ada, device=None)
    for number in range(MOST_FROM_ADDRESS):
        fail(1, f"person-{number}@elsewhere.example", address=f"2001:db8::{number:x}")
    with pytest.raises(TooMany):
        sign_in(ada.email, address="2001:db8::ffff")
    assert sign_in(ada.email, address="2001:db8::ffff", device=device) == ada
    assert sign_in(ada.email, address="2001:db8:0:1::1") == ada


def test_right_sign_ins_are_not_counted_against_an_address(make_person):
    ada = make_person(password=PASSWORD)
    for _ in range(MOST_FROM_ADDRESS + 1):
        assert sign_in(ada.email) == ada


def test_whoever_is_suspended_signs_in_where_the_house_has_a_page_to_contest_it(app, make_person):
    admin, ada = make_person("", *{"admin", "member"}), make_person(password=PASSWORD)
    suspend_person(ada, until=clock.now() + timedelta(hours=1), actor=admin)
    assert sign_in(ada.email) == ada
    registry(app).answers[recourse.name].clear()  # a house without moderation
    for come_in in (lambda: sign_in(ada.email), lambda: open_session(ada, device="test")):
        with pytest.raises(Forbidden):
            come_in()
    with clock.stopped_at(clock.from_now(hours=2)):
        assert sign_in(ada.email) == ada


def test_closed_accounts_stay_out(make_person):
    admin, ada = make_person("", *{"admin", "member"}), make_person(password=PASSWORD)
    deactivate_person(ada, actor=admin)
    with pytest.raises(Invalid):
        sign_in(ada.email)
    with pytest.raises(Forbidden):
        open_session(ada, device="test")

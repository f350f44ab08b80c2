"""Invitations: who sends them, who comes in by them, and when they no longer hold."""

from __future__ import annotations

import pytest

from app.accounts.events import InvitationSent
from app.accounts.models import Role
from app.accounts.services import accept_invitation, find_invitation, invite_person, secret_of, withdraw_invitation
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import PASSWORD


@pytest.fixture
def admin(make_person):
    return make_person("Emma", Role.MEMBER, Role.ADMIN)


@pytest.fixture
def invite(admin, announced):
    def send(email="new@house.example", role=Role.MEMBER):
        invite_person(email=email, role=role, actor=admin)
        return next(secret_of(fact.invitation_id) for fact in reversed(announced) if isinstance(fact, InvitationSent))

    return send


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST])
def test_an_invited_person_comes_in_with_the_role_they_were_meant_to_have(invite, role):
    ada = accept_invitation(secret=invite(role=role), name="Ada Byron", password=PASSWORD)
    assert (ada.email, ada.name, ada.roles) == ("new@house.example", "Ada Byron", {role})


def test_an_invitation_is_good_for_one(invite):
    secret = invite()
    accept_invitation(secret=secret, name="Ada", password=PASSWORD)
    with pytest.raises(NotFound):
        accept_invitation(secret=secret, name="Eve", password=PASSWORD)


def test_a_second_invitation_takes_the_place_of_the_first(invite):
    first, second = invite(), invite()
    with pytest.raises(NotFound):
        find_invitation(first)
    assert find_invitation(second).email == "new@house.example"


def test_an_invitation_holds_for_two_weeks_and_until_it_is_withdrawn(invite, admin):
    secret = invite()
    with clock.stopped_at(clock.from_now(days=15)), pytest.raises(NotFound):
        find_invitation(secret)
    withdraw_invitation(find_invitation(secret).id, actor=admin)
    with pytest.raises(NotFound):
        find_invitation(secret)


def test_whoever_is_in_is_not_invited_and_only_the_administration_invites(invite, admin, make_person):
    ada = make_person()
    with pytest.raises(Conflict):
        invite(ada.email)
    with pytest.raises(Invalid):
        invite("not an address")
    with pytest.raises(Invalid):
        invite("x@house.example", Role.ADMIN)
    with pytest.raises(Forbidden):
        invite_person(email="x@house.example", actor=ada)


def test_joining_by_the_page_signs_in(client, invite):
    address = f"/join/{invite()}"
    assert "new@house.example" in client.get(address).get_data(as_text=True)
    client.carry_token()
    weak = client.post(address, data={"name": "Ada", "password": "password"})
    assert weak.status_code == 422
    assert 'value="Ada"' in weak.get_data(as_text=True)
    assert client.post(address, data={"name": "Ada", "password": PASSWORD}).status_code == 303
    assert client.get("/api/v1/me").json["name"] == "Ada"
    assert client.get(address).status_code == 404


def test_who_joins_reads_and_is_written_to_in_the_language_of_their_browser_until_they_choose(client, invite):
    address = f"/join/{invite()}"
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en-GB, fr;q=0.5"
    assert '<html lang="en"' in client.get(address).get_data(as_text=True)
    client.carry_token()
    client.post(address, data={"name": "Ada", "password": PASSWORD})
    assert client.get("/api/v1/me").json["language"] == "en"
    assert '<html lang="en"' in client.get("/").get_data(as_text=True)
    client.carry_token()
    client.post("/settings", data={"language": "fr"})
    assert '<html lang="fr"' in client.get("/").get_data(as_text=True)


def test_a_link_that_means_nothing_says_so(client):
    for address in ("/join/nonsense", "/reset/nonsense"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Ce lien n’est plus valable" in answer.get_data(as_text=True)


def test_many_are_invited_at_once_and_those_who_are_not_are_named(client, admin, make_person, announced):
    ada = make_person()
    client.sign_in(admin)
    sent = client.post(
        "/accounts/invitations", data={"addresses": f"one@x.example, Two <two@x.example>\n{ada.email}\n"}
    )
    assert sent.status_code == 422
    assert ada.email in sent.get_data(as_text=True)
    assert len([fact for fact in announced if isinstance(fact, InvitationSent)]) == 2
    assert "two@x.example" in client.get("/accounts").get_data(as_text=True)


def test_what_is_no_address_is_named_and_the_rest_is_invited_in_the_role_that_was_chosen(client, admin, announced):
    client.sign_in(admin)
    typed = {"addresses": 'not-an-address, "Martin, Zoé" <zoe@x.example>', "role": "guest"}
    sent = client.post("/accounts/invitations", data=typed)
    assert sent.status_code == 422
    page = sent.get_data(as_text=True)
    assert "<strong>not-an-address</strong>" in page
    assert "Martin" not in page
    assert '<option value="guest" selected>' in page
    assert len([fact for fact in announced if isinstance(fact, InvitationSent)]) == 1


def test_addresses_in_quotes_are_invited_as_a_spreadsheet_writes_them(client, admin, announced):
    client.sign_in(admin)
    typed = {"addresses": '"ada@x.example","ben@x.example"\n"Ada" <zoe@x.example>, "Nobody"'}
    page = client.post("/accounts/invitations", data=typed).get_data(as_text=True)
    assert len([fact for fact in announced if isinstance(fact, InvitationSent)]) == 3
    assert "Nobody" in page


def test_whoever_is_one_too_many_for_one_time_is_named_and_not_passed_over(client, admin, announced, monkeypatch):
    monkeypatch.setattr("app.accounts.inviting.MOST_AT_ONCE", 2)
    client.sign_in(admin)
    sent = client.post("/accounts/invitations", data={"addresses": "a@x.example, b@x.example, c@x.example"})
    assert len([fact for fact in announced if isinstance(fact, InvitationSent)]) == 2
    assert (sent.status_code, "<strong>c@x.example</strong>" in sent.get_data(as_text=True)) == (422, True)

"""The first start: who may found the house, how it goes, and that it happens once."""

from __future__ import annotations

from hashlib import sha256

import pytest

from app.accounts.events import InvitationSent
from app.accounts.models import Role
from app.accounts.queries import get_person_by_email, has_accounts
from app.admin.queries import demo_passwords_in_use, get_organisation, is_demo
from app.admin.services import change_organisation, found_house, mark_demo, new_first_start_code
from app.core.errors import Conflict, Invalid
from app.governance.queries import acknowledged_at, current_version
from app.groups.queries import list_own_groups
from tests.factories import PASSWORD

PAGE = "/first-start"
FAR = {"REMOTE_ADDR": "203.0.113.9"}
WISH = {"organisation": "Vaubrun", "accent": "moss", "name": "Emma", "email": "emma@house.example"}


def test_an_instance_without_accounts_leads_everybody_to_the_first_start(client):
    assert client.get("/sign-in").location == PAGE
    assert "Comment s’appelle votre maison" in client.get(PAGE).get_data(as_text=True)
    english = client.get(PAGE, headers={"Accept-Language": "en-GB, fr;q=0.5"}).get_data(as_text=True)
    assert "What is your house called?" in english


def test_founding_makes_an_administrator_a_code_and_a_place_and_signs_in(client, announced):
    client.get(PAGE)
    client.carry_token()
    founded = client.post(PAGE, data={**WISH, "password": PASSWORD, "addresses": "a@x.example, b@x.example, nonsense@"})
    assert (founded.status_code, founded.location) == (303, "/")
    emma = get_person_by_email("emma@house.example")
    assert emma.roles == {Role.ADMIN, Role.MEMBER}
    assert acknowledged_at(emma, current_version()) is not None
    assert [group.name for group in list_own_groups(emma)] == ["Toute la maison"]
    assert (get_organisation().name, get_organisation().accent) == ("Vaubrun", "moss")
    assert len([fact for fact in announced if isinstance(fact, InvitationSent)]) == 2
    assert client.get("/api/v1/me").json["name"] == "Emma"
    assert client.get("/").status_code == 200


def test_a_whole_text_in_the_place_of_addresses_keeps_no_founder_out(client):
    client.get(PAGE)
    client.carry_token()
    text = ", ".join(sha256(bytes([number])).hexdigest() for number in range(100))
    founded = client.post(PAGE, data={**WISH, "password": PASSWORD, "addresses": text})
    assert founded.status_code == 303
    assert max(len(cookie) for cookie in founded.headers.getlist("Set-Cookie")) < 4000
    assert "97 autres" in client.get("/").get_data(as_text=True)


def test_it_happens_once(client, make_person):
    make_person()
    assert client.get(PAGE).location == "/"
    with pytest.raises(Conflict):
        found_house(**WISH, password=PASSWORD, language=None)


@pytest.mark.parametrize(
    "change", [{"organisation": " "}, {"accent": "pink"}, {"name": ""}, {"email": "x"}, {"password": "short"}]
)
def test_nothing_is_founded_from_half_a_form(client, change):
    client.get(PAGE)
    client.carry_token()
    refused = client.post(PAGE, data={**WISH, "password": PASSWORD} | change)
    assert refused.status_code == 422
    assert not has_accounts()
    with pytest.raises(Invalid):
        found_house(**({**WISH, "password": PASSWORD, "language": None} | change))


def test_a_stranger_on_the_network_needs_the_code(client):
    code = new_first_start_code()
    assert client.get(PAGE, environ_base=FAR).status_code == 403
    client.carry_token()
    assert client.post(PAGE, data={**WISH, "password": PASSWORD}, environ_base=FAR).status_code == 403
    assert client.post(PAGE, data={"code": "wrong"}, environ_base=FAR).status_code == 303
    assert "pas le code" in client.get(PAGE, environ_base=FAR).get_data(as_text=True)
    assert client.get(f"{PAGE}?code={code}", environ_base=FAR).location == PAGE
    assert client.get(PAGE, environ_base=FAR).status_code == 200
    assert client.post(PAGE, data={**WISH, "password": PASSWORD}, environ_base=FAR).status_code == 303


def test_a_proxy_on_the_machine_makes_nobody_local(client):
    assert client.get(PAGE, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def test_a_new_code_takes_the_place_of_the_old(client):
    old, new = new_first_start_code(), new_first_start_code()
    client.get(f"{PAGE}?code={old}", environ_base=FAR)
    assert client.get(PAGE, environ_base=FAR).status_code == 403
    client.get(f"{PAGE}?code={new}", environ_base=FAR)
    assert client.get(PAGE, environ_base=FAR).status_code == 200


def test_the_organisation_is_renamed_by_the_administration_alone(client, make_person):
    client.sign_in(make_person())
    assert client.post("/admin/organisation", data={"organisation": "X", "accent": "sky"}).status_code == 403
    client.sign_in(make_person("", Role.MEMBER, Role.ADMIN))
    assert client.post("/admin/organisation", data={"organisation": "Vaubrun", "accent": "plum"}).status_code == 303
    page = client.get("/admin").get_data(as_text=True)
    assert 'data-accent="plum"' in page
    assert "Vaubrun" in page
    assert client.post("/admin/organisation", data={"organisation": "", "accent": "plum"}).status_code == 422


def test_the_demos_password_is_noticed_for_as_long_as_it_is_in_use(make_person):
    change_organisation(name="Demo", accent="sky", actor=None)
    alice = make_person("Alice", password="parvis-demo")
    assert not demo_passwords_in_use()
    mark_demo()
    assert is_demo()
    assert not demo_passwords_in_use()
    alice.email = "alice@demo.example"
    assert demo_passwords_in_use()
    alice.password_hash = None
    assert not demo_passwords_in_use()

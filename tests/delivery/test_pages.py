"""Mail in the house's own pages: links that lead in, what the administration sees, and where mails lie."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.services import invite_person
from app.config import Settings
from app.core.mailserver import read_mail_server
from app.delivery.post import POST, Post
from app.delivery.transports import Smtp
from tests.factories import PASSWORD
from tests.support.mail import link_in
from tests.support.waiting import free_port

BASE = "http://localhost:8000"


@pytest.fixture
def admin(make_person):
    return make_person("Emma", Role.MEMBER, Role.ADMIN, language="en")


def test_an_invitation_goes_from_the_page_to_an_account(client, app, admin, mailed):
    client.sign_in(admin)
    sent = client.post("/accounts/invitations", data={"addresses": "new@house.example", "role": "guest"})
    assert sent.status_code == 303
    path = link_in(mailed()[-1], "/join/").removeprefix(BASE)
    visitor = app.test_client()
    assert "new@house.example" in visitor.get(path).get_data(as_text=True)
    visitor.carry_token()
    assert visitor.post(path, data={"name": "Ada Byron", "password": PASSWORD}).status_code == 303
    me = visitor.get("/api/v1/me").json
    assert (me["email"], me["roles"]) == ("new@house.example", ["guest"])


def test_a_forgotten_password_is_chosen_anew_by_the_mails_link(client, make_person, mailed):
    ada = make_person(password="three old bicycles")
    client.get("/forgotten")
    client.carry_token()
    said = [client.post("/forgotten", data={"email": address}) for address in (ada.email, "nobody@house.example")]
    assert said[0].get_data() == said[1].get_data()
    (mail,) = mailed()
    path = link_in(mail, "/reset/").removeprefix(BASE)
    client.get(path)
    client.carry_token()
    assert client.post(path, data={"password": PASSWORD}).status_code == 303
    assert client.get("/api/v1/me").json["id"] == str(ada.id)


def test_the_administration_reads_where_mails_lie(client, app, admin):
    client.sign_in(admin)
    outbox = app.extensions["parvis.settings"].outbox_dir
    for page in ("/mails", "/accounts", f"/accounts/{admin.id}"):
        assert str(outbox) in client.get(page).get_data(as_text=True)


def test_with_a_server_nobody_is_sent_to_a_folder(client, app, admin, settings):
    values = settings.model_dump() | {"smtp_url": "smtp://parvis:s3cret@mail.example:587?starttls=1"}
    app.extensions["parvis.settings"] = Settings(**values)
    client.sign_in(admin)
    page = client.get("/mails").get_data(as_text=True)
    assert "mail.example:587 (STARTTLS)" in page
    assert "s3cret" not in page
    for address in ("/mails", "/accounts", f"/accounts/{admin.id}"):
        assert str(settings.outbox_dir) not in client.get(address).get_data(as_text=True)


def test_a_mail_that_does_not_leave_is_listed_with_the_reason_and_without_its_words(client, app, admin, drain):
    way = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    app.extensions[POST] = Post(way, "parvis@house.example")
    invite_person(email="new@house.example", actor=admin)
    drain()
    client.sign_in(admin)
    page = client.get("/mails").get_data(as_text=True)
    assert "new@house.example" in page
    assert "Connection refused" in page
    assert "1 try" in page
    assert "/join/" not in page

"""Walked in a real browser: invited by mail, and in; a password forgotten, and in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import PASSWORD
from tests.support.browser import PHONE
from tests.support.mail import link_in, read_folder, text_of
from tests.support.parvis import Instance
from tests.support.waiting import until

pytestmark = pytest.mark.journey

NEW = "eleven loud kestrels"


def wait_for_mail(outbox: Path, path: str):
    """The link of the newest mail that holds one of this kind."""
    found = until(lambda: [mail for mail in read_folder(outbox) if path in text_of(mail)], what=path)
    return link_in(found[-1], path)


def send(page, **values):
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.click("main form:has([name=" + next(iter(values)) + "]) [type=submit]")
    page.wait_for_load_state()


def agree(page):
    """Agree to the code of conduct, where one is led to it first."""
    if "/code-of-conduct" in page.url:
        page.click("main form[action='/code-of-conduct/acknowledgement'] [type=submit]")
        page.wait_for_url(lambda url: "/code-of-conduct" not in url)


def test_a_link_in_a_mail_leads_in_and_back_in(serve, visits, tmp_path):
    instance, outbox = Instance(tmp_path / "data"), tmp_path / "data" / "outbox"
    admin = ("emma@house.example", "--name", "Emma Roux", "--role", "admin", "--password-stdin")
    instance.command("user", "create", *admin, stdin=PASSWORD)
    server = serve(instance)

    emma = visits.open(server.url)
    emma.sign_in("emma@house.example", PASSWORD)
    agree(emma.page)
    send(emma.goto("/accounts"), addresses="ada@house.example")
    assert "ada@house.example" in emma.page.inner_text("#invitations")
    assert str(outbox) in emma.page.inner_text("main")

    ada = visits.open(server.url, viewport=PHONE)
    ada.page.goto(wait_for_mail(outbox, "/join/"))
    assert ada.accessibility_faults() == []
    send(ada.page, name="Ada Byron", password=PASSWORD)
    agree(ada.page)
    assert "Ada Byron" in ada.goto("/people").inner_text("main")

    again = visits.open(server.url, viewport=PHONE)
    send(again.goto("/forgotten"), email="ada@house.example")
    again.page.goto(wait_for_mail(outbox, "/reset/"))
    send(again.page, password=NEW)
    assert "/settings" not in again.page.url
    ada.goto("/people")
    assert "/sign-in" in ada.page.url  # whoever else was in with the old password is out

    emma.goto("/mails")
    assert emma.accessibility_faults() == []

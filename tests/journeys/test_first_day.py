"""The first start of an empty instance, in four steps; and how the second person comes in."""

import email
import re
from email import policy

from playwright.sync_api import expect

from tests.journeys.conftest import NEW_PASSWORD
from tests.support.parvis import Instance, running
from tests.support.waiting import until

ADA = "ada@leroy.example"


def test_an_empty_house_opens_in_four_steps_and_lets_the_invited_in(visits, tmp_path):
    with running(Instance(tmp_path / "data")) as server:
        founder = visits.open(server.url, locale="fr-FR")
        found_the_house(founder)
        guest = visits.open(server.url, locale="fr-FR")
        guest.goto(link_in_the_mail(server).removeprefix(server.url))
        page, say = guest.page, guest.say
        page.get_by_label(say("Your name, as colleagues read it")).fill("Odette Leroy")
        page.get_by_label(say("Choose a password"), exact=True).fill(NEW_PASSWORD)
        page.get_by_role("button", name=say("Come in")).click()
        page.get_by_role("button", name=say("I have read it and agree")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Odette")
        assert founder.complaints == guest.complaints == []
        close_the_account(founder, "Odette Leroy")
        guest.page.wait_for_url(re.compile("/sign-in"))
        visits.forget(server.url)


def test_a_page_that_heard_nothing_while_its_account_was_closed_leaves_once_it_hears_again(visits, tmp_path):
    instance = Instance(tmp_path / "data")
    with running(instance) as server:
        instance.command("user", "create", ADA, "--name", "Ada", "--password-stdin", stdin=NEW_PASSWORD)
        visitor = visits.open(server.url)
        visitor.sign_in(ADA, NEW_PASSWORD)
        page = visitor.page
        page.get_by_role("button", name=visitor.say("I have read it and agree")).click()
        page.wait_for_url(server.url + "/")
        page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("html[data-network-gone]")).to_have_count(1)
    instance.command("user", "deactivate", ADA)
    with running(instance, port=server.port):
        page.wait_for_url(re.compile("/sign-in"))


def found_the_house(visitor):
    """Name, administrator, code of conduct, people: it ends at home."""
    page, say = visitor.open("/"), visitor.say
    expect(page.get_by_role("heading", name=say("What is your house called?"))).to_be_visible()
    page.get_by_label(say("Name that is shown")).fill("Fonderie Leroy")
    expect(page.locator("[data-preview-name]")).to_have_text("Fonderie Leroy")
    page.keyboard.press("Enter")
    page.get_by_label(say("Your name")).fill("Marthe Leroy")
    page.get_by_label(say("E-mail address"), exact=True).fill("marthe@leroy.example")
    page.get_by_label(say("Choose a password"), exact=True).fill(NEW_PASSWORD)
    assert visitor.accessibility_faults() == []
    page.get_by_role("button", name=say("Continue")).click()
    expect(page.get_by_role("heading", name=say("Your code of conduct"))).to_be_focused()
    assert visitor.accessibility_faults() == []
    page.get_by_role("button", name=say("Continue")).click()
    page.get_by_label(say("E-mail addresses")).fill("odette@leroy.example")
    assert visitor.accessibility_faults() == []
    page.get_by_role("button", name=say("Open the house")).click()
    page.wait_for_url(visitor.base_url + "/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marthe")
    expect(page.get_by_role("heading", name=say("To begin with, in any order"))).to_be_visible()
    expect(page.get_by_label(say("Your post"))).to_be_visible()


def close_the_account(visitor, name):
    """As the administration does when somebody leaves the company."""
    page, say = visitor.open("/accounts"), visitor.say
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name=say("Close the account")).click()
    expect(page.get_by_role("button", name=say("Open the account again"))).to_be_visible()


def link_in_the_mail(server):
    """The address in the mail that an instance without a mail server writes beside its data."""
    outbox = server.instance.data_dir / "outbox"
    path = until(lambda: next(iter(outbox.glob("*.eml")), None), within=60, what="the invitation’s mail")
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"] == "odette@leroy.example"
    return re.search(r"https?://\S+/join/[\w.-]+", mail.get_body(("plain",)).get_content())[0]

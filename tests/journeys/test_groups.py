"""A group's life: founded, asked for, joined, spoken in, left."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_english
from tests.support.browser import PHONE


@in_english
def test_a_group_is_founded_asked_for_joined_spoken_in_and_left(come):
    gaelle, bruno = come("gaelle"), come("bruno", viewport=PHONE, has_touch=True)
    page, say = gaelle.open("/groups"), gaelle.say
    page.get_by_role("link", name=say("New group")).first.click()
    page.get_by_label(say("Name")).fill("Jardin partagé")
    page.get_by_label(say("Purpose")).fill("Les bacs derrière la cantine.")
    page.get_by_label(say("On request")).check()
    page.get_by_role("button", name=say("Create the group")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jardin partagé")
    address = page.url.removeprefix(gaelle.base_url)

    phone = bruno.open("/groups?q=jardin")
    phone.get_by_role("link", name="Jardin partagé").click()
    expect(
        phone.get_by_text(say("What is said here is for the members. Ask to join: those who run the group answer."))
    ).to_be_visible()
    phone.get_by_role("button", name=say("Ask to join")).click()
    expect(phone.get_by_role("button", name=say("Withdraw the request"))).to_be_visible()

    expect(page.locator(".toast", has_text="Bruno Lemaître")).to_be_visible()
    gaelle.open(f"{address}/members")
    page.get_by_role("button", name=say("Accept the request")).click()
    expect(page.get_by_role("list").get_by_text("Bruno Lemaître")).to_be_visible()

    bruno.open(address)
    phone.get_by_role("link", name=say("Publish here")).click()
    phone.get_by_label(say("Your post")).fill("J’apporte des graines de moutarde.")
    phone.get_by_role("button", name=say("Publish")).click()
    expect(gaelle.open(address).get_by_text("graines de moutarde")).to_be_visible()

    bruno.open(address)
    expect(phone.get_by_text("graines de moutarde")).to_be_visible()
    phone.get_by_label(say("More about this group")).tap()
    phone.get_by_role("button", name=say("Leave the group")).tap()
    phone.wait_for_url(bruno.base_url + "/groups")
    expect(bruno.open(address).get_by_role("button", name=say("Ask to join"))).to_be_visible()
    expect(phone.get_by_text("graines de moutarde")).to_have_count(0)
    assert gaelle.complaints == bruno.complaints == []

"""Topics in a room: opened by one, seen by the others at once, and heard of where they read nothing of it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.journeys.test_talking import write
from tests.support.browser import PHONE

ROOM = "Atelier 3"


@in_both
def test_a_topic_is_opened_and_the_others_see_it_and_what_waits_in_it(come, locale):
    one, other, title = {
        "fr-FR": ("mireille", "jordan", "Vestiaire B"),
        "en-GB": ("patrick", "ali", "Locker room"),
    }[locale]
    opener, reader = come(one), come(other, viewport=PHONE, has_touch=True, is_mobile=True)
    phone = reader.open("/messages")
    phone.locator("[data-row][data-kind=room]", has_text=ROOM).click()
    strip = phone.get_by_role("navigation", name=reader.say("Topics"))
    expect(strip.get_by_role("link", name=reader.say("The whole room"))).to_have_attribute("aria-current", "page")
    phone.wait_for_selector("html[data-ready]", state="attached")

    page = opener.open("/messages")
    page.locator("[data-row][data-kind=room]", has_text=ROOM).click()
    page.get_by_role("link", name=opener.say("All topics")).click()
    page.get_by_label(opener.say("Open a topic")).fill(title)
    page.get_by_role("button", name=opener.say("Open the topic")).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    chip = strip.get_by_role("link", name=re.compile(title))
    expect(chip).to_be_visible()  # without a reload

    write(opener, "Les casiers arrivent jeudi.")
    expect(chip).to_have_accessible_name(re.compile(r"\b1\b"))
    expect(phone.get_by_role("log")).not_to_contain_text("Les casiers arrivent jeudi.")
    chip.click()
    expect(phone.get_by_role("log").locator("[data-message]").last).to_contain_text("Les casiers arrivent jeudi.")
    write(reader, "Merci, je libère le 12.")
    expect(page.get_by_role("log").locator("[data-message]").last).to_contain_text("je libère le 12")

    listed = reader.open("/messages").locator("[data-row][data-kind=topic]", has_text=title)
    expect(listed).to_be_visible()  # who wrote there follows it
    assert opener.complaints == reader.complaints == []


def test_a_list_asks_once_for_all_the_topics_in_which_somebody_began_to_talk(come, company):
    """Every page of a large room is called at the same moment: none asks there and then, and none for each topic."""
    reader, writer = come("celine"), company.account("tomasz")
    page = reader.open("/messages")
    room = page.locator("[data-row][data-kind=room]", has_text=ROOM).get_attribute("data-row")
    reader.hear()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/messages/list" in request.url else None)
    page.evaluate("Math.random = () => 0.99")  # the latest of the moments among which each page draws its own
    titles = ["Presse 1", "Presse 2", "Presse 3"]
    topics = [writer.post(f"/conversations/{room}/topics", {"title": title})["id"] for title in titles]
    for topic in topics:
        writer.post(f"/conversations/{topic}/messages", {"client_id": topic, "body": "Contrôle fait."})
    for title in titles:
        expect(page.locator("[data-row][data-kind=topic]", has_text=title)).to_be_visible()
    assert len(asked) == 1
    assert reader.complaints == []

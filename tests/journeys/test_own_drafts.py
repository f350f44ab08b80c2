"""One's own drafts on a page: what was begun in several places is found, gone on with and let go of."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.journeys.inspecting import over_the_edge
from tests.journeys.keyboard import Hands, press_until
from tests.support.browser import PHONE, WIDE
from tests.support.waiting import until

FRAMES = pytest.mark.parametrize(
    "frame", [{"viewport": WIDE}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}], ids=["wide", "phone"]
)


def begin(company, who, whom):
    """A message to somebody and a post, half written; gives the conversation's address."""
    author, other = company.account(who), company.account(whom).get("/me")["id"]
    conversation = author.post("/conversations", {"person_ids": [other]})["id"]
    versions = {draft["place"]: draft["version"] for draft in author.get("/drafts?limit=100")["items"]}
    for place, words in ((f"chat-{conversation}", "La vanne du banc B"), ("post", "Le quai 2 rouvre lundi")):
        author.ask("PUT", f"/drafts/{place}", {"content": {"body:0": words}, "version": versions.get(place, 0)})
    return f"/messages/{conversation}"


@FRAMES
@in_both
def test_drafts_are_found_gone_on_with_and_let_go_of_by_the_keys_alone(come, company, frame):
    valerie = come("valerie", reduced_motion="reduce", **frame)  # axe looks at toasts as they stand
    address = begin(company, "valerie", "aurore")
    aurore = company.account("aurore").get("/me")["name"]
    say, hands, page = valerie.say, Hands(valerie), valerie.open("/drafts")
    shown = page.get_by_role("article")
    expect(shown).to_have_count(2)
    expect(shown.filter(has_text="La vanne du banc B")).to_contain_text(aurore)
    assert over_the_edge(page) == []
    assert valerie.accessibility_faults() == []

    name = f"{say('A message')} · {aurore}"
    hands.press(page.get_by_role("link", name=say("Go on writing: %(draft)s", draft=name)))
    expect(page).to_have_url(re.compile(address))
    field = page.locator("#chat-body")
    expect(field).to_have_value("La vanne du banc B")
    press_until(page, field)
    page.keyboard.press("End")
    page.keyboard.type(" fuit")
    until(lambda: "La vanne du banc B fuit" in str(company.account("valerie").get("/drafts?limit=100")["items"]))

    page.go_back()
    page.reload()
    expect(shown.filter(has_text="La vanne du banc B fuit")).to_have_count(1)
    for left, draft in ((1, name), (0, say("A post"))):
        hands.press(page.get_by_role("button", name=say("Discard: %(draft)s", draft=draft)))
        expect(page.locator(".toast", has_text=say("Draft discarded.")).first).to_be_visible()
        expect(shown).to_have_count(left)
    expect(
        page.get_by_text(say("You have begun nothing that is not sent. What you write is kept here until it is."))
    ).to_be_visible()
    assert valerie.accessibility_faults() == []
    expect(valerie.open(address).locator("#chat-body")).to_have_value("")
    assert valerie.complaints == []

"""Finding people and words, through the palette and the profile; and looking after one's own account."""

from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE, in_english
from tests.support.waiting import until


def test_the_palette_finds_a_colleague_by_what_they_know_and_writes_to_them(come):
    david = come("david")
    page, say = david.open("/groups"), david.say
    palette = page.get_by_role("dialog", name=say("Search and act"))
    page.locator("body").press("/")
    page.keyboard.type("modes opératoires")
    choose(page, palette, say("Search for “%(words)s”", words="modes opératoires"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    expect(page.get_by_role("main").get_by_role("link", name="Alice Moreau").first).to_be_visible()

    page.locator("body").press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type("alice mo")
    choose(page, palette, "Alice Moreau")
    assert david.accessibility_faults() == []
    page.keyboard.press("Tab")
    page.wait_for_url("**/messages/**")
    expect(page.get_by_text("Alice Moreau").first).to_be_visible()

    david.open("/people")
    page.keyboard.press("Control+k")
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("atelier 3")
    choose(page, palette, "Atelier 3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Atelier 3")
    assert david.complaints == []


def choose(page, palette, name):
    """With the arrow, down to an option."""
    option = palette.get_by_role("option", name=name).first
    expect(option).to_be_visible()
    expect(palette.locator("[aria-selected=true]")).to_have_count(1)
    for _ in range(20):
        if option.get_attribute("aria-selected") == "true":
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {name}")


def test_what_was_just_said_is_found(come, company):
    company.account("bruno").post("/posts", {"body": "Un hippocampe gravé traîne au magasin, qui l’a perdu ?"})
    alice = come("alice")
    page = alice.open("/search")
    post = page.get_by_role("link").filter(has_text="hippocampe")
    until(lambda: alice.open("/search?q=hippocampes") and post.count(), within=PATIENCE / 1000, what="finding the post")
    expect(page.locator("mark").first).to_have_text("hippocampe")


@in_english
def test_a_profile_is_changed_and_found_by_its_new_skill(come, company):
    company.hire("tess", "Tess Oakley")
    tess = come()
    page, say = tess.page, tess.say
    tess.sign_in("tess@demo.example", "seven quiet herons")
    page.get_by_role("button", name=say("I have read it and agree")).click()
    tess.open("/settings/profile")
    page.get_by_label(say("What you do")).fill("Librarian of drawings")
    page.get_by_label(say("Skills")).fill("sextant, paper")
    page.get_by_role("button", name=say("Save")).click()
    tess.open("/people/tess")
    expect(page.get_by_text("Librarian of drawings").first).to_be_visible()
    alice = come("alice")
    row = alice.page.get_by_role("main").get_by_role("link", name="Tess Oakley")
    until(lambda: alice.open("/search?q=sextant") and row.count(), within=PATIENCE / 1000, what="finding the skill")


def test_an_ended_session_is_signed_out_wherever_it_is_open(come, company):
    company.hire("ugo", "Ugo Brandt")
    here, there = come(), come(user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1")
    say = here.say
    for visitor in (here, there):
        visitor.sign_in("ugo@demo.example", "seven quiet herons")
    here.page.get_by_role("button", name=say("I have read it and agree")).click()
    there.open("/messages")
    page = here.open("/settings/security")
    row = page.locator("#sessions .list-row", has_text="iPhone")
    row.get_by_role("button", name=say("End")).click()
    expect(row).to_have_count(0)
    there.page.reload()
    expect(there.page.get_by_role("heading", level=1)).to_have_text(say("Sign in"))
    here.page.reload()
    expect(page.get_by_role("heading", name=say("Open sessions"))).to_be_visible()

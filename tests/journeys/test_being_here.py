"""Being here: who leaves their page alone for a while is away for the others, and here again with the first key."""

from playwright.sync_api import expect

LONG = 11 * 60_000
"""In milliseconds, longer than a page may be left alone."""


def test_who_leaves_their_page_alone_is_away_until_they_press_a_key(come, company):
    kevin, dylan = come("kevin"), come("dylan")
    other = company.account("dylan").get("/me")["id"]
    address = f"/messages/{company.account('kevin').post('/conversations', {'person_ids': [other]})['id']}"
    kevin.page.clock.install()
    page, seen = kevin.open(address), dylan.open(address).locator("[data-who-is-here]")
    expect(seen).to_have_text(dylan.say("Here now"))
    page.clock.fast_forward(LONG)
    expect(seen).to_have_text(dylan.say("Away for the moment"))
    page.keyboard.press("Shift")
    expect(seen).to_have_text(dylan.say("Here now"))
    assert kevin.complaints == dylan.complaints == []

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


def test_the_head_of_a_conversation_says_how_many_others_are_here_and_in_figures_on_a_phone(come, company):
    kevin, dylan = come("kevin"), come("dylan", viewport={"width": 390, "height": 844})
    others = [company.account(who).get("/me")["id"] for who in ("dylan", "alice")]
    several = company.account("kevin").post("/conversations", {"person_ids": others})["id"]
    desk, phone = (each.open(f"/messages/{several}").locator("[data-who-is-here]") for each in (kevin, dylan))
    here = dylan.say("%(all)d, %(here)d here") % {"all": 3, "here": 1}
    expect(phone.get_by_text(here, exact=True)).to_be_visible()
    expect(phone).to_contain_text(dylan.say("%(num)d is here") % {"num": 1})
    expect(desk).to_contain_text(kevin.say("%(num)d is here") % {"num": 1})
    expect(desk.get_by_text(here, exact=True)).to_be_hidden()
    assert kevin.complaints == dylan.complaints == []

"""A morning with the keyboard alone: never a press of the mouse, and the focus is always somewhere one can see."""

from playwright.sync_api import expect

from tests.journeys.conftest import address, in_english
from tests.journeys.keyboard import press_until
from tests.support.browser import PASSWORD, PHONE


@in_english
def test_a_day_goes_by_keys_alone(come):
    gaelle = come()
    page, say = gaelle.goto("/sign-in"), gaelle.say
    expect(page.get_by_label(say("E-mail address"))).to_be_focused()
    page.keyboard.type(address("gaelle"))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(gaelle.base_url + "/")
    page.wait_for_selector("html[data-ready]", state="attached")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=say("Go to the content"))).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, page.get_by_label(say("Your post")))
    names = page.get_by_role("listbox", name=say("People, groups and departments to name"))
    page.keyboard.type("Plates are out again, @bru")
    expect(names).to_be_visible()
    page.keyboard.press("Home")
    expect(names).to_be_hidden()
    page.keyboard.press("End")
    for _ in "@bru":
        page.keyboard.press("Backspace")
    page.keyboard.type("thank you @bru")
    expect(names.get_by_role("option", selected=True)).to_contain_text("Bruno")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    mine = page.locator("article[data-post]").first
    expect(mine).to_contain_text("Plates are out again")
    expect(mine.locator(".prose").get_by_role("link")).to_contain_text("Bruno")

    page.keyboard.press("j")
    expect(mine).to_be_focused()
    page.keyboard.press("j")
    second = page.locator("article[data-post]").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(mine).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/*")
    page.wait_for_selector("html[data-ready]", state="attached")
    press_until(page, page.get_by_label(say("Your answer")))
    page.keyboard.type("Even the big ones.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-comment]")).to_contain_text("Even the big ones.")

    press_until(page, page.locator(".post > .byline summary"), "Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name=say("Open the conversation"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".post > .byline summary")).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("messages")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    press_until(page, page.locator("summary").and_(page.get_by_label(say("My account"))), "Shift+Tab")
    page.keyboard.press("ArrowDown")
    press_until(page, page.get_by_role("button", name=say("Sign out")), "ArrowDown")
    assert page.locator("html").get_attribute("data-theme") is None, "walking past the themes chooses none"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/sign-in"))
    assert gaelle.complaints == []


def test_on_a_phone_the_rest_of_the_house_is_one_press_away(come):
    bruno = come("bruno", viewport=PHONE)
    page, say = bruno.open("/"), bruno.say
    page.get_by_role("button", name=say("Me"), exact=True).press("Enter")
    rest = page.locator("#own-menu")
    expect(rest.get_by_role("button", name=say("Sign out"))).to_be_visible()
    assert bruno.accessibility_faults() == []
    rest.get_by_role("link", name=say("Directory")).press("Enter")
    page.wait_for_url("**/people")

"""A conversation opens in place: the list stays while what stands beside it changes, by whatever way one goes."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_both, in_english
from tests.journeys.in_place import LONG, Held, Talks, expect_open, is_still, mark, row_of
from tests.journeys.keyboard import press_until
from tests.support.browser import PHONE
from tests.support.waiting import until

SIDE = ".chat-side"
FIELD = "#chat-body"


@in_both
def test_three_are_opened_in_turn_and_the_list_stays_where_it_was(come, company, locale):
    talks = Talks.begin(company, "lea", "remi", "samuel", named=f"Quai {locale}", count=LONG)
    lea = come("lea")
    page, say = lea.open("/messages"), lea.say
    lea.hear()
    mark(page)
    row_of(page, talks.ids[4]).scroll_into_view_if_needed()
    place = page.locator(SIDE).evaluate("side => side.scrollTop")
    assert place > 0
    for number in (4, 5, 6):
        row_of(page, talks.ids[number]).click()
        expect_open(page, talks.ids[number], talks.titles[number])
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator("[data-live]")).to_contain_text(talks.titles[number])
        assert page.locator(SIDE).evaluate("side => side.scrollTop") == place
        until(lambda number=number: talks.waits(talks.ids[number]) == 0)
        expect(row_of(page, talks.ids[number]).locator("[data-count=waits]")).to_be_hidden()
    assert lea.accessibility_faults() == []

    talks.say(talks.ids[6], "Le camion est là.")
    expect(page.locator("[data-message]").last).to_contain_text("Le camion est là.")
    until(lambda: talks.waits(talks.ids[6]) == 0)
    talks.say(talks.ids[4], "Et le chariot ?")
    expect(row_of(page, talks.ids[4]).locator("[data-count=waits] [data-number]")).to_have_text("1")

    page.locator(FIELD).press_sequentially("Un instant")
    page.go_back()
    expect_open(page, talks.ids[5], talks.titles[5])
    expect(row_of(page, talks.ids[6]).get_by_text(say("Draft"))).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("")
    page.go_back()
    expect_open(page, talks.ids[4], talks.titles[4])
    expect(page.locator("[data-message]").last).to_contain_text("Et le chariot ?")
    expect(row_of(page, talks.ids[4]).locator("[data-count=waits]")).to_be_hidden()
    page.go_back()
    expect(page.locator(".chat-thread")).to_contain_text(say("Choose a conversation, or start one."))
    expect(row_of(page, talks.ids[4])).to_be_focused()
    expect(page.locator(".chat-list [aria-current]")).to_have_count(0)
    assert lea.accessibility_faults() == []
    for number in (4, 5, 6):
        page.go_forward()
        expect_open(page, talks.ids[number], talks.titles[number])
    expect(page.locator(FIELD)).to_have_value("Un instant")
    expect(row_of(page, talks.ids[6]).get_by_text(say("Draft"))).to_be_hidden()
    assert is_still(page)
    assert lea.complaints == []


@in_both
def test_on_a_phone_the_conversation_takes_the_lists_place_and_gives_it_back(come, company, locale):
    talks = Talks.begin(company, "theo", "remi", "samuel", named=f"Pont {locale}", count=LONG)
    theo = come("theo", viewport=PHONE, has_touch=True, is_mobile=True)
    page, say = theo.open("/messages"), theo.say
    mark(page)
    row_of(page, talks.ids[3]).scroll_into_view_if_needed()
    place = page.locator(SIDE).evaluate("side => side.scrollTop")
    assert place > 0
    row_of(page, talks.ids[3]).tap()
    expect_open(page, talks.ids[3], talks.titles[3])
    expect(page.locator(SIDE)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert theo.accessibility_faults() == []
    page.get_by_role("link", name=say("Back to the list")).tap()
    expect(page.locator(".chat-thread")).to_be_hidden()
    expect(row_of(page, talks.ids[3])).to_be_focused()
    assert page.locator(SIDE).evaluate("side => side.scrollTop") == place
    assert theo.accessibility_faults() == []
    page.go_back()
    expect_open(page, talks.ids[3], talks.titles[3])
    page.go_back()
    expect(row_of(page, talks.ids[3])).to_be_visible()
    assert is_still(page)
    assert theo.complaints == []


@in_both
def test_by_keys_alone_one_goes_from_conversation_to_conversation(come, company, locale):
    talks = Talks.begin(company, "odile", "remi", "samuel", named=f"Grue {locale}")
    odile = come("odile")
    page, say = odile.open("/messages"), odile.say
    mark(page)
    press_until(page, row_of(page, talks.ids[2]))
    page.keyboard.press("Enter")
    expect_open(page, talks.ids[2], talks.titles[2])
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("Par les touches.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]").last).to_contain_text("Par les touches.")
    page.keyboard.press("Alt+ArrowDown")
    expect_open(page, talks.ids[1], talks.titles[1])
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-message]").last).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect_open(page, talks.ids[2], talks.titles[2])
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name=say("Search and act"))
    page.keyboard.type(say("Messages"))
    option = palette.locator('[role=option][href="/messages"]')
    expect(option).to_be_visible()
    press_until(page, palette.get_by_role("combobox"))
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(page.locator(".chat-thread")).to_contain_text(say("Choose a conversation, or start one."))
    assert is_still(page)
    assert odile.complaints == []


def test_the_last_one_that_was_chosen_comes_however_late_the_first_one_is(come, company):
    talks = Talks.begin(company, "aurore", "remi", "samuel", named="Vanne")
    aurore = come("aurore")
    page = aurore.open("/messages")
    mark(page)
    late = Held.at(page, f"**/messages/{talks.ids[0]}")
    row_of(page, talks.ids[0]).click()
    expect(row_of(page, talks.ids[0])).to_have_attribute("aria-busy", "true")
    expect(page.locator(".chat-thread")).to_have_attribute("aria-busy", "true")
    late.wait_for(1)
    row_of(page, talks.ids[1]).click()
    expect_open(page, talks.ids[1], talks.titles[1])
    late.routes[0].fulfill(status=200, content_type="text/html", body="<p>late</p>")
    row_of(page, talks.ids[2]).dblclick()
    expect_open(page, talks.ids[2], talks.titles[2])
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.go_back()
    expect_open(page, talks.ids[1], talks.titles[1])
    assert is_still(page)


def test_a_list_whose_script_comes_late_marks_the_one_that_is_open_by_then(come, company):
    talks = Talks.begin(company, "aurore", "remi", "samuel", named="Joint")
    aurore = come("aurore")
    late = Held.at(aurore.page, "**/js/chat/list.js")
    page = aurore.goto("/messages")
    page.wait_for_function("() => history.state?.chat")  # the page hears clicks
    mark(page)
    row_of(page, talks.ids[1]).click()
    expect(page.locator("[data-conversation]")).to_have_attribute("data-conversation", talks.ids[1])
    late.routes[0].continue_()
    expect_open(page, talks.ids[1], talks.titles[1])
    assert is_still(page)
    assert aurore.complaints == []


def test_what_does_not_belong_together_is_loaded_as_a_page(come, company):
    """Another version of the house, a conversation that is gone, a session that has ended: the address says it."""
    talks = Talks.begin(company, "patrick", "remi", "samuel", named="Cuve")
    patrick = come("patrick")
    page, say = patrick.open("/messages"), patrick.say

    def renewed(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("/static/", "/static/later-"))

    mark(page)
    page.route(f"**/messages/{talks.ids[0]}", renewed, times=1)  # the page that is loaded then is as it was
    row_of(page, talks.ids[0]).click()
    page.wait_for_function("() => window.isStill === undefined")
    expect_open(page, talks.ids[0], talks.titles[0])

    mark(page)
    talks.shut_out(talks.ids[1])
    page.goto(f"{patrick.base_url}/messages/{talks.ids[0]}")
    page.evaluate(LINK, f"/messages/{talks.ids[1]}")
    page.locator("#strange").click()
    expect(page.locator("[data-error-page]")).to_be_visible()
    page.wait_for_url(f"**/messages/{talks.ids[1]}")

    patrick.open("/messages")
    patrick.context.clear_cookies()
    row_of(page, talks.ids[2]).click()
    expect(page.get_by_role("button", name=say("Sign in"))).to_be_visible()
    assert "next=" in page.url


LINK = """address => {
    const link = Object.assign(document.createElement("a"), { id: "strange", href: address, textContent: "there" });
    document.querySelector(".chat-side").prepend(link);
}"""


def test_who_is_put_out_of_a_conversation_that_was_opened_in_place_is_led_to_the_list(come, company):
    talks = Talks.begin(company, "sylvain", "remi", "samuel", named="Treuil")
    sylvain = come("sylvain")
    page, say = sylvain.open("/messages"), sylvain.say
    row_of(page, talks.ids[0]).click()
    expect_open(page, talks.ids[0], talks.titles[0])
    row_of(page, talks.ids[1]).click()
    expect_open(page, talks.ids[1], talks.titles[1])
    for number in (0, 1):
        talks.shut_out(talks.ids[number])
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # a beat
    page.wait_for_url("**/messages")
    expect(page.locator(".chat-thread")).to_contain_text(say("Choose a conversation, or start one."))
    assert all("404" in each for each in sylvain.complaints), "of what it asked there in that moment"


@in_english
def test_without_scripts_the_row_leads_to_the_conversation(come, company):
    talks = Talks.begin(company, "vincent", "remi", "samuel", named="Palan")
    vincent = come("vincent", java_script_enabled=False)
    page = vincent.goto("/messages")
    row_of(page, talks.ids[1]).click()
    page.wait_for_url(f"**/messages/{talks.ids[1]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(talks.titles[1])
    expect(row_of(page, talks.ids[1])).to_have_attribute("aria-current", "true")

"""In the field: what was read stays readable without a network, and what was written leaves once when it is back."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import address, in_both
from tests.support.browser import PHONE
from tests.support.waiting import until

WORDS = "Le palan du quai est réparé."


def test_a_post_written_without_a_network_is_sent_once(come, company):
    bruno = come("bruno", viewport=PHONE, has_touch=True)
    page, say = bruno.open("/"), bruno.say
    bruno.context.set_offline(True)
    page.get_by_label(say("Your post")).fill(WORDS)
    page.get_by_role("button", name=say("Publish"), exact=True).click()
    waiting = page.get_by_role("region", name=say("Texts that wait"))
    expect(waiting).to_contain_text(WORDS)
    expect(page.get_by_label(say("Your post"))).to_have_value("")
    bruno.context.set_offline(False)
    expect(waiting).to_be_hidden()
    expect(page.locator("article[data-post]").first).to_contain_text(WORDS)
    page.reload()
    expect(page.locator("article[data-post]").filter(has_text=WORDS)).to_have_count(1)


def test_what_was_read_stays_open_and_goes_with_the_sign_out(come):
    bruno = come(viewport=PHONE, has_touch=True)  # in a session of his own, for it ends here
    bruno.sign_in(address("bruno"))
    page, say = bruno.open("/"), bruno.say
    until(lambda: page.evaluate("navigator.serviceWorker.controller && caches.has('parvis-pages')"))
    for path in ("/offline", "/?scope=all", "/groups", "/"):
        page.goto(bruno.base_url + path)
    first = page.locator("article[data-post]").first.inner_text()
    bruno.context.set_offline(True)
    page.goto(bruno.base_url + "/")
    expect(page.locator("article[data-post]").first).to_contain_text(first.splitlines()[0])
    page.goto(bruno.base_url + "/people")
    expect(page.get_by_role("heading", name=say("The door is closed for a moment"))).to_be_visible()
    expect(page.get_by_role("heading", name=say("Read offline"))).to_be_visible()
    links = page.locator("[data-kept-pages] a").evaluate_all("links => links.map((link) => link.pathname)")
    assert sorted(links) == ["/", "/groups"]  # each page once, and not the one that lists them
    bruno.context.set_offline(False)
    expect(page.get_by_role("heading", name=say("Directory"), level=1)).to_be_visible()  # what was asked for
    lost = bruno.base_url + "/groups/was-here"  # read once, and not for its reader any more
    page.goto(bruno.base_url + "/")
    page.evaluate("async (lost) => (await caches.open('parvis-pages')).put(lost, new Response('It was here'))", lost)
    page.goto(lost)
    until(lambda: page.evaluate("async (lost) => !(await caches.match(lost))", lost))
    page.goto(bruno.base_url + "/")
    page.evaluate("document.querySelector('#leave').requestSubmit()")
    page.wait_for_url(re.compile("/sign-in"))
    until(lambda: not page.evaluate("caches.has('parvis-pages')"))


def test_a_page_that_never_reached_the_house_says_so_and_hears_it_later(come):
    bruno = come("bruno")
    bruno.page.route("**/socket.io.min.js", lambda route: route.abort())
    page = bruno.open("/")
    expect(page.locator("html[data-network-gone]")).to_have_count(1)
    page.unroute("**/socket.io.min.js")
    expect(page.locator("html[data-network-gone]")).to_have_count(0)


def talk(company, who, other):
    person = company.account(other).get("/me")["id"]
    return company.account(who).post("/conversations", {"person_ids": [person]})["id"]


def write(visitor, text):
    visitor.page.get_by_role("form").get_by_role("textbox").fill(text)
    visitor.page.get_by_role("button", name=visitor.say("Send"), exact=True).click()


def keep_pages(visitor, *paths):
    """Read pages that stay open without a network."""
    visitor.open("/")
    until(lambda: visitor.page.evaluate("navigator.serviceWorker.controller && caches.has('parvis-pages')"))
    for path in paths:
        visitor.open(path)


NOT_KEPT = (
    "Conversations are not kept on this device. What you wrote in them is, and leaves as soon as the network is back."
)
SAID = ("Le pont roulant est en panne.", "Le mécanicien arrive à midi.")


@in_both
def test_messages_written_without_a_network_leave_in_their_order_from_any_page(come, company, locale):
    """With two pages open each leaves once all the same."""
    other = {"fr-FR": "farid", "en-GB": "priya"}[locale]
    where = f"/messages/{talk(company, 'erwan', other)}"
    erwan, reader = come("erwan", viewport=PHONE, has_touch=True), come(other)
    keep_pages(erwan, "/groups", "/", where)
    second = erwan.context.new_page()
    second.goto(erwan.base_url + "/groups")
    reader.open(where)
    page = erwan.page
    erwan.context.set_offline(True)
    for words in SAID:
        write(erwan, words)
        expect(page.locator("[data-pending]", has_text=words)).to_be_visible()
    expect(page.get_by_role("button", name=erwan.say("Send again"))).to_have_count(2)
    page.goto(erwan.base_url + "/")
    waiting = page.get_by_text(erwan.say("Messages that wait: {count}.").format(count=2))
    expect(waiting).to_be_visible()
    assert erwan.accessibility_faults() == []
    erwan.context.set_offline(False)
    arrived = reader.page.locator("[data-message] [data-text]", has_text=re.compile("|".join(SAID)))
    expect(arrived).to_have_text(SAID)
    expect(waiting).to_be_hidden()
    erwan.open(where)
    expect(page.locator("[data-message] [data-text]", has_text=re.compile("|".join(SAID)))).to_have_text(SAID)
    expect(page.locator("[data-pending]")).to_have_count(0)


def test_a_message_that_waits_leaves_when_the_house_is_opened_anew_and_only_as_its_author(come, company):
    conversation = talk(company, "moussa", "rachid")
    moussa = come(viewport=PHONE)
    moussa.sign_in(address("moussa"))
    moussa.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())  # nothing is half on its way
    moussa.context.route("**/socket.io/**", lambda route: route.abort())
    page = moussa.open(f"/messages/{conversation}")
    moussa.context.set_offline(True)
    write(moussa, SAID[0])
    expect(page.get_by_role("button", name=moussa.say("Send again"))).to_be_visible()
    page.goto("about:blank")
    moussa.context.clear_cookies()
    moussa.context.set_offline(False)

    def said():
        messages = company.account("rachid").get(f"/conversations/{conversation}/messages?limit=100")["items"]
        return [message["author"]["handle"] for message in messages if message["body"] == SAID[0]]

    moussa.sign_in(address("rachid"))
    moussa.open("/groups")
    page.evaluate(
        """async () => {
            const main = document.querySelector("script[type=module]").src;
            await (await import(new URL("chat/unsent.js", main))).sendUnsent();
        }"""
    )
    assert said() == []
    moussa.context.clear_cookies()
    moussa.sign_in(address("moussa"))
    until(lambda: said() == ["moussa"])


@in_both
def test_what_is_not_kept_says_so_and_opens_by_itself_or_by_its_button(come, company):
    where = f"/messages/{talk(company, 'celine', 'dylan')}"
    celine = come("celine", viewport=PHONE, has_touch=True)
    keep_pages(celine, "/")
    page, say = celine.page, celine.say
    celine.context.set_offline(True)
    page.goto(celine.base_url + where)
    expect(page.get_by_text(say(NOT_KEPT))).to_be_visible()
    expect(page.locator("[data-not-kept]")).to_be_hidden()
    expect(page.get_by_role("link", name=say("Try again"))).to_have_attribute("href", where)
    assert celine.accessibility_faults() == []
    celine.context.set_offline(False)
    expect(page.get_by_role("form").get_by_role("textbox")).to_be_visible()
    celine.context.set_offline(True)
    page.goto(celine.base_url + where)
    again = page.get_by_role("link", name=say("Try again"))
    expect(again).to_be_visible()
    again.click()
    expect(again).to_have_attribute("href", where)  # still without a network
    celine.context.set_offline(False)
    expect(page.get_by_role("log")).to_be_visible()
    assert page.url == celine.base_url + where

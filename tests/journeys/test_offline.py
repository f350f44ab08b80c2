"""In the field: what was read stays readable without a network, and what was written leaves once when it is back."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import address
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
    lost = bruno.base_url + "/groups/was-here"  # read once, and not for its reader any more
    page.goto(bruno.base_url + "/")
    page.evaluate("async (lost) => (await caches.open('parvis-pages')).put(lost, new Response('It was here'))", lost)
    page.goto(lost)
    until(lambda: page.evaluate("async (lost) => !(await caches.match(lost))", lost))
    page.goto(bruno.base_url + "/")
    page.evaluate("document.querySelector('#leave').submit()")
    page.wait_for_url(re.compile("/sign-in"))  # by the answer, or by the page that heard of it first
    until(lambda: not page.evaluate("caches.has('parvis-pages')"))


def test_a_page_that_never_reached_the_house_says_so_and_hears_it_later(come):
    bruno = come("bruno")
    bruno.page.route("**/socket.io.min.js", lambda route: route.abort())
    page = bruno.open("/")
    expect(page.locator("html[data-network-gone]")).to_have_count(1)
    page.unroute("**/socket.io.min.js")
    expect(page.locator("html[data-network-gone]")).to_have_count(0)

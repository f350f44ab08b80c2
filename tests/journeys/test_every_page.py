"""Every page, on a wide screen and on a phone, in both languages and every theme: whole, readable and quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.journeys.conftest import Company, address
from tests.journeys.pages import NO_PAGE, Entry, read_entries
from tests.support.browser import PHONE, WIDE, Visitor, Visits
from tests.support.parvis import Server

ENTRIES = list(read_entries())
PAGES = [entry for entry in ENTRIES if entry.who != NO_PAGE]

FRAMES = {"wide": {"viewport": WIDE, "locale": "fr-FR"}, "phone": {"viewport": PHONE, "locale": "en-GB"}}
NARROWEST = {"width": 320, "height": 700}
LIGHT = {"color_scheme": "light", "contrast": "no-preference"}
DARK = {"color_scheme": "dark", "contrast": "no-preference"}
HIGH_CONTRAST = {"color_scheme": "light", "contrast": "more"}
THEMES = {"wide": {"dark": DARK, "high contrast": HIGH_CONTRAST}, "phone": {"dark": DARK}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

# The fifth of a kind says nothing new of colours and names, and costs as much as the first.
THIN_OUT = """() => {
    for (const list of document.querySelectorAll(".posts, [data-list], .chat-log")) {
        [...list.children].slice(4, -2).forEach((child) => child.remove());
    }
}"""

Lend = Callable[[str, str], Visitor]


@pytest.fixture(scope="module")
def lend(all_visits: Visits, company: Company, empty_server: Server) -> Iterator[Lend]:
    """One browser for each person and frame, kept from page to page."""
    lent: dict[tuple[str, str], Visitor] = {}

    def lend(who: str, frame: str) -> Visitor:
        if (who, frame) not in lent:
            server = empty_server if who == "founder" else company.server
            email = None if who in {"nobody", "founder"} else address(who)
            lent[who, frame] = all_visits.open(server.url, email, reduced_motion="reduce", **FRAMES[frame])
        return lent[who, frame]

    yield lend
    all_visits.end()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_a_page_is_whole(entry: Entry, frame: str, lend: Lend, company: Company) -> None:
    visitor = lend(entry.who, frame)
    visitor.complaints.clear()
    page = visitor.page
    answer = page.goto(visitor.base_url + entry.filled(company.things))
    assert answer is not None
    assert answer.status == entry.status
    page.wait_for_selector("html[data-ready]", state="attached")
    faults = [*shape(page, frame), *(visitor.complaints if entry.status == 200 else [])]
    page.evaluate(THIN_OUT)
    faults += visitor.accessibility_faults()
    for theme, media in THEMES[frame].items():
        page.emulate_media(**media)
        faults += [f"{theme}: {fault}" for fault in visitor.accessibility_faults(COLOURS)]
    page.emulate_media(**LIGHT)
    assert not faults, "\n" + "\n".join(faults)
    assert visitor.foreign_requests == []


def shape(page: Page, frame: str) -> list[str]:
    """What is wrong with the page's frame: its language, its one heading, its width."""
    faults = []
    if page.evaluate("document.documentElement.lang") != FRAMES[frame]["locale"][:2]:
        faults.append("the page is not in the reader’s language")
    if (count := page.locator("h1:visible").count()) != 1:
        faults.append(f"{count} first headings")
    faults += too_wide(page)
    if frame == "phone":
        page.set_viewport_size(NARROWEST)
        faults += too_wide(page)
        page.set_viewport_size(PHONE)
    return faults


def too_wide(page: Page) -> list[str]:
    """What runs over the edge, the outermost first."""
    found: list[str] = page.evaluate(OVER_THE_EDGE)
    return [f"over the edge of {page.viewport_size}: {', '.join(found)}"] if found else []


OVER_THE_EDGE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const right = (element) => Math.round(element.getBoundingClientRect().right);
    const over = [...document.querySelectorAll("body *:not(svg *)")].filter((element) => right(element) > width);
    return over.slice(0, 6).map((element) => `${element.tagName} ${element.className} to ${right(element)}`);
}"""


def test_every_page_is_on_the_list(house: Flask, company: Company) -> None:
    listed = {route_of(house, entry.filled(company.things)) for entry in PAGES}
    listed |= {entry.address for entry in ENTRIES if entry.who == NO_PAGE}
    routes = {
        rule.rule
        for rule in house.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/v1/")
    }
    assert sorted(routes - listed) == []


def route_of(house: Flask, path: str) -> str | None:
    try:
        rule, _ = house.url_map.bind("localhost").match(path.partition("?")[0], "GET", return_rule=True)
    except HTTPException:
        return None
    return rule.rule

"""Every page, on a wide screen in French by day, on a phone in English by night: whole, readable and quiet.

What pages are made of is tried in every theme and width: tests/look/test_sheet.py. So axe looks at each page in one of
both frames, taking turns, and the next page of the list in the other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.journeys.conftest import Company, address
from tests.journeys.inspecting import cut_menus, headings, over_the_edge, texts, thin_out
from tests.journeys.pages import NO_PAGE, Entry, read_entries
from tests.support.browser import PHONE, WIDE, Visitor, Visits
from tests.support.parvis import Server
from tests.support.world import CAST

ENTRIES = list(read_entries())
PAGES = [entry for entry in ENTRIES if entry.who != NO_PAGE]

FRAMES = {
    "wide": {"viewport": WIDE, "locale": "fr-FR", "color_scheme": "light"},
    "phone": {"viewport": PHONE, "locale": "en-GB", "color_scheme": "dark"},
}
EXAMINED = {entry: list(FRAMES)[number % 2] for number, entry in enumerate(PAGES)}
"""In which frame axe looks at a page."""
NARROWEST = {"width": 320, "height": 700}

WRITTEN_IN_ENGLISH = "/api/"  # for programmers
NAMES = {name.capitalize() for name in CAST}

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
    if not entry.address.startswith(WRITTEN_IN_ENGLISH):
        foreign = visitor.say.foreign(set(texts(page)) - NAMES)
        faults += [f"not in the reader’s language: {words}" for words in foreign]
    thin_out(page)
    faults += cut_menus(page)
    if EXAMINED[entry] == frame:
        faults += visitor.accessibility_faults()
    assert not faults, "\n" + "\n".join(faults)
    assert visitor.foreign_requests == []


def shape(page: Page, frame: str) -> list[str]:
    """What is wrong with the page's frame: its language, its one title, its width."""
    faults = [*headings(page), *over_the_edge(page)]
    if page.evaluate("document.documentElement.lang") != FRAMES[frame]["locale"][:2]:
        faults.append("the page says that it is in another language")
    if frame == "phone":
        page.set_viewport_size(NARROWEST)
        faults += over_the_edge(page)
        page.set_viewport_size(PHONE)
    return faults


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

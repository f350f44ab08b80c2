"""What the journeys through conversations that open in place share: a long list, and whether a page was loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import Company
from tests.support.account import Account
from tests.support.waiting import until

LONG = 24  # more conversations than a screen shows


@dataclass
class Talks:
    """Conversations that somebody has with two colleagues, one word said in each: the last one stands on top."""

    reader: Account
    author: Account
    ids: list[str]
    titles: list[str]

    @classmethod
    def begin(cls, company: Company, reader: str, author: str, third: str, *, named: str, count: int = 3) -> Talks:
        mine, theirs = company.account(reader), company.account(author)
        people = [mine.get("/me")["id"], company.account(third).get("/me")["id"]]
        titles = [f"{named} {number}" for number in range(count)]
        ids = [theirs.post("/conversations", {"person_ids": people, "title": title})["id"] for title in titles]
        talks = cls(mine, theirs, ids, titles)
        for conversation in ids:
            talks.say(conversation, "Bonjour.")
        return talks

    def say(self, conversation: str, body: str) -> None:
        message = {"client_id": f"{conversation}-{body}"[:64], "body": body}
        self.author.post(f"/conversations/{conversation}/messages", message)

    def waits(self, conversation: str) -> int:
        return int(self.reader.get(f"/conversations/{conversation}")["unread"])

    def said(self, conversation: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.author.get(f"/conversations/{conversation}/messages")["items"]
        return items

    def shut_out(self, conversation: str) -> None:
        """Put the reader out of it."""
        self.author.ask("DELETE", f"/conversations/{conversation}/participants/{self.reader.get('/me')['id']}")


@dataclass
class Held:
    """Requests that do not go on before they are let."""

    page: Page
    routes: list[Route] = field(default_factory=list)

    @classmethod
    def at(cls, page: Page, address: str) -> Held:
        held = cls(page)
        page.route(address, lambda route: held.routes.append(route))  # noqa: PLW0108 (it takes nothing that is built in)
        return held

    def wait_for(self, count: int) -> None:
        """Return when so many have come."""
        until(lambda: self.page.wait_for_timeout(1) or len(self.routes) >= count)


def row_of(page: Page, conversation: str) -> Locator:
    return page.locator(f'.chat-list [data-row="{conversation}"]')


def mark(page: Page) -> None:
    """From here on it is known whether another page was loaded."""
    page.evaluate("window.isStill = true")


def is_still(page: Page) -> bool:
    """Whether it is the page that was marked."""
    return bool(page.evaluate("window.isStill === true"))


def expect_open(page: Page, conversation: str, title: str) -> None:
    """The conversation stands beside the list, and all that says which one it is says the same."""
    expect(page.locator("[data-conversation]")).to_have_attribute("data-conversation", conversation)
    expect(page.locator(".chat-thread .chat-name")).to_have_text(title)
    expect(page.locator(".chat-list [aria-current=true]")).to_have_attribute("data-row", conversation)
    page.wait_for_url(f"**/messages/{conversation}")
    assert page.title().startswith(title)
    page.wait_for_selector("html[data-ready]", state="attached")

"""What the journeys through conversations that open in place share: a long list of them, and whether a page was loaded."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Company
from tests.support.account import Account

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
        for id in ids:
            talks.say(id, "Bonjour.")
        return talks

    def say(self, conversation: str, body: str) -> None:
        message = {"client_id": f"{conversation}-{body}"[:64], "body": body}
        self.author.post(f"/conversations/{conversation}/messages", message)

    def waits(self, conversation: str) -> int:
        return int(self.reader.get(f"/conversations/{conversation}")["unread"])


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

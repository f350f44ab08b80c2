"""The demo company served once for every journey, and the people who walk through it in the language of the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.account import Account
from tests.support.browser import PASSWORD, Visitor, Visits
from tests.support.parvis import Server

Come = Callable[..., Visitor]

CAST = ("alice", "bruno", "chloe", "david", "emma", "farid", "gaelle", "hugo")
PATIENCE = 30_000  # milliseconds: only what is broken takes so long, on the slowest machine

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey, and the first one waits for the company to be founded."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(600))


@dataclass
class Company:
    """The demo company on its server; ask through somebody's account what a journey needs to find."""

    server: Server
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, who: str) -> Account:
        if who not in self.accounts:
            self.accounts[who] = Account.open(self.server, address(who), PASSWORD)
        return self.accounts[who]

    def hire(self, who: str, name: str) -> None:
        """Open an account that nobody has used yet."""
        self.server.instance.command(
            "user", "create", address(who), "--name", name, "--password-stdin", stdin=f"{NEW_PASSWORD}\n"
        )


NEW_PASSWORD = "seven quiet herons"


def address(who: str) -> str:
    """The e-mail address of one of the demo's people."""
    return f"{who}@demo.example"


@pytest.fixture(scope="session")
def company(demo_server: Server) -> Company:
    """The cast's language is left to their browsers, so that each journey is walked in its own."""
    company = Company(demo_server)
    for who in CAST:
        company.account(who).patch("/me", {"language": None})
    return company


@pytest.fixture(params=["fr-FR"], ids=["fr"])
def locale(request: pytest.FixtureRequest) -> str:
    """The language of the browsers; `english` and `both` say otherwise."""
    return str(request.param)


in_english = pytest.mark.parametrize("locale", ["en-GB"], ids=["en"], indirect=True)
in_both = pytest.mark.parametrize("locale", ["fr-FR", "en-GB"], ids=["fr", "en"], indirect=True)


@pytest.fixture
def come(visits: Visits, company: Company, locale: str) -> Come:
    """Let somebody come in: `come("alice")`, `come("bruno", viewport=PHONE)`, `come()` for a stranger."""

    def arrive(who: str | None = None, **options: object) -> Visitor:
        return visits.open(company.server.url, address(who) if who else None, locale=locale, **options)

    return arrive

"""The demo company served once for every journey, and the people who walk through it in the language of the test."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mastodon_mock.testing import MockServer
from playwright.sync_api import expect

from tests.journeys.living import ARRIVING
from tests.support.account import Account
from tests.support.browser import PASSWORD, Visitor, Visits
from tests.support.fixtures import MakeOnce
from tests.support.parvis import Instance, Server, running
from tests.support.tree import ROOT
from tests.support.world import CAST

Come = Callable[..., Visitor]

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
    """The demo company on its server; ask through somebody's account what a journey needs to find.

    `things` are those of the matrix's world, which lives in the same instance.
    """

    server: Server
    things: dict[str, str]
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, who: str) -> Account:
        if who not in self.accounts:
            self.accounts[who] = Account.open(self.server, address(who), PASSWORD)
        return self.accounts[who]

    def forget_drafts(self, who: str) -> None:
        """Let go of all that somebody has begun to write."""
        for draft in self.account(who).get("/drafts?limit=100")["items"]:
            if draft["content"] is not None:
                self.account(who).ask("DELETE", f"/drafts/{draft['place']}?version={draft['version']}")

    def hire(self, who: str, name: str) -> None:
        """Open an account that nobody has used yet."""
        self.server.instance.command(
            "user", "create", address(who), "--name", name, "--password-stdin", stdin=f"{NEW_PASSWORD}\n"
        )


NEW_PASSWORD = "seven quiet herons"


def address(who: str) -> str:
    """The e-mail address of one of the demo's people, or of the matrix's world."""
    return f"{who}@house.example" if who in {*CAST, ARRIVING} else f"{who}@demo.example"


@pytest.fixture(scope="session")
def mastodon() -> Iterator[MockServer]:
    """A Mastodon instance on this machine that the company may reach."""
    with MockServer() as server:
        yield server


@pytest.fixture(scope="session")
def founded_company(demo_data: Path, make_once: MakeOnce) -> Path:
    """The demo company with the matrix's world in it, to be copied and never served."""

    def found(folder: Path) -> None:
        shutil.copytree(demo_data, folder / "data")
        subprocess.run([sys.executable, "-m", "tests.journeys.living", str(folder / "data")], cwd=ROOT, check=True)

    return make_once("company", found)


@pytest.fixture(scope="session")
def company(founded_company: Path, mastodon: MockServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all journeys of a worker: they add to it, and break nothing that another one needs."""
    folder = tmp_path_factory.mktemp("company") / "data"
    shutil.copytree(founded_company / "data", folder)
    things = json.loads((founded_company / "things.json").read_text(encoding="utf-8"))
    reachable = {"PARVIS_ALLOWED_PRIVATE_HOSTS": urlsplit(mastodon.base_url).netloc}
    with running(Instance(folder, reachable)) as server:
        yield Company(server, things)


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An instance in which there is nobody yet."""
    with running(Instance(tmp_path_factory.mktemp("empty") / "data")) as server:
        yield server


@pytest.fixture(params=["fr-FR"], ids=["fr"])
def locale(request: pytest.FixtureRequest) -> str:
    """The language of the browsers: French, unless a journey says `in_english` or `in_both`."""
    return str(request.param)


in_english = pytest.mark.parametrize("locale", ["en-GB"], ids=["en"], indirect=True)
in_both = pytest.mark.parametrize("locale", ["fr-FR", "en-GB"], ids=["fr", "en"], indirect=True)


@pytest.fixture
def come(visits: Visits, company: Company, locale: str) -> Come:
    """Let somebody come in: `come("alice")`, `come("bruno", viewport=PHONE)`, `come()` for a stranger.

    They begin with nothing half written: what they typed in an earlier journey would follow them into this one.
    """
    met: set[str] = set()

    def arrive(who: str | None = None, **options: object) -> Visitor:
        if who and who not in met:
            met.add(who)
            company.forget_drafts(who)
        return visits.open(company.server.url, address(who) if who else None, locale=locale, **options)

    return arrive

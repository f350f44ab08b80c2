"""Chromium driven by Playwright: visitors with a context each, signed in once per account."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    StorageState,
    sync_playwright,
)

from tests.support.servers import find_program
from tests.support.tongue import Tongue

PASSWORD = "parvis-demo"
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OWN_HOSTS = {"localhost", "127.0.0.1"}

# A test browser speaks to the server under test and to nobody else.
FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=MediaRouter,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--use-fake-device-for-media-stream",  # a microphone that beeps, which pages may hear where the house lends it
    "--use-fake-ui-for-media-stream",
]


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """One headless browser; raises MissingProgram where there is none."""
    program = find_program(*PROGRAMS, package="chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, headless=True)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own: a page, and what it asked of others or complained of."""

    base_url: str
    context: BrowserContext
    say: Tongue = field(default_factory=lambda: Tongue("en"))
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(30_000)
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OWN_HOSTS:
            self.foreign_requests.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def goto(self, path: str) -> Page:
        self.page.goto(self.base_url + path)
        return self.page

    def open(self, path: str) -> Page:
        """Go somewhere, and return when the page's scripts have done their first work."""
        page = self.goto(path)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    def hear(self) -> None:
        """Return when the page hears what happens from now on."""
        self.page.evaluate(
            """async () => {
                const main = document.querySelector("script[type=module]").src;
                const socket = await (await import(new URL("core/socket.js", main))).connect();
                if (!socket.connected) await new Promise((resolve) => { socket.once("connect", resolve); });
            }"""
        )

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in as a person would; returns on the page that follows."""
        page = self.goto("/sign-in")
        page.locator("input[name=email]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("form:has(input[name=password]) [type=submit]").click()
        page.wait_for_url(lambda url: urlsplit(url).path != "/sign-in")

    def accessibility_faults(self) -> list[str]:
        """What axe finds on the page as it stands, one line a place."""
        settings = {"resultTypes": ["violations"], "preload": False}
        complaints = list(self.complaints)
        found = Axe().run(self.page, options=settings).response
        self.complaints[:] = complaints  # axe tries inline styles, which the policy refuses
        return [
            f"{self.page.url}: {fault['id']} ({fault['impact']}): {', '.join(map(str, node['target']))}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def assert_nothing_left_the_host(self) -> None:
        assert self.foreign_requests == []

    def leave(self) -> None:
        self.context.close()


@dataclass
class Visits:
    """Lets people in: a fresh context each time, with the cookies of an account signed in once."""

    browser: Browser
    states: dict[tuple[str, str], StorageState] = field(default_factory=dict)
    visitors: list[Visitor] = field(default_factory=list)

    def open(self, base_url: str, email: str | None = None, **options: Any) -> Visitor:
        """A visitor of `base_url`, signed in as `email` where one is given; `options` are the context's."""
        state = self._state(base_url, email) if email else None
        visitor = self._visitor(base_url, storage_state=state, **options)
        self.visitors.append(visitor)
        return visitor

    def _state(self, base_url: str, email: str) -> StorageState:
        if (base_url, email) not in self.states:
            visitor = self._visitor(base_url)
            visitor.sign_in(email)
            self.states[base_url, email] = visitor.context.storage_state()
            visitor.leave()
        return self.states[base_url, email]

    def _visitor(self, base_url: str, **options: Any) -> Visitor:
        settings = {"viewport": WIDE, "locale": "en-GB", "color_scheme": "light"} | options
        return Visitor(base_url, self.browser.new_context(**settings), Tongue(settings["locale"]))

    def forget(self, base_url: str) -> None:
        """Sign-ins of a server that is gone, or that a test ended, are of no more use."""
        self.states = {who: state for who, state in self.states.items() if who[0] != base_url}

    def end(self) -> None:
        """Everybody leaves; whoever's page asked another host for something fails the test."""
        visitors, self.visitors = self.visitors, []
        for visitor in visitors:
            visitor.leave()
        for visitor in visitors:
            visitor.assert_nothing_left_the_host()


def picture(page: Page, path: Path) -> Path:
    """A screenshot of the whole page, for eyes."""
    page.screenshot(path=path, full_page=True)
    return path

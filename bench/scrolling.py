"""How smoothly a thousand messages scroll, beside as many lines of plain text in the same browser.

    python -m bench.scrolling --messages 1000

Two people talk in an instance of their own; their log is scrolled from its end to its beginning once all of it is
there, and so is a bare page of the same height, in rounds that take turns. The figure to trust is the ratio of the
processor time that Chromium spends on a frame; the time between frames tells of the machine's other work too.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from bench.servers import command_line, family, processor_time
from tests.support.account import Account
from tests.support.browser import PASSWORD, Visits, running_chromium
from tests.support.parvis import Instance, Server, running

FRAMES = 240
ROUNDS = 3
SETTLING = 400
"""Milliseconds in which a page comes to rest."""
PEOPLE = ("ada@house.example", "ben@house.example")
LOG, BARE = "[data-scroll]", "[data-bare]"

SCROLL = """async ([place, frames]) => {
  const box = document.querySelector(place);
  const way = getComputedStyle(box).flexDirection === "column-reverse" ? -1 : 1;
  const far = box.scrollHeight - box.clientHeight;
  const waits = [];
  await new Promise((done) => {
    let last = performance.now();
    const step = (now) => {
      waits.push(now - last);
      last = now;
      box.scrollTop = (way * far * waits.length) / frames;
      if (waits.length < frames) requestAnimationFrame(step); else done();
    };
    requestAnimationFrame(step);
  });
  return waits;
}"""
TO_THE_END = "place => { document.querySelector(place).scrollTop = 0; }"
TO_THE_BEGINNING = "place => { document.querySelector(place).scrollTop = -1e7; }"
BARE_PAGE = """height => {
  const box = Object.assign(document.createElement("div"), { style: "width: 40rem; height: 46rem; overflow: auto" });
  box.dataset.bare = "";
  for (let top = 0; top < height; top += 24)
    box.append(Object.assign(document.createElement("div"), {
      style: "height: 24px; overflow: hidden",
      textContent: `${top}: a line of plain text, as long as what people say to each other.`,
    }));
  document.body.replaceChildren(box);
}"""


@dataclass
class Scrolled:
    """What scrolling a page took, in milliseconds: of processor for a frame in each round, and between frames."""

    cpu: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The wait between frames that one in twenty exceeds."""
        return sorted(self.waits)[int(len(self.waits) * 0.95)]


def main() -> None:
    """Let them talk, scroll, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.scrolling", description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, running(furnish(Path(folder))) as server, running_chromium() as browser:
        address = talk(server, asked.messages)
        visits = Visits(browser)
        log = visits.open(server.url, PEOPLE[0]).open(address)
        load_all(log)
        bare = visits.open(server.url).goto("/healthz")
        bare.evaluate(BARE_PAGE, log.evaluate(f"document.querySelector('{LOG}').scrollHeight"))
        ours, theirs = Scrolled(), Scrolled()
        for _ in range(ROUNDS):
            scroll(log, LOG, ours)
            scroll(bare, BARE, theirs)
        visits.end()
    show(ours, theirs)


def furnish(folder: Path) -> Instance:
    """An instance with two people in it."""
    instance = Instance(folder / "data")
    for email in PEOPLE:
        name = email.partition("@")[0].capitalize()
        instance.command("user", "create", email, "--name", name, "--password-stdin", stdin=f"{PASSWORD}\n")
    return instance


def talk(server: Server, messages: int) -> str:
    """Let the two say so many things to each other; gives the address of their conversation."""
    ada, ben = (Account.open(server, email, PASSWORD) for email in PEOPLE)
    for each in (ada, ben):
        each.post("/code-of-conduct/acknowledgement", {})
    conversation = ada.post("/conversations", {"person_ids": [ben.get("/me")["id"]]})["id"]
    for number in range(messages):
        words = " ".join(["Said", "and", "heard."] * (1 + number * 7 % 12))
        body = f"**{words}**\n\n- one\n- two" if number % 17 == 0 else words
        (ada, ben)[number % 3 % 2].post(
            f"/conversations/{conversation}/messages", {"client_id": f"said-{number}", "body": body}
        )
    return f"/messages/{conversation}"


def load_all(page: Page) -> None:
    """Scroll up until the first message is there."""
    while page.locator("[data-older]").count():
        page.evaluate(TO_THE_BEGINNING, LOG)
        page.wait_for_timeout(SETTLING / 4)


def scroll(page: Page, place: str, into: Scrolled) -> None:
    """Scroll a page from one end to the other, frame by frame."""
    page.bring_to_front()
    page.evaluate(TO_THE_END, place)
    page.wait_for_timeout(SETTLING)
    spent: Callable[[], float] = partial(_processor_time, [pid for pid in family(os.getpid()) if _is_browser(pid)])
    before = spent()
    waits = page.evaluate(SCROLL, [place, FRAMES])
    into.cpu.append(1000 * (spent() - before) / FRAMES)
    into.waits += waits[2:]  # the first ones begin at any moment


def _is_browser(pid: int) -> bool:
    return b"chrom" in command_line(pid)


def _processor_time(pids: list[int]) -> float:
    return sum(map(processor_time, pids))


def show(ours: Scrolled, theirs: Scrolled) -> None:
    """The figures, and the ratio."""
    for name, each in (("log", ours), ("bare page", theirs)):
        print(f"{name}: {median(each.cpu):.1f} ms of processor a frame, {each.p95:.1f} ms between frames at p95")
    print(f"a frame of the log costs {median(ours.cpu) / median(theirs.cpu):.1f} times one of the bare page")


if __name__ == "__main__":
    main()

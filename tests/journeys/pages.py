"""Reading the list of pages (pages.txt): in whose browser each is opened, by which address, with which answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NO_PAGE = "none"


@dataclass(frozen=True)
class Entry:
    """One line of the list; `who` is "none" where a route is no page, with the reason in `rest`."""

    who: str
    address: str
    rest: str

    @property
    def status(self) -> int:
        return int(self.rest or 200)

    def filled(self, things: dict[str, str]) -> str:
        """The address, with things in the place of their names."""
        return self.address.format(**things) if self.who != NO_PAGE else self.address

    def __str__(self) -> str:
        return f"{self.who}:{self.address}"


def read_entries() -> Iterator[Entry]:
    """All lines of the list."""
    for line in Path(__file__).with_name("pages.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            who, address, *rest = line.split(maxsplit=2)
            yield Entry(who, address, rest[0] if rest else "")

"""Houses: instances under `parvis serve`, and rounds in which everything that is measured takes its turn."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from flask import Flask

from bench.instances import Instance, Viewer, sign_in
from bench.load import Ask, Load, ask_all, middle
from bench.servers import Server, serving

CLIENTS = 16
READERS = 60  # whose pages are asked for again and again


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    people: int
    posts: tuple[int, ...]
    rounds: int
    seconds: float
    sockets: int
    questions: int

    def described(self) -> dict[str, Any]:
        """As the report says it."""
        return asdict(self)


@dataclass
class House:
    """A served instance, with its application for looking things up, and people who are signed in."""

    instance: Instance
    server: Server
    app: Flask
    viewers: list[Viewer]


@contextmanager
def served(instance: Instance) -> Iterator[House]:
    """The instance under `parvis serve`."""
    command = ["-m", "app", "serve", "--port", "{port}"]
    with serving(command, instance.folder.with_suffix(".log"), instance.settings, first_page="/sign-in") as server:
        app = instance.open()
        yield House(instance, server, app, sign_in(app))


@dataclass(frozen=True)
class Subject:
    """Something that is asked in each round, for the seconds of a round or so many times."""

    server: Server
    asks: Iterator[Ask]
    times: int | None = None


def take_turns(subjects: dict[str, Subject], sizes: Sizes) -> dict[str, Load]:
    """Every subject in every round, in another order each time, so that the machine's moods meet all alike."""
    found: dict[str, list[Load]] = {name: [] for name in subjects}
    for turn in range(sizes.rounds):
        for name in shuffled(subjects, turn):
            subject = subjects[name]
            asks = islice(subject.asks, subject.times)
            found[name].append(ask_all(subject.server, asks, clients=CLIENTS, seconds=sizes.seconds))
    return {name: middle(loads) for name, loads in found.items()}


def shuffled(names: Iterable[str], turn: int) -> list[str]:
    """An order, the same one in every run."""
    order = list(names)
    random.Random(turn).shuffle(order)  # noqa: S311 (no secret)
    return order

"""Waiting for what another process does: ask again and again, up to a deadline, never a fixed pause."""

import socket
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 0.05
PATIENCE = 30.0  # seconds: only what is broken takes so long, on the busiest machine


class NeverHappened(AssertionError):
    """What a test waited for did not come before the deadline."""


def until(ask: Callable[[], T], *, within: float = PATIENCE, what: str = "") -> T:
    """The first true answer to a question asked until then; raises NeverHappened after `within` seconds."""
    deadline = time.monotonic() + within
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise NeverHappened(f"{what or ask} did not happen within {within} s")
        time.sleep(PAUSE)
    return answer


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

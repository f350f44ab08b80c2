"""Transports: what carries packets to one browser, as engine.io has them, without greenlets that wait for it."""

from __future__ import annotations

import time

import gevent
from engineio.packet import PING, Packet
from engineio.socket import Socket


class Transport(Socket):
    """One that asks by a timer whether the other side is still there.

    A greenlet that sleeps until then would hold sixteen kilobytes for its stack, a quarter of what a socket takes.
    """

    last_ping: float | None

    def schedule_ping(self) -> None:
        """Ping after a while, unless that is to happen already."""
        if self.last_ping:
            self.last_ping = None
            gevent.spawn_later(self.server.ping_interval, self._ping)

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:  # noqa: ARG002 (as engine.io calls it)
        """End it, and never wait until the other side has taken what it still was to hear: it may never ask for it."""
        super().close(wait=False, abort=abort, reason=reason)

    def _ping(self) -> None:
        if not (self.closing or self.closed):
            self.last_ping = time.time()
            self.send(Packet(PING))

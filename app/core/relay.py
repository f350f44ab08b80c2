"""The relay: carries facts to the web processes, so that each can tell its own sockets.

On one machine it is a Unix datagram socket in the data directory, with Redis a channel. A fact lost on the
way is harmless: clients heal by their next `sync`.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import redis
import structlog
from flask import Flask, current_app

log = structlog.get_logger(__name__)

MOST_BYTES = 60_000
LONGEST_SOCKET_PATH = 100  # the kernel allows 108 bytes

Hear = Callable[[str, dict[str, Any]], None]


class Relay(Protocol):
    """Sends a fact to the other processes, and hears theirs."""

    def send(self, name: str, payload: dict[str, Any]) -> None:
        """Send without waiting; failing is silent."""

    def listen(self, hear: Hear) -> None:
        """Hear facts of other processes, for ever."""


def _pack(name: str, payload: dict[str, Any]) -> bytes:
    return json.dumps([os.getpid(), name, payload]).encode()


def _deliver(message: bytes, hear: Hear) -> None:
    origin, name, payload = json.loads(message)
    if origin != os.getpid():
        hear(name, payload)


class LocalRelay:
    """Datagrams to the one web process of this machine."""

    def __init__(self, data_dir: Path) -> None:
        path = data_dir.resolve() / "live.sock"
        if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
            digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:24]
            path = Path(tempfile.gettempdir()) / f"parvis-{os.getuid()}-{digest}.sock"
        self._path = str(path)

    def send(self, name: str, payload: dict[str, Any]) -> None:
        message = _pack(name, payload)
        if len(message) > MOST_BYTES:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto(message, self._path)
        except OSError:
            return  # no web process listens, or it is too busy: clients heal by themselves

    def listen(self, hear: Hear) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
            Path(self._path).unlink(missing_ok=True)
            receiver.bind(self._path)
            Path(self._path).chmod(0o600)
            while True:
                _deliver(receiver.recv(65_536), hear)


class RedisRelay:
    """A Redis channel between all processes of all machines."""

    CHANNEL = "parvis:facts"

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=None)

    def send(self, name: str, payload: dict[str, Any]) -> None:
        try:
            self._redis.publish(self.CHANNEL, _pack(name, payload))
        except redis.RedisError:
            log.warning("redis unreachable, fact not relayed", fact=name)

    def listen(self, hear: Hear) -> None:
        channel = self._redis.pubsub(ignore_subscribe_messages=True)
        channel.subscribe(self.CHANNEL)
        for message in channel.listen():
            _deliver(message["data"], hear)


class NoRelay:
    """For a process that is alone, as in tests."""

    def send(self, name: str, payload: dict[str, Any]) -> None:
        """Nobody else is there."""

    def listen(self, hear: Hear) -> None:
        """Nobody else speaks."""


def init_app(app: Flask, *, data_dir: Path, redis_url: str, alone: bool) -> None:
    """Choose the relay by the configuration."""
    together = RedisRelay(redis_url) if redis_url else LocalRelay(data_dir)
    app.extensions["parvis.relay"] = NoRelay() if alone else together


def send(name: str, payload: dict[str, Any]) -> None:
    """Send a fact to the other processes."""
    relay: Relay = current_app.extensions["parvis.relay"]
    relay.send(name, payload)

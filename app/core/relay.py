"""The relay: carries facts to the web processes, so that each can tell its own sockets.

On one machine it is a Unix datagram socket in the data directory, with Redis a channel. A fact lost on the
way is harmless: clients heal by their next `sync`, and where many may have been lost they are asked to.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import redis
import structlog
from flask import Flask, current_app
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.core.hooks import Hook
from app.core.registry import registry

log = structlog.get_logger(__name__)

MOST_BYTES = 60_000
LONGEST_SOCKET_PATH = 100  # the kernel allows 108 bytes

REDIS_SECONDS = 1.0
"""How long a request waits for Redis, and how long a Redis that failed is then left alone."""
KEEPALIVE = {socket.TCP_KEEPIDLE: 10, socket.TCP_KEEPINTVL: 5, socket.TCP_KEEPCNT: 3}

Hear = Callable[[str, dict[str, Any]], None]

missed_facts: Hook[[], None] = Hook(
    "missed_facts", "What must be made good where facts of other processes may not have been heard for a while?"
)


class Relay(Protocol):
    """Sends a fact to the other processes, and hears theirs."""

    def send(self, name: str, payload: dict[str, Any]) -> None:
        """Send without waiting; failing is silent."""

    def listen(self, hear: Hear, began: Callable[[], object]) -> None:
        """Hear facts of other processes, for ever; `began` is called once none can be missed any more."""


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

    def listen(self, hear: Hear, began: Callable[[], object]) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
            Path(self._path).unlink(missing_ok=True)
            receiver.bind(self._path)
            Path(self._path).chmod(0o600)
            began()
            while True:
                _deliver(receiver.recv(65_536), hear)


class RedisRelay:
    """A Redis channel between all processes of all machines."""

    CHANNEL = "parvis:facts"

    def __init__(self, url: str) -> None:
        watched = {} if url.startswith("unix:") else {"socket_keepalive": True, "socket_keepalive_options": KEEPALIVE}
        once_more = Retry(NoBackoff(), 1)  # a kept connection may have been closed meanwhile
        self._speaking = redis.Redis.from_url(
            url, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS, retry=once_more
        )
        self._listening = redis.Redis.from_url(
            url, socket_connect_timeout=REDIS_SECONDS, socket_timeout=None, retry=Retry(NoBackoff(), 0), **watched
        )
        self._rests_until = 0.0

    def send(self, name: str, payload: dict[str, Any]) -> None:
        if time.monotonic() < self._rests_until:
            return
        try:
            self._speaking.publish(self.CHANNEL, _pack(name, payload))
        except redis.RedisError:
            self._rests_until = time.monotonic() + REDIS_SECONDS
            log.warning("redis unreachable, facts not relayed", fact=name)

    def listen(self, hear: Hear, began: Callable[[], object]) -> None:
        with self._listening.pubsub() as channel:
            channel.subscribe(self.CHANNEL)
            for message in channel.listen():
                if message["type"] == "subscribe":
                    began()
                else:
                    _deliver(message["data"], hear)

    def ping(self) -> None:
        """Raises RedisError where it does not answer."""
        self._speaking.ping()


class NoRelay:
    """For a process that is alone, as in tests."""

    def send(self, name: str, payload: dict[str, Any]) -> None:
        """Nobody else is there."""

    def listen(self, hear: Hear, began: Callable[[], object]) -> None:
        """Nobody else speaks."""


def init_app(app: Flask, *, data_dir: Path, redis_url: str, alone: bool) -> None:
    """Choose the relay by the configuration."""
    relay = RedisRelay(redis_url) if redis_url else LocalRelay(data_dir)
    if isinstance(relay, RedisRelay):
        registry(app).checks["redis"] = examine_redis  # core.health builds on what builds on this
    app.extensions["parvis.relay"] = NoRelay() if alone else relay


def examine_redis() -> str | None:
    """What is wrong with Redis, for health pages and `parvis check`."""
    relay: Relay = current_app.extensions["parvis.relay"]
    try:
        if isinstance(relay, RedisRelay):
            relay.ping()
    except redis.RedisError as error:
        return str(error) or type(error).__name__
    return None


def send(name: str, payload: dict[str, Any]) -> None:
    """Send a fact to the other processes."""
    relay: Relay = current_app.extensions["parvis.relay"]
    relay.send(name, payload)

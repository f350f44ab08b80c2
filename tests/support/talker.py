"""A talker: a client of the chat that behaves as the page does on a bad line, and keeps what it was told."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from typing import Any

import urllib3
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.support.sockets import Ended, Refused, SocketClient

BROKEN = (OSError, TimeoutError, EOFError, Ended, Refused, ConnectionClosed, InvalidHandshake, InvalidMessage)

PATIENCE = 2.0
"""Seconds that a talker waits for an answer before it begins anew."""
HEARTBEAT = 1.0
"""Seconds after which it asks whether something was said that it did not hear."""
TRIES = 2
"""How often it tries by socket what it then says by HTTP."""


class Differs(AssertionError):
    """A talker was told two things about the same message."""


class Talker(threading.Thread):
    """One device: says what it is given, hears what others say, and begins anew whenever the line breaks."""

    def __init__(self, name: str, url: str, token: str, conversation_id: str) -> None:
        super().__init__(name=name, daemon=True)
        self._url, self._token, self._conversation_id = url, token, conversation_id
        self._pool = urllib3.PoolManager(retries=False, timeout=PATIENCE)
        self._unsaid: deque[str] = deque()
        self._over = threading.Event()
        self._tries = 0
        self.log: dict[int, dict[str, Any]] = {}
        self.acknowledged: set[str] = set()
        self.failure: BaseException | None = None

    @property
    def head(self) -> int:
        """The number up to which it knows everything."""
        return next(number for number in range(1, len(self.log) + 2) if number not in self.log) - 1

    @property
    def has_said_all(self) -> bool:
        return not self._unsaid

    def say(self, client_id: str) -> None:
        """Let it say something as soon as it can."""
        self._unsaid.append(client_id)

    def end(self) -> None:
        """Let it stop; raises what it was not made for."""
        self._over.set()
        self.join()
        self._pool.clear()
        if self.failure is not None:
            raise self.failure

    def run(self) -> None:
        """Talk until the end."""
        try:
            while not self._over.is_set():
                try:
                    self._talk()
                except BROKEN:
                    self._tries += 1
                    self._over.wait(0.1)
                    self._fall_back()
        except BaseException as failure:  # noqa: BLE001 (told by `end`, in the thread of the test)
            self.failure = failure

    def _talk(self) -> None:
        socket = SocketClient(self._url, token=self._token, within=PATIENCE)
        try:
            self._catch_up(socket)
            while not self._over.is_set():
                if self._unsaid:
                    self._say_by_socket(socket)
                socket.listen(0.1)
                self._hear(socket)
        finally:
            socket.close()

    def _catch_up(self, socket: SocketClient) -> None:
        self._asked_at = time.monotonic()
        answer = socket.send("sync", {"conversations": {self._conversation_id: self.head}}, within=PATIENCE)
        if answer["ok"]:
            for message in answer["conversations"].get(self._conversation_id, []):
                self._keep(message)

    def _hear(self, socket: SocketClient) -> None:
        for event, payload in socket.events:
            if event == "message.created" and payload["conversation_id"] == self._conversation_id:
                self._keep(payload)
        socket.events.clear()
        if len(self.log) > self.head or time.monotonic() - self._asked_at > HEARTBEAT:
            self._catch_up(socket)

    def _say_by_socket(self, socket: SocketClient) -> None:
        answer = socket.send("message.send", self._message(), within=PATIENCE)
        if answer["ok"]:
            self._note(answer["message"])
        else:
            self._over.wait(0.2)  # too fast, or the database is away: it is said again

    def _fall_back(self) -> None:
        """Say and hear by HTTP what the socket does not bring."""
        if self._tries <= TRIES:
            return
        path = f"{self._url}/api/v1/conversations/{self._conversation_id}/messages"
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            if self._unsaid:
                said = self._pool.request("POST", path, headers=headers, body=json.dumps(self._message()))
                if said.status in {200, 201}:
                    self._note(said.json())
            heard = self._pool.request("GET", f"{path}?limit=100&after={self.head}", headers=headers)
            if heard.status == 200:
                for message in heard.json()["items"]:
                    self._keep(message)
        except (urllib3.exceptions.HTTPError, *BROKEN):
            return

    def _message(self) -> dict[str, str]:
        return {"conversation_id": self._conversation_id, "client_id": self._unsaid[0], "body": self._unsaid[0]}

    def _note(self, message: dict[str, Any]) -> None:
        self._keep(message)
        self.acknowledged.add(self._unsaid.popleft())
        self._tries = 0

    def _keep(self, message: dict[str, Any]) -> None:
        known = self.log.setdefault(message["seq"], message)
        if (known["id"], known["body"]) != (message["id"], message["body"]):
            raise Differs(f"{self.name} was told {known} and {message}")

"""A small Socket.IO client over a real WebSocket, which shows exactly what the server sent."""

from __future__ import annotations

import json
import socket
import threading
import time
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

WITHIN = 10.0


class Refused(AssertionError):
    """The server did not let the client in; the text is its reason."""


class Ended(AssertionError):
    """The server has ended the connection."""


class SocketClient:
    """One connection to `/socket.io`, by bearer token or by cookie. A slow one reads only what it is asked for."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
        slow: bool = False,
        within: float = WITHIN,
    ) -> None:
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        own = {"close_timeout": within} | ({"sock": _narrow(url), "max_queue": 1, "close_timeout": 0.1} if slow else {})
        self._socket = connect(
            address,
            additional_headers=headers,
            max_size=None,
            ping_interval=None,
            legacy=True,
            open_timeout=within,
            **own,
        )
        self._numbers = count(1)
        self.events: list[tuple[str, Any]] = []
        try:
            self._read(within)  # the transport's greeting
            self._socket.send("40" + (json.dumps({"token": token}) if token else ""))
            answer = self._read(within)
            if not answer.startswith("40"):
                raise Refused(answer)
        except BaseException:
            self.close()
            raise

    @property
    def port(self) -> int:
        """Our own end's port, by which the process at the other end is found."""
        return int(self._socket.socket.getsockname()[1])

    def _read(self, within: float) -> str:
        """The next packet that is not a ping."""
        deadline = time.monotonic() + within
        while True:
            packet = self._socket.recv(timeout=max(0.0, deadline - time.monotonic()))
            if packet != "2":
                return str(packet)
            self._socket.send("3")

    def send(self, event: str, *payload: object, within: float = WITHIN) -> Any:
        """Send an event and give its acknowledgement; events that come meanwhile are kept."""
        number = next(self._numbers)
        self._socket.send(f"42{number}{json.dumps([event, *payload])}")
        while True:
            packet = self._read(within)
            if packet.startswith(f"43{number}["):
                arguments = json.loads(packet.removeprefix(f"43{number}"))
                return arguments[0] if arguments else None
            self._keep(packet)

    def send_raw(self, packet: str | bytes) -> None:
        self._socket.send(packet)

    def ping(self) -> threading.Event:
        """Send a control frame between the packets; what is given is set when its answer has come."""
        return self._socket.ping()

    def wait_for(self, name: str, within: float = WITHIN) -> Any:
        """The payload of the next event of a name."""
        while True:
            for position, (found, payload) in enumerate(self.events):
                if found == name:
                    del self.events[position]
                    return payload
            self._keep(self._read(within))

    def _keep(self, packet: str) -> None:
        if packet.startswith("42"):
            name, *arguments = json.loads(packet[2:])
            self.events.append((name, arguments[0] if arguments else None))
        elif packet.startswith(("41", "1")):
            raise Ended

    def listen(self, within: float) -> None:
        """Keep the next event, if one comes in time."""
        try:
            self._keep(self._read(within))
        except TimeoutError:
            return

    def wait_for_end(self, within: float = WITHIN) -> bool:
        """Whether the server ends the connection in time."""
        try:
            while True:
                self._keep(self._read(within))
        except (Ended, ConnectionClosed):
            return True
        except TimeoutError:
            return False

    def close(self) -> None:
        self._socket.close()


def _narrow(url: str) -> socket.socket:
    """A connection that holds hardly anything that was not read yet."""
    address = urlsplit(url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((address.hostname, address.port))
    return connection

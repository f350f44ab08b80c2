"""A Socket.IO client over plain requests, as browsers have where WebSockets do not pass."""

from __future__ import annotations

import json
from typing import Any

from tests.support.parvis import Server

BETWEEN_PACKETS = b"\x1e"


class Polling:
    """One connection: each request waits for what there is to hear."""

    def __init__(self, server: Server, *, cookie: str = "", token: str = "") -> None:
        self._server, self._headers = server, {"Cookie": cookie, "Origin": server.url}
        greeting = server.get("/socket.io/?EIO=4&transport=polling", headers=self._headers)
        self._path = f"/socket.io/?EIO=4&transport=polling&sid={json.loads(greeting.data[1:])['sid']}"
        server.post(self._path, headers=self._headers, body="40" + (json.dumps({"token": token}) if token else ""))
        assert server.get(self._path, headers=self._headers).data.startswith(b"40")

    def wait_for(self, name: str, times: int) -> list[Any]:
        """The payloads of the next events of a name."""
        found: list[Any] = []
        while len(found) < times:
            for packet in self._server.get(self._path, headers=self._headers).data.split(BETWEEN_PACKETS):
                event, payload = json.loads(packet[2:]) if packet.startswith(b"42") else (None, None)
                found += [payload] if event == name else []
        return found

    def is_at_its_end(self) -> bool:
        """Whether the next answer says so, and nothing else is heard."""
        answer = self._server.get(self._path, headers=self._headers)
        return answer.status == 400 or (b"42" not in answer.data and (b"41" in answer.data or b"1" in answer.data))

"""A storm of reconnections: everybody who was cut off comes back at once, and asks for what was said meanwhile."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import time
from dataclasses import dataclass, field
from typing import Any

from bench.crowded import Crowded
from bench.instances import Viewer
from bench.load import Load
from bench.sockets import PATH, Speaker

SAID_BEFORE = 30
"""How many messages each room has that nobody needs again."""
SAID_MEANWHILE = 2
ROOMS_THAT_TALK = 20
MOST_TRIES = 20
PATIENCE = 60.0


@dataclass
class Storm:
    """What became of it."""

    load: Load = field(default_factory=Load)
    errors: int = 0
    tries: int = 0
    received: int = 0
    missed_bytes: float = 0.0

    @property
    def bytes_each(self) -> float:
        """How much each was sent until it knew all."""
        return self.received / len(self.load.waits)

    def described(self) -> dict[str, Any]:
        """As the report says it."""
        return {"tries": self.tries, "errors": self.errors, "bytes_each": self.bytes_each, "seconds": self.load.seconds}


def storm(company: Crowded, sockets: int) -> Storm:
    """So many clients that know all but what was said last, all at once."""
    talking = list(company.rooms.items())[:ROOMS_THAT_TALK]
    speakers = {places[0]: Speaker(company.server.port, company.people[places[0]].headers) for _, places in talking}
    known: dict[str, int] = {}
    said: list[dict[str, Any]] = []
    for number in range(SAID_BEFORE + SAID_MEANWHILE):
        for room, places in talking:
            message = _say(speakers[places[0]], room, number)
            if number < SAID_BEFORE:
                known[room] = message["seq"]
            else:
                said.append(message)
    for speaker in speakers.values():
        speaker.close()
    came = Storm()
    came.missed_bytes = _missed_of_each(company, said, sockets)
    before = company.server.processor_time()
    began = time.perf_counter()
    asyncio.run(_everybody(company, known, sockets, came))
    came.load.seconds = time.perf_counter() - began
    came.load.cpu = 1000 * (company.server.processor_time() - before)
    return came


def _say(speaker: Speaker, room: str, number: int) -> dict[str, Any]:
    wish = {"conversation_id": room, "client_id": f"{room}-{number}", "body": f"Word {number} of this morning"}
    speaker.say("message.send", wish)
    answer: dict[str, Any] = speaker.hear(b"43")[0]
    if not answer["ok"]:
        raise RuntimeError(answer["error"])
    message: dict[str, Any] = answer["message"]
    return message


def _missed_of_each(company: Crowded, said: list[dict[str, Any]], sockets: int) -> float:
    """How many bytes one of the clients has missed in the middle."""
    sizes = dict.fromkeys(company.rooms, 0)
    for message in said:
        sizes[message["conversation_id"]] += len(json.dumps(message))
    places = [number % len(company.people) for number in range(sockets)]
    missed = {
        place: sum(sizes[room] for room, people in company.rooms.items() if place in people) for place in {*places}
    }
    return sum(missed[place] for place in places) / sockets


async def _everybody(company: Crowded, known: dict[str, int], sockets: int, came: Storm) -> None:
    rooms_of: list[dict[str, int]] = [{} for _ in company.people]
    for room, places in company.rooms.items():
        for place in places:
            rooms_of[place][room] = known.get(room, 0)
    heads = {room: known[room] + SAID_MEANWHILE if room in known else 0 for room in company.rooms}
    clients = []
    for number in range(sockets):
        place = number % len(company.people)
        clients.append(_come_back(company, company.people[place], rooms_of[place], heads, came))
    await asyncio.gather(*clients)


async def _come_back(
    company: Crowded, viewer: Viewer, known: dict[str, int], heads: dict[str, int], came: Storm
) -> None:
    """One client, which tries again after a while that grows, as browsers do, until it knows all."""
    began = time.perf_counter()
    for attempt in range(MOST_TRIES):
        came.tries += 1
        try:
            async with asyncio.timeout(PATIENCE):
                found = await _ask_for_missed(company.server.port, viewer, known, came)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            await asyncio.sleep(min(5.0, 0.2 * 2**attempt))
            continue
        for room, seq in known.items():
            numbers = [message["seq"] for message in found["conversations"].get(room, [])]
            came.errors += numbers != list(range(seq + 1, heads[room] + 1))
        came.load.waits.append(1000 * (time.perf_counter() - began))
        return
    came.errors += 1


async def _ask_for_missed(port: int, viewer: Viewer, known: dict[str, int], came: Storm) -> dict[str, Any]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    asked = [("Host", f"127.0.0.1:{port}"), ("Upgrade", "websocket"), ("Connection", "Upgrade")]
    asked += [("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", base64.b64encode(os.urandom(16)).decode())]
    lines = "".join(f"{name}: {value}\r\n" for name, value in (*asked, *viewer.headers))
    writer.write(f"GET {PATH} HTTP/1.1\r\n{lines}\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head:
        raise ConnectionRefusedError
    await _frame(reader, came)
    writer.write(_masked(b"40"))
    while not (packet := await _frame(reader, came)).startswith(b"40"):
        if packet.startswith(b"44"):
            raise ConnectionRefusedError(packet.decode())
    writer.write(_masked(f"421{json.dumps(['sync', {'conversations': known}])}".encode()))
    while not (packet := await _frame(reader, came)).startswith(b"431"):
        pass
    writer.close()
    found: dict[str, Any] = json.loads(packet[3:])[0]
    return found


async def _frame(reader: asyncio.StreamReader, came: Storm) -> bytes:
    first = await reader.readexactly(2)
    size = first[1] & 0x7F
    if size == 126:
        size = struct.unpack(">H", await reader.readexactly(2))[0]
    elif size == 127:
        size = struct.unpack(">Q", await reader.readexactly(8))[0]
    came.received += size
    return await reader.readexactly(size)


def _masked(text: bytes) -> bytes:
    size = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + struct.pack(">H", len(text))
    return b"\x81" + size + b"\0\0\0\0" + text

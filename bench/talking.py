"""Talking: a message to one, a message and a post to a thousand, beside Flask-SocketIO as it comes and raw frames."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import urllib3

from bench.houses import House, Sizes, shuffled
from bench.instances import Viewer, largest_group
from bench.load import Load
from bench.report import AT_LEAST, AT_MOST, Report
from bench.servers import Server, serving
from bench.sockets import Crowd, Speaker

TEXT = "La réunion de jeudi est avancée à dix heures, salle du premier étage. "
LIMITS = {"stock": "bench.limit_sockets", "raw": "bench.limit_frames"}
CREATED = "message.created"
MESSAGE = "fan-out of a message with its commit"
TYPING = "fan-out of who is typing"
QUIET = "who is typing"
DELIVERY = "fan-out itself (who is typing, to all less to one)"
MARK = b'"message.created"'
PACKET = b'42["message.created"'
ONE_BY_ONE = 40  # messages a round
TO_ALL = 15


def measure(house: House, sizes: Sizes, report: Report) -> None:
    """A quiet conversation, then a room in which everybody listens, in turns with the limits."""
    folder = house.instance.folder.parent
    with ExitStack() as open_servers:
        limits = {how: open_servers.enter_context(_limit(how, folder)) for how in LIMITS}
        payload = _send_and_receive(house, limits["stock"], sizes, report)
        _fan_out(house, limits, payload, sizes, report)
    _reach(house, sizes, report)


def _limit(how: str, folder: Path) -> Any:
    command = ["-m", LIMITS[how], "{port}"]
    return serving(command, folder / f"limit-{how}.log", {}, first_page="/")


def _send_and_receive(house: House, stock: Server, sizes: Sizes, report: Report) -> Any:
    """From one to another; gives what the other received."""
    ada, bea = house.viewers[-1], house.viewers[-2]
    room = _create(house.server, ada, "conversations", {"person_ids": [str(bea.id)]})
    _accept(house.server, bea, room)
    payload: Any = None
    for name, server, people in (("chat", house.server, (ada.headers, bea.headers)), ("bare emit", stock, ((), ()))):
        sender, receiver = (Speaker(server.port, headers) for headers in people)
        load, before = Load(), server.processor_time()
        began = time.perf_counter()
        for _ in range(ONE_BY_ONE * sizes.rounds):
            start = time.perf_counter()
            sender.say("message.send", payload if name == "bare emit" else _message(room))
            payload = receiver.hear(PACKET)[1]
            load.waits.append(1000 * (time.perf_counter() - start))
            sender.hear(b"43")
        load.seconds, load.cpu = time.perf_counter() - began, 1000 * (server.processor_time() - before)
        report.note(f"{name}, send to receive", load)
        sender.close()
        receiver.close()
    chat, bare = (report.figures[f"{name}, send to receive"]["p50_ms"] for name in ("chat", "bare emit"))
    report.expect("chat, send to receive", "p50 ms", chat, AT_MOST, 5)
    report.expect("chat, of the bare emit", f"{chat:.1f} and {bare:.1f} ms", chat / bare, AT_MOST, 6)
    return payload


def _fan_out(house: House, limits: dict[str, Server], payload: Any, sizes: Sizes, report: Report) -> None:
    members = [viewer for viewer in house.viewers if viewer.is_in_largest_group]
    room = _create(house.server, members[0], "conversations", {"group_id": str(largest_group(house.app).id)})
    people = list(islice(cycle([viewer.headers for viewer in members]), sizes.sockets))
    empty = house.server.memory()["web"]
    nobody = [()] * sizes.sockets
    packet = f"42{json.dumps([CREATED, payload])}".encode()
    with ExitStack() as leaving:
        halls = {
            MESSAGE: Hall.open(house.server, people, lambda speaker: speaker.say("message.send", _message(room))),
            "stock fan-out": Hall.open(limits["stock"], nobody, lambda speaker: speaker.say("message.send", payload)),
            "raw fan-out": Hall.open(limits["raw"], nobody, lambda speaker: speaker.send(packet), greets=False),
        }
        for hall in halls.values():
            leaving.callback(hall.close)
        each = 1024 * (house.server.memory()["web"] - empty) / sizes.sockets
        about = {"conversation_id": room}
        halls[TYPING] = replace(halls[MESSAGE], speak=lambda speaker: speaker.say("typing", about), mark=b'"typing"')
        halls[QUIET] = _quiet_hall(house)
        leaving.callback(halls[QUIET].close)
        rounds: dict[str, list[Fanout]] = {name: [] for name in halls}
        for turn in range(sizes.rounds):
            for name in shuffled(halls, turn):
                rounds[name].append(halls[name].tell_all(TO_ALL))
    found = {name: middle(of_one) for name, of_one in rounds.items()}
    for name, fanout in found.items():
        report.note(f"{name} to {1 if name == QUIET else sizes.sockets}", fanout.as_load())
    costs = {name: found[name].cpu_each for name in (MESSAGE, TYPING)}
    costs[DELIVERY] = (sizes.sockets * costs[TYPING] - found[QUIET].cpu_each) / (sizes.sockets - 1)
    bare, theirs = found["raw fan-out"], found["stock fan-out"]
    for name, cost in costs.items():
        measured = f"{cost:.1f} µs each, raw {bare.cpu_each:.1f}, stock {theirs.cpu_each:.1f}"
        report.expect(f"{name}, of the raw limit", measured, bare.cpu_each / cost, AT_LEAST, 0.6)
        report.expect(f"{name}, of stock", measured, theirs.cpu_each / cost, AT_LEAST, 4)
    limit = bare.as_load().quantile(0.99)
    for name in (MESSAGE, TYPING):
        late = found[name].as_load().quantile(0.99)
        report.expect(f"{name}, p99 of raw", f"{late:.0f} and {limit:.0f} ms", late / limit, AT_MOST, 1.5)
    report.expect("memory of a socket", "kB", each, AT_MOST, 56)


def _quiet_hall(house: House) -> Hall:
    """Two who talk, and the one who listens: what an event costs however many hear it."""
    ada, bea = house.viewers[-1], house.viewers[-2]
    about = {"conversation_id": _create(house.server, ada, "conversations", {"person_ids": [str(bea.id)]})}
    return Hall.open(house.server, [bea.headers], lambda speaker: speaker.say("typing", about), mark=b'"typing"')


def _reach(house: House, sizes: Sizes, report: Report) -> None:
    """A post to the whole house, from the request until the last open page has heard of it."""
    people = list(islice(cycle([viewer.headers for viewer in house.viewers]), sizes.sockets))
    author = house.viewers[0]
    hall = Hall.open(
        house.server, people, lambda _: _create(house.server, author, "posts", {"body": TEXT}), mark=b'"post.created"'
    )
    try:
        rounds = [hall.tell_all(1) for _ in range(sizes.rounds)]
    finally:
        hall.close()
    report.note(f"a post to {sizes.sockets} open pages", middle(rounds).as_load())
    last = median(max(each.waits) for each in rounds)
    report.expect(f"a post reaches the last of {sizes.sockets} open pages", "ms", last, AT_MOST, 1_000)


@dataclass
class Fanout:
    """Deliveries: the waits in milliseconds, the seconds they took, the server's processor milliseconds."""

    waits: list[float]
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def cpu_each(self) -> float:
        """Processor microseconds of a delivery."""
        return 1000 * self.cpu / len(self.waits)

    def as_load(self) -> Load:
        return Load(self.waits, self.seconds, self.cpu)


@dataclass
class Hall:
    """A crowd that listens to a server, and somebody who speaks to it."""

    server: Server
    crowd: Crowd
    speaker: Speaker
    speak: Callable[[Speaker], object]
    mark: bytes = MARK

    @classmethod
    def open(
        cls,
        server: Server,
        people: Sequence[Any],
        speak: Callable[[Speaker], object],
        *,
        greets: bool = True,
        mark: bytes = MARK,
    ) -> Hall:
        """Let people in; the first of them speaks."""
        crowd = Crowd(server.port, people, greets=greets)
        speaker = Speaker(server.port, people[0], greets=greets)
        crowd.settle()
        return cls(server, crowd, speaker, speak, mark)

    def tell_all(self, messages: int) -> Fanout:
        """So many messages to everybody, each when all have heard the one before."""
        found = Fanout([], 0.0, 0.0)
        before = self.server.processor_time()
        for _ in range(messages):
            began = time.perf_counter()
            self.speak(self.speaker)
            heard = self.crowd.hear(self.mark)
            found.waits += [1000 * (at - began) for at in heard]
            found.seconds += max(heard) - began
        found.cpu = 1000 * (self.server.processor_time() - before)
        return found

    def close(self) -> None:
        """Everybody leaves."""
        self.crowd.close()
        self.speaker.close()


def middle(rounds: Sequence[Fanout]) -> Fanout:
    """The medians of some rounds, with the waits of all."""
    waits = [wait for each in rounds for wait in each.waits]
    seconds = len(waits) / median(each.per_second for each in rounds)
    return Fanout(waits, seconds, median(each.cpu_each for each in rounds) * len(waits) / 1000)


def _message(conversation: str) -> dict[str, Any]:
    return {"conversation_id": conversation, "client_id": str(uuid4()), "body": TEXT}


def _accept(server: Server, viewer: Viewer, conversation_id: str) -> None:
    """Take a conversation up, for in a large company the two may never have met."""
    headers = dict(viewer.headers) | dict(viewer.changing)
    with urllib3.PoolManager(retries=False) as pool:
        pool.request("PUT", f"{server.url}/api/v1/conversations/{conversation_id}/acceptance", headers=headers)


def _create(server: Server, viewer: Viewer, what: str, wish: dict[str, Any]) -> str:
    """A conversation or a post through the REST interface."""
    headers = dict(viewer.headers) | dict(viewer.changing) | {"Content-Type": "application/json"}
    with urllib3.PoolManager(retries=False) as pool:
        answer = pool.request("POST", f"{server.url}/api/v1/{what}", body=json.dumps(wish), headers=headers)
    if answer.status not in {200, 201}:
        raise RuntimeError(answer.data.decode())
    return str(answer.json()["id"])

"""A full disk: whoever writes is told so, reading goes on, nothing is damaged, and with room again all is as before."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.factories import PASSWORD
from tests.hostile.served import Asked, House
from tests.support.parvis import Server, running
from tests.support.sockets import SocketClient
from tests.support.waiting import until

NO_ROOM = 512  # bytes that a file may have: less than any file of the house has already

pytestmark = pytest.mark.slow


@pytest.fixture
def served(founded: House, tmp_path: Path) -> Iterator[House]:
    house = founded.copied(tmp_path)
    with running(house.instance) as server:
        yield house.serve(server)


def processes_of(server: Server) -> list[int]:
    """The server and its children, which share its process group."""
    everything = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [pid for pid in everything if group_of(pid) == server.process.pid]


def group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


@contextmanager
def no_room(server: Server) -> Iterator[None]:
    """The kernel lets none of the server's processes write beyond the first bytes of a file."""
    before = {}
    for pid in processes_of(server):
        before[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (NO_ROOM, before[pid][1]))
    try:
        yield
    finally:
        for pid, limits in before.items():
            if group_of(pid) is not None:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


WRITES = [
    Asked("member", "POST", "/posts", {"body": "Is there room?"}),
    Asked("member", "POST", "/posts", {"body": "Is there room?"}, key="room"),
    Asked("member", "PATCH", "/posts/{post_in_house}", {"body": "Is there room now?"}),
    Asked("owner", "PUT", "/posts/{post_in_house}/reactions/celebrate"),
    Asked("owner", "PUT", "/ballots/{ballot_in_house}/vote", {"choice": "no"}),
    Asked("member", "POST", "/conversations/{pair}/messages", {"client_id": "room", "body": "Is there room?"}),
    Asked("outsider", "PUT", "/groups/{open_group}/members/{person_outsider}", {}),
    Asked("moderator", "POST", "/moderation/cases/{case}/claim"),
]
READS = ["/me", "/feed", "/posts/{post_in_house}", "/people", "/notifications", "/search?q=first"]


def test_without_room_nothing_is_lost_and_afterwards_all_goes_on(served):
    socket = SocketClient(served.server.url, token=served.tokens["member"])
    said = {"conversation_id": served.things["pair"], "client_id": "by-socket", "body": "Is there room?"}
    count = len(served.get("member", "/feed?limit=100")["items"])
    with no_room(served.server):
        for asked in WRITES:
            status, problem = served.send(asked)
            assert (status, problem["status"]) == (503, 503), (asked, problem)
        assert socket.send("message.send", said)["error"]["status"] == 503
        assert upload(served) == 503
        for path in READS:
            assert served.send(Asked("member", "GET", path))[0] == 200, path
        assert served.server.get("/healthz").status == 200
        assert len(served.get("member", "/feed?limit=100")["items"]) == count
    for asked in WRITES:
        assert served.send(asked)[0] in {200, 201}, asked
    assert socket.send("message.send", said)["ok"]
    assert upload(served) == 201
    until(lambda: is_found(served), within=60, what="the index catching up")
    faults = [line for line in served.instance.command("check").splitlines() if not line.endswith(": ok")]
    assert faults == []


def upload(house: House) -> int:
    """The status of sending a file."""
    headers = {"Authorization": f"Bearer {house.tokens['member']}"}
    fields = {"file": ("note.txt", os.urandom(3000).hex())}
    answer = house.server.post("/api/v1/files", fields=fields, headers=headers)
    assert answer.headers["Content-Type"] in {"application/json", "application/problem+json"}
    assert json.loads(answer.data)
    return answer.status


def is_found(house: House) -> bool:
    status, answer = house.send(Asked("member", "GET", "/search?q=room&type=post"))
    return status == 200 and answer["facets"].get("post", 0) >= 3


def test_the_page_says_that_it_cannot_be_saved(served):
    hire = ("user", "create", "ivy@house.example", "--name", "Ivy", "--password-stdin")
    served.instance.command(*hire, stdin=f"{PASSWORD}\n")
    headers = served.server.sign_in("ivy@house.example", PASSWORD)
    with no_room(served.server):
        answer = served.server.post("/code-of-conduct/acknowledgement", fields={"version": "1"}, headers=headers)
    assert answer.status == 503
    assert answer.headers["Content-Type"].startswith("text/html")

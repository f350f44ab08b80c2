"""One of two processes killed, and Redis gone for a while: nothing acknowledged is lost, and everybody catches up."""

from __future__ import annotations

import os
import signal
import threading
from itertools import count
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.scaled.conftest import TWO, deploy
from tests.scaled.deployment import PROCESSES, Caller, on_each_process
from tests.support.processes import process_behind, web_processes
from tests.support.servers import running_postgresql, running_redis
from tests.support.sockets import Ended, SocketClient
from tests.support.waiting import until

pytestmark = [pytest.mark.scaled, pytest.mark.slow]

BROKEN = (OSError, TimeoutError, Ended, ConnectionClosed, AssertionError, EOFError)


@pytest.fixture
def own_redis(tmp_path: Path):
    folder = tmp_path / "redis"
    folder.mkdir()
    with running_redis(folder) as redis:
        yield redis


def all_messages(server, company, name="person0"):
    """The identifiers and numbers of a conversation's messages, asked for page by page."""
    kept, after = {}, 0
    with Caller(server, company.tokens[name]) as caller:
        while True:
            path = f"/api/v1/conversations/{company.conversation_id}/messages?limit=100&after={after}"
            status, page = caller.ask("GET", path)
            assert status == 200
            if not page["items"]:
                return kept
            kept |= {item["id"]: item["seq"] for item in page["items"]}
            after = page["items"][-1]["seq"]


def test_what_a_killed_process_had_acknowledged_is_there(tmp_path, postgresql, redis, serve, join):
    company = deploy(tmp_path, postgresql, redis)
    server = serve(company.instance, *TWO)
    acknowledged: list[str] = []
    over = threading.Event()

    def write_by_socket(name):
        """Speak, and come again when the connection breaks, as a client does; what is in doubt is sent again."""
        numbers = count()
        number = next(numbers)
        while not over.is_set():
            try:
                socket = SocketClient(server.url, token=company.tokens[name])
                while not over.is_set():
                    message = {"conversation_id": company.conversation_id, "client_id": f"s-{number}", "body": name}
                    acknowledged.append(socket.send("message.send", message, within=5.0)["message"]["id"])
                    number = next(numbers)
                socket.close()
            except BROKEN:
                over.wait(0.1)

    def write_by_http(name):
        path = f"/api/v1/conversations/{company.conversation_id}/messages"
        for number in count():
            if over.is_set():
                return
            try:
                with Caller(server, company.tokens[name]) as caller:
                    status, message = caller.ask("POST", path, {"client_id": f"h-{number}", "body": name})
                if status == 201:
                    acknowledged.append(message["id"])
            except BROKEN:
                over.wait(0.1)

    writers = [threading.Thread(target=write_by_socket, args=(f"person{number}",)) for number in range(4)]
    writers += [threading.Thread(target=write_by_http, args=(f"person{number}",)) for number in (5, 6)]
    for writer in writers:
        writer.start()
    try:
        until(lambda: len(acknowledged) >= 25, within=60, what="the first messages")
        victim = min(web_processes(server))
        os.kill(victim, signal.SIGKILL)
        written = len(acknowledged)
        until(lambda: len(acknowledged) >= written + 25, within=60, what="as many again")
        until(lambda: victim not in (now := web_processes(server)) and len(now) == PROCESSES, within=30)
    finally:
        over.set()
        for writer in writers:
            writer.join()
    kept = all_messages(server, company)
    assert set(acknowledged) <= set(kept)
    assert sorted(kept.values()) == list(range(1, len(kept) + 1))
    assert len(set(acknowledged)) == len(acknowledged)


def test_while_redis_is_away_nothing_is_lost_and_afterwards_everybody_catches_up(
    tmp_path, postgresql, own_redis, serve, join
):
    company = deploy(tmp_path, postgresql, own_redis)
    server = serve(company.instance, *TWO)
    listening = on_each_process(server, lambda: join(server, company.tokens["person1"]))
    speaking = on_each_process(server, lambda: join(server, company.tokens["person2"]))
    here, there = sorted(speaking)

    def say(process, number, within=10.0):
        message = {"conversation_id": company.conversation_id, "client_id": f"m-{number}", "body": f"{number}"}
        return speaking[process].send("message.send", message, within=within)["message"]["seq"]

    assert say(here, 1) == 1
    assert [socket.wait_for("message.created")["seq"] for socket in listening.values()] == [1, 1]

    own_redis.kill()
    for number in range(2, 12):
        assert say(here, number, within=5.0) == number
    assert [listening[here].wait_for("message.created")["seq"] for _ in range(10)] == list(range(2, 12))
    with Caller(server) as caller:
        status, answer = caller.ask("GET", "/readyz")
    assert (status, list(filter(answer["checks"].get, answer["checks"]))) == (503, ["redis"])

    own_redis.start()
    for socket in listening.values():
        assert socket.wait_for_end(within=10.0)  # the process asks for a fresh beginning
    again = on_each_process(server, lambda: join(server, company.tokens["person1"]))
    for socket in again.values():
        caught_up = socket.send("sync", {"conversations": {company.conversation_id: 1}})
        numbers = [message["seq"] for message in caught_up["conversations"][company.conversation_id]]
        assert numbers == list(range(2, 12))
    with Caller(server, company.tokens["person3"]) as caller:
        path = f"/api/v1/conversations/{company.conversation_id}/messages"
        assert caller.ask("POST", path, {"client_id": "x", "body": "All together"})[0] == 201
        assert caller.ask("GET", "/readyz")[0] == 200
    assert [socket.wait_for("message.created")["seq"] for socket in again.values()] == [12, 12]
    assert process_behind(server, again[there].port) == there


def test_while_postgresql_is_away_the_house_says_so_and_then_goes_on(tmp_path, redis, serve, join, call):
    with running_postgresql() as database:
        company = deploy(tmp_path, database, redis)
        server = serve(company.instance, *TWO)
        socket = join(server, company.tokens["person1"])
        callers = on_each_process(server, lambda: call(server, company.tokens["person0"])).values()
        first = next(iter(callers))
        path = f"/api/v1/conversations/{company.conversation_id}/messages"
        assert first.ask("POST", path, {"client_id": "1", "body": "Before"})[0] == 201

        database.stop()
        for caller in callers:
            assert caller.ask("POST", path, {"client_id": "2", "body": "Meanwhile"})[0] == 503
            assert caller.ask("GET", "/readyz")[0] == 503
            assert caller.ask("GET", "/healthz")[0] == 200
            status, page = caller.ask("GET", "/sign-in", **{"Accept-Language": "en"})
            assert (status, "Parvis is busy" in page) == (503, True)
        message = {"conversation_id": company.conversation_id, "client_id": "3", "body": "Meanwhile"}
        assert socket.send("message.send", message)["error"]["status"] == 503

        database.start()
        for number, caller in enumerate(callers, start=4):
            assert caller.ask("POST", path, {"client_id": f"{number}", "body": "After"})[0] == 201
            assert caller.ask("GET", "/readyz")[0] == 200
        assert sorted(all_messages(server, company).values()) == [1, 2, 3]
        assert first.ask("POST", "/api/v1/posts", {"body": "For @person1"})[0] == 201
        with Caller(server, company.tokens["person1"]) as named:
            notifications = "/api/v1/notifications"
            until(lambda: named.ask("GET", notifications)[1]["items"], within=30, what="background work going on")

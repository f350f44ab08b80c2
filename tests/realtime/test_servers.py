"""Sockets of a real server: what other processes do reaches them, what ends ends, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
import urllib3
from websockets.exceptions import ConnectionClosed

from tests.support.processes import worker_of
from tests.support.sockets import Ended, Refused
from tests.support.tree import ROOT


def message(colleagues, number):
    return {"conversation_id": colleagues.conversation_id, "client_id": f"c{number}", "body": f"Message {number}"}


def bearer(token):
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def test_two_colleagues_talk_over_websockets(any_server, join):
    colleagues, server = any_server
    ada = join(server, colleagues.ada_token)
    ben = join(server, colleagues.ben_token)
    assert ada.send("message.send", message(colleagues, 1))["ok"]
    assert ben.wait_for("message.created")["body"] == "Message 1"
    answer = server.post(
        f"/api/v1/conversations/{colleagues.conversation_id}/messages",
        headers=bearer(colleagues.ben_token),
        body=json.dumps({"client_id": "http", "body": "By HTTP"}),
    )
    assert answer.status == 201
    assert ada.wait_for("message.created")["body"] == "Message 1"
    assert ada.wait_for("message.created")["body"] == "By HTTP"


def test_strangers_and_pages_of_others_are_refused(any_server, join):
    colleagues, server = any_server
    with pytest.raises(Refused):
        join(server)
    with pytest.raises(ConnectionClosed):
        join(server, colleagues.ada_token, Origin="https://elsewhere.example")
    join(server, colleagues.ada_token, Origin=server.url)


def test_a_house_that_is_only_examined_does_nothing_by_itself_and_one_that_serves_watches_its_sockets(tmp_path):
    program = [sys.executable, "-m", "tests.realtime.one_house", str(tmp_path)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["0", "1"]


def test_a_silent_socket_is_pinged_again_and_again_and_holds_no_greenlet_for_it(tmp_path):
    program = [sys.executable, "-m", "tests.realtime.silent_sockets", str(tmp_path)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    told = json.loads(done.stdout)
    assert told["heard"] == ["2"] * 30
    readers_writers_and_theirs = 3 * 10  # of each socket one that reads and one that writes, and one of our client
    assert told["held"] == readers_writers_and_theirs


def test_background_work_steps_back_behind_those_who_wait_for_a_page(any_server):
    _, server = any_server
    serving, working = (os.getpriority(os.PRIO_PROCESS, pid) for pid in (server.process.pid, worker_of(server)))
    assert working > serving


def test_a_deactivation_by_the_command_line_ends_sockets_within_two_seconds(colleagues, serve, join):
    server = serve(colleagues.instance)
    ada = join(server, colleagues.ada_token)
    colleagues.instance.command("user", "deactivate", "ada@house.example")
    assert ada.wait_for_end(within=2.0)
    with pytest.raises(Refused):
        join(server, colleagues.ada_token)


@pytest.mark.parametrize(
    "packet",
    [
        "",
        "4",
        "42",
        "42[]",
        "42[7]",
        "42{}",
        '42["message.send"',
        '42["message.send",',
        "42" + "[" * 40_000,
        '42["message.send",' + "[" * 20_000 + "]" * 20_000 + "]",
        '42["*",{}]',
        '421["connect",{}]',
        '421["disconnect",{}]',
        "43",
        "430[]",
        "4399[1]",
        "45",
        '451-["x",{"_placeholder":true,"num":0}]',
        "49",
        "5",
        "9",
        "z",
        b"\x00\xff",
        "40/elsewhere,",
    ],
)
def test_whatever_bytes_come_the_server_goes_on(any_server, packet, join):
    colleagues, server = any_server
    socket = join(server, colleagues.ada_token)
    try:
        socket.send_raw(packet)
        socket.send("sync", {"conversations": {}}, within=2.0)
    except (Ended, ConnectionClosed, TimeoutError):
        pass  # what cannot be understood may cost the sender its connection
    again = join(server, colleagues.ada_token)
    assert again.send("sync", {"conversations": {}})["ok"]
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("packet", ['42["x', "9"])
def test_who_polls_and_sends_no_packet_keeps_nobody_waiting(any_server, packet):
    _colleagues, server = any_server
    path = "/socket.io/?EIO=4&transport=polling"
    greeting = server.get(path)
    path += f"&sid={json.loads(greeting.data[1:])['sid']}"
    assert server.post(path, body=packet, timeout=5).status in {200, 400}
    assert server.get(path, timeout=5).status == 400


def test_a_huge_packet_costs_the_connection_and_nothing_else(any_server, join):
    colleagues, server = any_server
    socket = join(server, colleagues.ada_token)
    huge = message(colleagues, "huge") | {"body": "x" * 150_000}
    with pytest.raises((Ended, ConnectionClosed, TimeoutError)):
        socket.send("message.send", huge, within=3.0)
    large = join(server, colleagues.ada_token)
    answer = large.send("message.send", huge | {"body": "x" * 64_000})
    assert answer["error"]["status"] == 422


def test_what_was_acknowledged_survives_a_kill(colleagues, serve, join):
    server = serve(colleagues.instance)
    acknowledged: list[str] = []
    stopped = threading.Event()

    def write_by_socket(token, name):
        socket = join(server, token)
        for number in count():
            answer = socket.send("message.send", message(colleagues, f"{name}-{number}"))
            acknowledged.append(answer["message"]["id"])

    def write_by_http(pool):
        address = f"{server.url}/api/v1/conversations/{colleagues.conversation_id}/messages"
        for number in count():
            body = json.dumps({"client_id": f"h-{number}", "body": "By HTTP"})
            answer = pool.request("POST", address, headers=bearer(colleagues.ada_token), body=body)
            if answer.status == 201:
                acknowledged.append(json.loads(answer.data)["id"])

    def until_killed(write, *arguments):
        try:
            write(*arguments)
        except (OSError, TimeoutError, Ended, ConnectionClosed, urllib3.exceptions.HTTPError):
            stopped.set()

    writers = [
        threading.Thread(target=until_killed, args=(write_by_socket, colleagues.ada_token, "a")),
        threading.Thread(target=until_killed, args=(write_by_socket, colleagues.ben_token, "b")),
        threading.Thread(target=until_killed, args=(write_by_http, server.pool)),
    ]
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + 30
    while len(acknowledged) < 60 and time.monotonic() < deadline:
        stopped.wait(0.05)
    server.kill()
    for writer in writers:
        writer.join()

    again = serve(colleagues.instance)
    kept, after = {}, 0
    while True:
        answer = again.get(
            f"/api/v1/conversations/{colleagues.conversation_id}/messages?limit=100&after={after}",
            headers=bearer(colleagues.ada_token),
        )
        items = json.loads(answer.data)["items"]
        if not items:
            break
        kept |= {item["id"]: item["seq"] for item in items}
        after = items[-1]["seq"]
    assert len(acknowledged) >= 60
    assert set(acknowledged) <= set(kept)
    assert sorted(kept.values()) == list(range(1, len(kept) + 1))


def test_a_message_that_leaves_by_the_socket_and_by_http_at_once_is_one_message(ask, join):
    """The client had no answer on its line, and does not know whether the server had one."""
    place = ask.colleagues.conversation_id
    lines = [join(ask.server, ask.colleagues.ada_token) for _ in range(6)]

    def by_socket(line, said):
        return line.send("message.send", {"conversation_id": place, **said})["message"]

    def by_http(_line, said):
        status, message = ask("ada", "POST", f"/conversations/{place}/messages", said)
        assert status == 201
        return message

    with ThreadPoolExecutor(12) as pool:
        for number in range(5):
            said = {"client_id": f"twice-{number}", "body": "Once, please"}
            found = [pool.submit(way, line, said) for line in lines for way in (by_socket, by_http)]
            assert len({(told.result()["id"], told.result()["seq"]) for told in found}) == 1
    _, page = ask("ada", "GET", f"/conversations/{place}/messages?limit=100")
    once = [message["client_id"] for message in page["items"] if message["client_id"].startswith("twice-")]
    assert once == [f"twice-{number}" for number in range(5)]
    numbers = [message["seq"] for message in page["items"]]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))

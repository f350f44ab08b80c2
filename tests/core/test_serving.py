"""Serving from a terminal: what is refused in one line, and how Ctrl-C ends it."""

import os
import shutil
import signal
import socket
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.core.serving import GRACE_SECONDS
from tests.support.account import Account
from tests.support.parvis import CommandFailed, Instance
from tests.support.sockets import SocketClient
from tests.support.waiting import until

PASSWORD = "seven quiet herons"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]  # the demo company is filled first


def family_of(pid):
    """The processes of a server's group, zombies left out."""
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            name, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:  # no process, or one that has ended meanwhile
            continue
        state, _parent, group = rest.split()[:3]
        if int(group) == pid and state != "Z":
            found.add(name)
    return found


def test_a_quiet_server_says_where_it_answers_and_ctrl_c_ends_all_of_it_without_a_word(serve, tmp_path):
    server = serve(Instance(tmp_path / "data"), "--quiet")
    until(lambda: len(family_of(server.process.pid)) == 3, within=30, what="server, web process and worker")
    with closing(socket.create_connection(("127.0.0.1", server.port))) as connection:
        connection.sendall(b"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(1)
        os.killpg(server.process.pid, signal.SIGINT)  # as a terminal does
        assert server.process.wait(30) == 0
    until(lambda: not family_of(server.process.pid), within=10, what="the end of everything that was started")
    told = [line for line in server.log.read_text().splitlines() if line and "first-start" not in line]
    assert told == [f"Parvis answers at http://localhost:{server.port}"]


def test_open_pages_hold_no_stop(serve, tmp_path):
    server = serve(Instance(tmp_path / "data"))
    server.instance.command("user", "create", "ada@house.example", "--name", "Ada", "--password-stdin", stdin=PASSWORD)
    token = Account.open(server, "ada@house.example", PASSWORD).token
    with closing(SocketClient(server.url, token=token)), closing(socket.create_connection(("127.0.0.1", server.port))):
        began = time.monotonic()
        server.stop()
    assert time.monotonic() - began < GRACE_SECONDS


def test_what_was_asked_before_the_stop_is_answered(serve, tmp_path):
    server = serve(Instance(tmp_path / "data"))
    with closing(socket.create_connection(("127.0.0.1", server.port))) as connection:
        connection.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n")
        server.stop()
        assert connection.recv(9) == b"HTTP/1.1 "


def test_its_worker_is_ours_whatever_lies_where_it_was_started(serve, tmp_path):
    (tmp_path / "app.py").write_text("open('taken', 'w')")
    workers = serve(Instance(tmp_path / "data")).instance.data_dir / "workers"
    until(lambda: workers.is_dir() and list(workers.iterdir()), within=30, what="a worker")
    assert not (tmp_path / "taken").exists()


def test_the_log_tells_of_requests_and_of_no_key_that_their_addresses_hold(serve, tmp_path):
    server = serve(Instance(tmp_path / "data"))
    for address in (
        "/reset/key-of-a-link",
        "/join/key-of-a-link",
        "/first-start?code=key-of-the-house",
        "/key-of-nothing",
    ):
        server.get(address)
    until(lambda: "nowhere" in server.log.read_text(), within=10, what="the last request in the log")
    told = server.log.read_text()
    assert "GET /reset/<token>" in told
    assert "key-of" not in told


def test_the_world_is_refused_while_the_published_passwords_hold(demo_data, tmp_path):
    shutil.copytree(demo_data, tmp_path / "data")
    with pytest.raises(CommandFailed, match="--allow-demo-accounts"):
        Instance(tmp_path / "data").command("serve", "--host", "0.0.0.0", "--port", "0")


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, pytest.raises(CommandFailed) as failed:
        Instance(tmp_path / "data").command("serve", "--port", str(taken.getsockname()[1]))
    assert "choose another with --port" in str(failed.value)
    assert "Traceback" not in str(failed.value)

"""How a server's connections end: what is on its way is heard and answered, and who says nothing is not waited for."""

import time

import pytest
from gevent import socket, spawn_later
from gevent.pool import Pool

from app.core.serving import GRACE_SECONDS, Connection, Listener

HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def listener():
    listener = Listener(("127.0.0.1", 0), echo, spawn=Pool(10), handler_class=Connection, log=None)
    listener.start()
    yield listener
    listener.pool.kill()


@pytest.fixture
def connection(listener):
    """One that has had an answer and waits, so that the server waits for it too."""
    with socket.create_connection(("127.0.0.1", listener.server_port)) as connection:
        connection.sendall(HEAD + b"first word")
        assert b"first word" in read_answer(connection)
        yield connection


def read_answer(connection):
    """Everything up to the last bytes of what was echoed; less where the connection ended before."""
    heard = b""
    while not heard.endswith(b"word") and (more := connection.recv(4096)):
        heard += more
    return heard


def test_a_request_that_began_to_arrive_when_the_server_ended_is_read_to_its_end_and_answered(listener, connection):
    connection.sendall(HEAD + b"other")
    spawn_later(0.1, connection.sendall, b" word")
    listener.close()
    assert read_answer(connection).endswith(b"other word")


def test_whoever_asks_on_and_on_is_answered_once_more(listener, connection):
    connection.sendall(2 * (HEAD + b"other word"))
    listener.close()
    everything = b"".join(iter(lambda: connection.recv(4096), b""))
    assert everything.count(b"other word") == 1


def test_nobody_waits_for_a_connection_that_asks_nothing_or_stops_asking(listener, connection):
    began = time.monotonic()
    listener.close()
    assert connection.recv(1) == b""
    assert time.monotonic() - began < GRACE_SECONDS

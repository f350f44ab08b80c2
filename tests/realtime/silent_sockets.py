"""Sockets that say nothing, and are pinged every moment: a program that prints what they hold and hear."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from gevent import Greenlet  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402
from geventwebsocket.handler import WebSocketHandler  # noqa: E402
from websockets.sync.client import ClientConnection, connect  # noqa: E402

from app.config import Settings  # noqa: E402
from app.factory import create_app  # noqa: E402
from realtime import sockets  # noqa: E402

SOCKETS, PINGS = 10, 3


def greenlets() -> int:
    """How many there are that have a stack."""
    return sum(isinstance(thing, Greenlet) and thing.gr_frame is not None for thing in gc.get_objects())


def open_one(address: str) -> ClientConnection:
    """A socket that was greeted."""
    client = connect(address, ping_interval=None, legacy=True)
    client.recv()
    return client


if __name__ == "__main__":
    sockets.PING_SECONDS = 0.2
    app = create_app(Settings(data_dir=Path(sys.argv[1]), secret_key="s" * 40))
    server = WSGIServer(("127.0.0.1", 0), app, handler_class=WebSocketHandler, log=None)
    server.start()
    address = f"ws://127.0.0.1:{server.server_port}/socket.io/?EIO=4&transport=websocket"
    open_one(address)  # with the first begins what looks after them all
    before = greenlets()
    clients = [open_one(address) for _ in range(SOCKETS)]
    held = greenlets() - before
    heard = []
    for _ in range(PINGS):
        for client in clients:
            heard.append(client.recv(timeout=5))
            client.send("3")
    print(json.dumps({"held": held, "heard": heard}))

"""The server: gunicorn with one gevent process or several, and the child that does the background work."""

from gevent import monkey

monkey.patch_all()  # before anything else is imported, so that every lock and socket waits cooperatively

import os  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import structlog  # noqa: E402
from flask import Flask  # noqa: E402
from gunicorn.app.base import BaseApplication  # noqa: E402

from app.config import load_settings  # noqa: E402
from app.core import events, logs  # noqa: E402
from app.core.db import release_session  # noqa: E402
from app.core.relay import missed_facts  # noqa: E402
from app.factory import create_app  # noqa: E402

log = structlog.get_logger(__name__)

GRACE_SECONDS = 3  # open sockets would hold a graceful stop for ever
WORKER_CLASS = "geventwebsocket.gunicorn.workers.GeventWebSocketWorker"


class Server(BaseApplication):
    """Parvis under gunicorn, configured here alone."""

    def __init__(self, host: str, port: int, processes: int) -> None:
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._processes = processes
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings; its own command line and files are not read."""
        settings = {
            "bind": self._bind,
            "workers": self._processes,
            "worker_class": WORKER_CLASS,
            "worker_connections": 2000,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 60,
            "loglevel": "warning",
            "limit_request_line": 8190,
            "when_ready": lambda server: _look_after_worker(server.pid),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in the process that serves it."""
        app = create_app(load_settings())
        gevent.spawn(_listen, app)
        return app


def _listen(app: Flask) -> None:
    """Hear the other processes; whenever this was interrupted, what was missed is made good once it goes on."""
    began: Callable[[], object] = bool
    while True:
        with app.app_context():
            try:
                app.extensions["parvis.relay"].listen(lambda name, fact: _hear(app, name, fact), began)
            except Exception as error:  # noqa: BLE001 (whatever it was, we listen again)
                log.warning("relay interrupted", error=repr(error))
        began = missed_facts.ask
        time.sleep(1)


def _hear(app: Flask, name: str, fact: dict[str, Any]) -> None:
    with app.app_context():
        try:
            events.hear(name, fact)
        finally:
            release_session()


def _look_after_worker(parent: int) -> None:
    """Keep a background worker running for as long as the server does."""

    def keep() -> None:
        while os.getpid() == parent:
            child = subprocess.Popen([sys.executable, "-m", "app.cli", "worker", "--parent", str(parent)])
            child.wait()
            log.warning("background worker ended, starting another", code=child.returncode)
            time.sleep(1)

    threading.Thread(target=keep, daemon=True).start()


if __name__ == "__main__":
    logs.configure()
    Server(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])).run()

"""The server: gunicorn with one gevent process or several, and the child that does the background work."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import click
import gevent
import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication

from app.admin.policy import is_loopback
from app.config import load_settings
from app.core import events
from app.core.commandline import alongside
from app.core.db import release_session
from app.core.openfiles import allow_most
from app.core.relay import missed_facts
from app.core.serving import GRACE_SECONDS, Listener, Process
from app.core.sharing import Shares
from app.factory import create_app

log = structlog.get_logger(__name__)

REQUESTS_BESIDE = 1_000  # connections that a process holds beside its sockets
GARBAGE_AFTER = 5_000  # objects more than there were; a request makes and leaves fewer
NICENESS = 10
"""How far background work steps back where the processor is wanted: nobody waits for it as one does for a page."""


class Server(BaseApplication):
    """Parvis under gunicorn, configured here alone."""

    def __init__(self, host: str, port: int, processes: int) -> None:
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._processes = processes
        self._background = Background()
        Listener.shares = Shares(processes) if processes > 1 else None
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings; its own command line and files are not read."""
        allow_most()
        settings = {
            "bind": self._bind,
            "workers": self._processes,
            "worker_class": Process,
            "worker_connections": load_settings().most_sockets + REQUESTS_BESIDE,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 60,
            "loglevel": "warning",
            "limit_request_line": 8190,
            "on_starting": _end_alike,
            "pre_fork": _give_place,
            "post_fork": _take_place,
            "when_ready": lambda server: self._background.begin(server.pid),
            "post_worker_init": self._begin_to_answer,
            "on_exit": lambda _server: self._background.end(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def _begin_to_answer(self, worker: Any) -> None:
        """The application is made and answers from now on: the first of the processes says where."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if worker.age == 1:  # neither the others, nor one that replaces it later
            host, port = worker.sockets[0].getsockname()[:2]
            click.echo(f"Parvis answers at http://{'localhost' if is_loopback(host) else host}:{port}")

    def load(self) -> Flask:
        """The application, made in the process that serves it."""
        app = create_app(load_settings())
        gevent.spawn(_listen, app)
        with app.app_context():
            alongside.ask()
        _keep_what_stays()
        return app


def _keep_what_stays() -> None:
    """Look no more for garbage among what was made for the whole life of this process, and less often among the rest.

    To look through all of an application takes forty milliseconds, in which it answers nobody.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


def _give_place(arbiter: Any, worker: Any) -> None:
    """Choose in the parent, which knows who lives, where the next process counts its connections."""
    if Listener.shares is not None:
        worker.place = Listener.shares.give_place(other.place for other in arbiter.WORKERS.values())


def _take_place(_arbiter: Any, worker: Any) -> None:
    if Listener.shares is not None:
        Listener.shares.take_place(worker.place)


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


def _end_alike(arbiter: Any) -> None:
    """Let Ctrl-C end the server as a service manager does: what runs is finished, nobody is cut off.

    A terminal sends it to the whole family; the parent alone hears it, and tells the others.
    """
    arbiter.handle_int = arbiter.handle_term


class Background:
    """The child that does the background work, kept running for as long as the server does."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._is_over = False

    def begin(self, parent: int) -> None:
        """Start the worker, and another one whenever it ends."""
        threading.Thread(target=self._keep, args=(parent,), daemon=True).start()

    def end(self) -> None:
        """Let the worker finish what it is doing, for a moment."""
        self._is_over = True
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()

    def _keep(self, parent: int) -> None:
        while not self._is_over and os.getpid() == parent:
            # -P: where the server was started there may be another `app`
            command = [sys.executable, "-P", "-m", "app", "worker", "--parent", str(parent)]
            self._child = subprocess.Popen(command, preexec_fn=_stay_behind)  # noqa: PLW1509 (it calls nothing that could lock)
            self._child.wait()
            if not self._is_over:
                log.warning("background worker ended, starting another", code=self._child.returncode)
                time.sleep(1)


def _stay_behind() -> None:
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

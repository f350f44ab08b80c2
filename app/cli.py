"""The command line `parvis`: each room brings its commands, this page gathers them."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Flask, current_app

from app import map as house_map
from app.accounts.cli import user
from app.accounts.queries import has_accounts
from app.admin.policy import is_loopback
from app.admin.queries import demo_passwords_in_use
from app.admin.services import new_first_start_code
from app.config import ConfigurationError, Settings, load_settings
from app.core import logs, worker
from app.core.commandline import in_instance, prepared
from app.core.db import bound_engine, release_session
from app.core.health import examine_all
from app.core.migrations import upgrade
from app.core.openapi import document_text
from app.demo.cli import demo
from app.factory import ROOMS, create_app
from app.server import Server
from search.cli import reindex


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parvis")
@click.pass_context
def main(context: click.Context) -> None:
    """Parvis: an internal social network whose staff decide together what leaves the house."""
    logs.configure()
    context.obj = _make_app


def _make_app() -> Flask:
    try:
        app = create_app(load_settings())
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    with app.app_context():
        upgrade(bound_engine())
        prepared.ask()
        release_session()
    return app


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="More than one needs Redis."
)
@click.option("--allow-demo-accounts", is_flag=True, help="Serve others although the demo's passwords are published.")
@click.option("--quiet", is_flag=True, help="Log what goes wrong only, and not each request.")
def serve(host: str, port: int, processes: int, allow_demo_accounts: bool, quiet: bool) -> None:
    """Serve web, API and sockets, background work included."""
    _examine_start(host, port, processes, allow_demo_accounts)
    logs.configure(logging.WARNING if quiet else logging.INFO)
    Server(host, port, processes).run()


@in_instance
def _examine_start(host: str, port: int, processes: int, allow_demo_accounts: bool) -> None:
    """Refuse to serve what nobody could reach or everybody could enter; leaves no connection open behind it."""
    settings = current_app.extensions["parvis.settings"]
    if processes > 1 and not settings.redis_url:
        raise click.ClickException("several processes need PARVIS_REDIS_URL (example: redis://localhost:6379/0)")
    if not is_loopback(host) and not allow_demo_accounts and demo_passwords_in_use():
        raise click.ClickException(
            f"the demo's accounts still have their published password, so {host} is refused; "
            "serve on 127.0.0.1, change the passwords, or say --allow-demo-accounts"
        )
    _demand_free(host, port)
    if not has_accounts():
        click.echo(f"First start, from another machine: {settings.base_url}/first-start?code={new_first_start_code()}")
    release_session()
    bound_engine().dispose()


def _demand_free(host: str, port: int) -> None:
    """Say in one line that somebody else listens there, or that there is no such address here."""
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = f"cannot listen on port {port} of {host}: {error.strerror}; choose another with --port"
        raise click.ClickException(reason) from error


@main.command(name="worker")
@click.option("--parent", type=int, default=None, hidden=True, help="Stop when this process is gone.")
@in_instance
def work(parent: int | None) -> None:
    """Do background work as a process of its own; told to stop, it finishes what it is doing."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    told = threading.Event()
    for number in (signal.SIGTERM, *(() if parent else (signal.SIGINT,))):  # a parent passes on what it hears
        signal.signal(number, lambda *_: told.set())
    worker.run(app, go_on=lambda: not told.is_set() and (parent is None or os.getppid() == parent))


@main.command()
@in_instance
def check() -> None:
    """Examine the instance and say what is wrong."""
    answers = examine_all()
    for name, answer in answers.items():
        click.echo(f"{name}: {answer or 'ok'}")
    if any(answers.values()):
        sys.exit(1)


@main.command(name="map")
def print_map() -> None:
    """Print the house: its modules, its facts and who hears them, its questions and who answers."""
    with _empty_house() as app:
        click.echo(house_map.draw(app, ROOMS), nl=False)


@main.command(name="openapi")
def print_openapi() -> None:
    """Print the OpenAPI document of the REST interface."""
    with _empty_house():
        click.echo(document_text(), nl=False)


@contextmanager
def _empty_house() -> Iterator[Flask]:
    """The application without an instance: what can be said of the house whatever its data is."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        with app.app_context():
            yield app


main.add_command(user)
main.add_command(demo)
main.add_command(reindex)

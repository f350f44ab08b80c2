"""The ground of commands: running inside the instance, and telling errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from rich.console import Console
from rich.progress import Progress

from app.core.db import release_session
from app.core.errors import ParvisError
from app.core.hooks import Hook

P = ParamSpec("P")
R = TypeVar("R")

MakeApp = Callable[[], Flask]

prepared: Hook[[], None] = Hook("prepared", "What must an instance hold before it is used? (Asked at each start.)")
alongside: Hook[[], None] = Hook("alongside", "What goes on beside the requests in each process that serves?")


def in_instance(function: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application of this instance; its errors become one line and exit code 1."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        make_app: MakeApp = click.get_current_context().obj
        with make_app().app_context():
            try:
                return function(*args, **kwargs)
            except ParvisError as error:
                raise click.ClickException(str(error) or type(error).__name__) from error
            finally:
                release_session()

    return run


def progress() -> Progress:
    """Bars on standard error for work that takes its time; nothing where nobody watches."""
    return Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)

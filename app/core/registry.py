"""The registry: which listeners, jobs, answers and menu entries the rooms of one application have brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask, current_app

Listener = Callable[[Any], object]


@dataclass(frozen=True)
class DurableListener:
    """Called by the worker, at least once for each fact; a batch listener takes a list of facts."""

    name: str
    call: Listener
    batch: bool = False


@dataclass
class Registry:
    """What the rooms said when they registered."""

    facts: dict[str, type] = field(default_factory=dict)
    live: dict[type, list[Listener]] = field(default_factory=lambda: defaultdict(list))
    durable: dict[type, list[DurableListener]] = field(default_factory=lambda: defaultdict(list))
    jobs: dict[str, Callable[..., object]] = field(default_factory=dict)
    patient: set[str] = field(default_factory=set)
    """The names of listeners and jobs that wait for other hosts: the worker does them apart from all others."""
    leisurely: set[str] = field(default_factory=set)
    """The names of those among the patient ones for which nobody waits."""
    periodic: dict[str, tuple[timedelta, Callable[[], object]]] = field(default_factory=dict)
    witnesses: list[Listener] = field(default_factory=list)
    """Called with every fact of this process after its commit: the relay, and tests that look on."""
    answers: dict[str, list[Callable[..., Any]]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[str, Callable[[], str | None]] = field(default_factory=dict)


def registry(app: Flask | None = None) -> Registry:
    """The registry of the given application, or of the current one."""
    found: Registry = (app or current_app).extensions["parvis.registry"]
    return found


def name_of(function: Callable[..., object]) -> str:
    """The name under which the outbox keeps a listener or job: its module and its own name."""
    return f"{function.__module__}.{function.__qualname__}"

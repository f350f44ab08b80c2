"""Commands and facts: one transaction for a deed, then its facts are told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import structlog
from flask import Flask
from pydantic import TypeAdapter

from app.core import outbox, relay
from app.core.db import forget_rows, is_sqlite, session, write_lock, writing
from app.core.registry import DurableListener, Listener, name_of, registry
from app.core.remembering import forget

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger(__name__)

_recorded: ContextVar[list[Any] | None] = ContextVar("recorded_facts", default=None)
_afterwards: ContextVar[list[Callable[[], object]]] = ContextVar("done_afterwards")


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction; a service called by another joins the other's."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction():
            return function(*args, **kwargs)

    return run


@contextmanager
def transaction(*, told: bool = True, followed: bool = True) -> Iterator[None]:
    """One writing transaction: committed at the end, undone by an exception, its facts told after the commit.

    Everything that was read before is forgotten, so that policies judge what is true under the lock. With `told`
    false the facts only go to the outbox: for filling an instance that nobody looks at yet. With `followed` false
    nothing is done `afterwards`: for what is only tried out.
    """
    if _recorded.get() is not None:
        # Services read the rows they lock anew, which forgets what is not yet in the database: it goes there first.
        session.flush()
        yield
        session.flush()
        return
    session.commit()  # ends the transaction that reads began; outside of commands nothing is ever pending
    forget_rows()
    facts: list[Any] = []
    deeds: list[Callable[[], object]] = []
    recorded, is_writing, later = _recorded.set(facts), writing.set(True), _afterwards.set(deeds)
    try:
        with write_lock if is_sqlite() else nullcontext():
            try:
                session.connection()
                yield
                session.commit()
            except BaseException:
                session.rollback()
                raise
    finally:
        forget()
        _recorded.reset(recorded)
        writing.reset(is_writing)
        _afterwards.reset(later)
        _do(deeds if followed else ())
    for fact in facts if told else ():
        whisper(fact)


def whisper(fact: object) -> None:
    """Tell a fact at once, here and in the other processes. Of one that was not recorded nothing is kept anywhere."""
    tell(fact)
    for witness in registry().witnesses:
        witness(fact)


def afterwards(deed: Callable[[], object]) -> None:
    """Do this when the running command has ended, also where it was undone: for what is to be known of a refusal.

    It is a command of its own, without which the first one is as it is: where it fails, that is logged.
    """
    if not in_command():
        raise RuntimeError(f"{deed!r} put off outside of a command")
    _afterwards.get().append(deed)


def _do(deeds: Iterable[Callable[[], object]]) -> None:
    for deed in deeds:
        try:
            deed()
        except Exception:
            log.exception("deed after a command failed", deed=repr(deed))


def in_command() -> bool:
    """Whether a writing transaction is open here."""
    return _recorded.get() is not None


def record(fact: object, *, lasting: bool = True) -> None:
    """Keep a fact in the outbox, in the command's transaction, and tell it after the commit.

    One that is not lasting is told after the commit alone: for who knows that it gives the worker nothing to do.
    """
    facts = _recorded.get()
    if facts is None:
        raise RuntimeError(f"{fact!r} recorded outside of a command")
    facts.append(fact)
    for listener in registry().durable[type(fact)] if lasting else ():
        outbox.add(listener.name, fact=fact_name(type(fact)), payload=dump(fact))


def tell(fact: object) -> None:
    """Call the live listeners of this process; one that fails is logged and harms nobody."""
    for listener in registry().live[type(fact)]:
        try:
            listener(fact)
        except Exception:
            log.exception("live listener failed", listener=name_of(listener), fact=repr(fact))


def on_live(app: Flask, fact: type, listener: Listener) -> None:
    """Call the listener in every web process right after the commit; a lost call must be harmless."""
    house = registry(app)
    house.facts[fact_name(fact)] = fact
    house.live[fact].append(listener)


def on(
    app: Flask,
    fact: type,
    listener: Listener,
    *,
    batch: bool = False,
    patient: bool = False,
    leisurely: bool = False,
) -> None:
    """Call the listener from the outbox, at least once: it must be idempotent. A batch one takes a list of facts.

    A patient one waits for other hosts; it is called apart from all others, and holds none of them up. A leisurely one
    waits for hosts that anybody may name, which may be as slow as they like: it is patient, and called where nothing
    else that is patient is due.
    """
    house = registry(app)
    house.facts[fact_name(fact)] = fact
    house.durable[fact].append(DurableListener(name_of(listener), listener, batch))
    if patient or leisurely:
        house.patient.add(name_of(listener))
    if leisurely:
        house.leisurely.add(name_of(listener))


def init_app(app: Flask) -> None:
    """Let the other processes hear this one's facts, where any live listener wants them: all have the same ones."""
    registry(app).witnesses.append(_pass_on)


def _pass_on(fact: object) -> None:
    if registry().live[type(fact)]:
        relay.send(fact_name(type(fact)), dump(fact))


def fact_name(fact: type) -> str:
    """How a fact is called outside this process."""
    return fact.__name__


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(fact: type) -> TypeAdapter[Any]:
    if fact not in _adapters:
        _adapters[fact] = TypeAdapter(fact)
    return _adapters[fact]


def dump(fact: object) -> dict[str, Any]:
    """A fact as plain JSON values."""
    values: dict[str, Any] = _adapter(type(fact)).dump_python(fact, mode="json")
    return values


def load(name: str, payload: dict[str, Any]) -> Any:
    """The fact that `dump` wrote; raises KeyError for a fact that nobody listens to."""
    return _adapter(registry().facts[name]).validate_python(payload)


def hear(name: str, payload: dict[str, Any]) -> None:
    """Tell a fact that another process has sent."""
    if name in registry().facts:
        tell(load(name, payload))

"""Shells: pages without what is new at each request, rendered once for all that they show and filled in each time.

A shell is kept for one viewer, under everything that the frame shows of them (`Frame.mark`) and what the page itself
says it shows. What is new each time has its place in it: the token of the forms, the address asked for, and what the
page names, such as its posts, which the right to read is asked for at every request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from flask import Flask, g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from app.core.fragments import FragmentCache, render_each
from app.core.frame import find_organisation, frame_around

Key: TypeAlias = tuple[Hashable, ...]

SHELLS = "parvis.shells"
MOST_BYTES = 32 * 1024 * 1024
BETWEEN = "\0"
"""Stands around the name of a place; no text of people's has it (see `core.http`)."""


def init_app(app: Flask) -> None:
    """Give each process its own, and templates what is a place where a shell is made.

    Flask-WTF gives the token to templates and to their macros: in both it is replaced, so that no shell holds one.
    """
    app.extensions[SHELLS] = FragmentCache(MOST_BYTES)
    here = {"csrf_token": lambda: _here("token"), "asked_for": lambda: _here("asked_for")}
    app.jinja_env.globals |= here
    app.context_processor(lambda: here)


def render_shell(
    template: str,
    viewer: Any,
    shown: Mapping[str, Hashable],
    of_frame: Callable[[], Mapping[str, Any]],
    **filled: Markup,
) -> str:
    """A page of its template with the values of all three: what it shows, what follows from the mark of the frame and
    is made only where the shell is, and what is filled into it.
    """
    if "_flashes" in session:
        return render_template(template, **shown, **of_frame(), **filled)
    asked = (template, request.path, request.cookies.get("theme"), find_organisation())
    key: Key = (*asked, frame_around(viewer).mark, *shown.values())

    def render(keys: list[Key]) -> dict[Key, str]:
        places = {name: _place(name) for name in filled}
        with _making_a_shell():
            return {key: render_template(template, **shown, **of_frame(), **places) for key in keys}

    pieces: list[str] = [*render_each("shell", [key], render, cache=SHELLS)[0].split(BETWEEN)]
    pieces[1::2] = [filled[name] if name in filled else _ALWAYS[name]() for name in pieces[1::2]]
    return "".join(pieces)


_ALWAYS: dict[str, Callable[[], str]] = {
    "token": generate_csrf,
    "asked_for": lambda: escape(request.full_path),
}


def _here(name: str) -> str:
    return _place(name) if g.get("makes_a_shell") else _ALWAYS[name]()


def _place(name: str) -> Markup:
    return Markup(f"{BETWEEN}{name}{BETWEEN}")  # noqa: S704 (a name of ours)


@contextmanager
def _making_a_shell() -> Iterator[None]:
    g.makes_a_shell = True
    try:
        yield
    finally:
        g.makes_a_shell = False

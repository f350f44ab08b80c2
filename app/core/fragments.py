"""Fragments: pieces of HTML that are the same for every viewer, kept in memory under all that they are made of."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from flask import Flask, current_app
from flask_babel import get_timezone
from markupsafe import Markup

from app.core.language import language

FRAGMENTS = "parvis.fragments"
MOST_BYTES = 64 * 1024 * 1024

K = TypeVar("K", bound=Hashable)


class FragmentCache:
    """The fragments used last, as many as fit into a number of bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Markup | None:
        """The fragment of this key, if it is still there."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, fragment: Markup) -> None:
        """Keep a fragment, and let go of those that were not used for longest."""
        with self._lock:
            replaced = self._kept.pop(key, None)
            self._bytes += sys.getsizeof(fragment) - (sys.getsizeof(replaced) if replaced is not None else 0)
            self._kept[key] = fragment
            while self._bytes > self._most_bytes and self._kept:
                _, forgotten = self._kept.popitem(last=False)
                self._bytes -= sys.getsizeof(forgotten)

    def forget_all(self) -> None:
        """Begin anew."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._bytes


def init_app(app: Flask) -> None:
    """Give each process its own cache, and templates the parts that are kept in it."""
    app.extensions[FRAGMENTS] = FragmentCache()
    app.jinja_env.globals["kept"] = kept


def render_each(
    kind: str, keys: Sequence[K], render: Callable[[list[K]], Mapping[K, str]], *, cache: str = FRAGMENTS
) -> list[Markup]:
    """The fragment of each key, in order; `render` makes those that are missing, and may leave some out.

    A key names the thing and the version of everything that its fragment shows; the reader's language and time zone
    are added here. A fragment must hold nothing of the viewer, for it is shown to everybody with the right to see it.
    """
    known: FragmentCache = current_app.extensions[cache]
    reading = (kind, language(), str(get_timezone()))
    found: dict[K, Markup] = {}
    for key in keys:
        kept = known.find((reading, key))
        if kept is not None:
            found[key] = kept
    missing = [key for key in keys if key not in found]
    if missing:
        for key, html in render(missing).items():
            found[key] = Markup(html)  # noqa: S704 (it comes from our own templates)
            known.keep((reading, key), found[key])
    return [found[key] for key in keys if key in found]


def kept(template: str, **shown: Hashable) -> Markup:
    """A part of a page, rendered once for all that it shows: `kept("layouts/_navigation.html", groups=frame.groups)`.

    The template gets these values and nothing else; what it asks of the request would be shown to others.
    """
    return render_each(
        template, [tuple(shown.items())], lambda keys: {key: _rendered(template, dict(key)) for key in keys}
    )[0]


def _rendered(template: str, shown: dict[str, Hashable]) -> str:
    return current_app.jinja_env.get_template(template).render(shown)

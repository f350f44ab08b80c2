"""The map of the house: every module's sentence, every fact with who hears it, every question with who answers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask

from app.core.registry import name_of, registry

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "realtime", "search", "moderation")
FIRST = ("app", "app.core")

OPENING = """\
# The map of the house

Printed by `parvis map` from the first sentences of the modules and from what the rooms register. After adding a module,
a fact, a listener or a question, `make docs` renews it."""
FACTS = """\
Each is told after its deed is committed: *live* in every web process at once, *durable* from the outbox by the worker.
"""


@dataclass(frozen=True)
class Module:
    """A module of the house: its room, its name there (empty for the room itself), and its syntax."""

    room: str
    name: str
    tree: ast.Module

    @cached_property
    def sentence(self) -> str:
        return _sentence(self.tree)

    @property
    def facts(self) -> Iterator[ast.ClassDef]:
        """The facts that it defines; they stand in modules named `events`."""
        inside = self.tree.body if self.name.startswith("events") else ()
        return (node for node in inside if isinstance(node, ast.ClassDef))

    @property
    def questions(self) -> Iterator[tuple[str, str]]:
        """The names and meanings of the hooks that it defines."""
        for node in self.tree.body:
            match node:
                case ast.AnnAssign(value=ast.Call(ast.Name("Hook"), [ast.Constant(name), ast.Constant(meaning)])):
                    yield str(name), str(meaning)


def draw(app: Flask, rooms: Sequence[str]) -> str:
    """The whole map as Markdown, the rooms in the given order."""
    modules = [_read(path) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    modules.sort(key=lambda module: [*FIRST, *rooms, module.room].index(module.room))
    parts = [OPENING, *_rooms(modules), "## Facts\n", FACTS, *_facts(app, modules), "\n## Questions\n"]
    return "\n".join([*parts, *_questions(app, modules)]) + "\n"


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    depth = 2 if (ROOT / "app" / parts[1]).is_dir() and parts[0] == "app" else 1
    name = ".".join(part for part in parts[depth:] if part != "__init__")
    return Module(".".join(parts[:depth]), name, ast.parse(path.read_text(encoding="utf-8")))


def _sentence(node: ast.Module | ast.ClassDef) -> str:
    return " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split())


def _rooms(modules: Sequence[Module]) -> Iterator[str]:
    for module in modules:
        if module.name:
            yield f"- `{module.name}`: {module.sentence}"
        else:
            yield f"\n## {module.room}\n\n{module.sentence}\n"
    yield ""


def _facts(app: Flask, modules: Sequence[Module]) -> Iterator[str]:
    house = registry(app)
    live = {fact.__name__: [_short(listener) for listener in found] for fact, found in house.live.items()}
    durable = {fact.__name__: [listener.name for listener in found] for fact, found in house.durable.items()}
    for module in modules:
        for fact in module.facts:
            yield f"- **{fact.name}** ({module.room}): {_sentence(fact)}"
            yield from _listed("live", live.get(fact.name))
            yield from _listed("durable", durable.get(fact.name))


def _questions(app: Flask, modules: Sequence[Module]) -> Iterator[str]:
    answers = registry(app).answers
    for module in modules:
        for name, meaning in module.questions:
            yield f"- **{name}** ({module.room}): {meaning}"
            yield from _listed("answered by", [_short(answer) for answer in answers.get(name, ())])


def _short(function: Callable[..., Any]) -> str:
    """The function's name; of one written where it is registered, the name of that place."""
    return name_of(function).partition(".<locals>")[0]


def _listed(how: str, names: Sequence[str] | None) -> Iterator[str]:
    if names:
        yield f"  - {how}: {', '.join(f'`{name}`' for name in names)}"

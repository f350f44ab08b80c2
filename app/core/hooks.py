"""Hooks: questions a room asks before a deed, answered by rooms it does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from flask import Flask

from app.core.registry import registry

P = ParamSpec("P")
R = TypeVar("R")


class Hook(Generic[P, R]):
    """A question with typed arguments; asking it gives one answer for each room that has one."""

    def __init__(self, name: str, meaning: str) -> None:
        self.name = name
        self.meaning = meaning

    def answer(self, app: Flask, function: Callable[P, R]) -> None:
        """Let a function answer this question in the given application."""
        registry(app).answers[self.name].append(function)

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Ask every room that answers; the order is that of their registration."""
        return [function(*args, **kwargs) for function in registry().answers[self.name]]

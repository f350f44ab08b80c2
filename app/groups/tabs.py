"""The tabs of a group's page: what rooms put beside each other there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, url_for

from app.accounts.models import Person
from app.core.frame import Text
from app.groups.models import Group

TABS = "parvis.group_tabs"


@dataclass(frozen=True)
class Count:
    """How many things wait behind a tab, with words for who hears the page or asks what the number is."""

    number: int
    words: str


@dataclass(frozen=True)
class Tab:
    """A page of every group; its endpoint takes the group's `slug`."""

    label: Text
    endpoint: str
    order: int
    waiting: Callable[[Group, Person], Count | None] | None = None
    """What waits there for this viewer."""


def add_tab(app: Flask, tab: Tab) -> None:
    """Put a page among those of every group."""
    app.extensions.setdefault(TABS, []).append(tab)


def tabs_of(group: Group, viewer: Person, *, present: str) -> list[tuple[Text, str, bool, Count | None]]:
    """The tabs as the templates' macro takes them: label, address, whether its endpoint is the present one, count."""
    found = sorted(current_app.extensions.get(TABS, []), key=lambda tab: tab.order)
    return [
        (
            tab.label,
            url_for(tab.endpoint, slug=group.slug),
            tab.endpoint == present,
            tab.waiting(group, viewer) if tab.waiting else None,
        )
        for tab in found
    ]

"""One's own settings: the tabs that rooms put beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for

from app.core.frame import Text

TABS = "parvis.settings_tabs"


@dataclass(frozen=True)
class Tab:
    """A page of one's own settings."""

    label: Text
    endpoint: str
    order: int


def add_tab(app: Flask, tab: Tab) -> None:
    """Put a page among one's own settings."""
    app.extensions.setdefault(TABS, []).append(tab)


def tabs(present: str) -> list[tuple[Text, str, bool]]:
    """The tabs as the templates' macro takes them: label, address, whether its endpoint is the present one."""
    found = sorted(current_app.extensions.get(TABS, []), key=lambda tab: tab.order)
    return [(tab.label, url_for(tab.endpoint), tab.endpoint == present) for tab in found]

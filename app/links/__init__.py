"""Links: which of those that people write may be asked who they are, and what the pages behind them said."""

from __future__ import annotations

from flask import Flask

from app.core.events import on
from app.core.sweeping import referred_to
from app.links.events import PreviewsSwitched
from app.links.services import follow_switch, pictures_in_use


def register(app: Flask) -> None:
    """Bring the previews of links into the house."""
    on(app, PreviewsSwitched, follow_switch, patient=True)
    referred_to.answer(app, pictures_in_use)

"""The pictures of the demo's posts, drawn: the same name gives the same picture each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from app.demo.pictures import charts, places, workshop
from app.demo.pictures.canvas import Canvas

Drawing = Callable[[], Canvas]

DRAWINGS: dict[str, Drawing] = {
    "tank": workshop.tank,
    "bright-tank": workshop.bright_tank,
    "weld": workshop.weld,
    "hand": workshop.hand,
    "detector": workshop.detector,
    "site": places.site,
    "team": places.team,
    "backs": places.backs,
    "canteen": places.canteen,
    "garden": places.garden,
    "beds": places.beds,
    "air": charts.air,
    "days": charts.days,
    "noise": charts.noise,
}


@cache
def draw(name: str) -> bytes:
    """The picture of this name as a PNG; raises KeyError."""
    return DRAWINGS[name]().png()

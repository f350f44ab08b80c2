"""The canvas: flat shapes on a picture of 1200 by 800, drawn twice as large so that edges are smooth."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
FINE = 2

Point = tuple[float, float]


class Canvas:
    """A picture to draw on; lengths are in its own points, colours as in style sheets."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0) -> None:
        """A rectangle from its upper left corner."""
        self._draw.rounded_rectangle(_fine((x, y), (x + width, y + height)), radius * FINE, fill=colour)

    def disc(self, x: float, y: float, across: float, colour: str, *, down: float | None = None) -> None:
        """A circle or an ellipse around its middle."""
        half, fall = across / 2, (across if down is None else down) / 2
        self._draw.ellipse(_fine((x - half, y - fall), (x + half, y + fall)), fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A shape with these corners."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, *, wide: float = 4) -> None:
        """A line through these points."""
        self._draw.line([(x * FINE, y * FINE) for x, y in points], fill=colour, width=round(wide * FINE), joint="curve")

    def arch(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An opening with a round top, from its upper left corner."""
        self.disc(x + width / 2, y + width / 2, width, colour)
        self.box(x, y + width / 2, width, height - width / 2, colour)

    def dome(self, x: float, y: float, across: float, colour: str) -> None:
        """The upper half of a disc around its middle."""
        half = across / 2
        self._draw.pieslice(_fine((x - half, y - half), (x + half, y + half)), 180, 360, fill=colour)

    def fade(self, x: float, y: float, width: float, height: float, colours: Sequence[str]) -> None:
        """A rectangle whose colour goes from one to the next on the way down."""
        for row in range(round(height)):
            self.box(x, y + row, width, 1, mixed(colours, row / max(height - 1, 1)))

    def glow(self, x: float, y: float, across: float, colour: str, ground: str) -> None:
        """A disc that grows into its ground."""
        steps = 24
        for step in range(steps):
            self.disc(x, y, across * (1 - step / steps), mixed((ground, colour), step / steps))

    def png(self) -> bytes:
        """The finished picture."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        small.save(written, "PNG")
        return written.getvalue()


def mixed(colours: Sequence[str], share: float) -> str:
    """The colour at a place between the first and the last."""
    place = share * (len(colours) - 1)
    first = min(math.floor(place), len(colours) - 2)
    one, other = (tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in colours[first : first + 2])
    part = place - first
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(one, other, strict=True))


def _fine(corner: Point, other: Point) -> list[float]:
    return [corner[0] * FINE, corner[1] * FINE, other[0] * FINE - 1, other[1] * FINE - 1]

"""Pictures of figures, as people hang them up: curves and bars."""

from __future__ import annotations

from collections.abc import Sequence

from app.demo.pictures.canvas import Canvas

LEFT, RIGHT, TOP, FOOT = 120, 1120, 110, 690


def _sheet() -> Canvas:
    canvas = Canvas("#FFFEFB")
    for y in range(TOP, FOOT, 116):
        canvas.line([(LEFT, y), (RIGHT, y)], "#E8E3D9", wide=3)
    canvas.line([(LEFT, TOP - 20), (LEFT, FOOT), (RIGHT, FOOT)], "#525D67", wide=4)
    return canvas


def _curve(canvas: Canvas, values: Sequence[float], colour: str, wash: str) -> Canvas:
    step = (RIGHT - LEFT - 40) / (len(values) - 1)
    points = [(LEFT + 20 + step * number, FOOT - value * (FOOT - TOP)) for number, value in enumerate(values)]
    canvas.shape([(points[0][0], FOOT), *points, (points[-1][0], FOOT)], wash)
    canvas.line(points, colour, wide=9)
    for x, y in points:
        canvas.disc(x, y, 24, colour)
    return canvas


def air() -> Canvas:
    """The flow of compressed air by night, going down for six weeks."""
    return _curve(_sheet(), (0.92, 0.9, 0.78, 0.6, 0.5, 0.41, 0.38), "#1A6291", "#DCEAF4")


def days() -> Canvas:
    """The days without an accident that kept somebody from work, going up to two hundred."""
    return _curve(_sheet(), (0.02, 0.16, 0.31, 0.45, 0.6, 0.74, 0.88, 1.0), "#3B7A46", "#E3EEDD")


def noise() -> Canvas:
    """The noise measured at each post; the grinder and the press stand out."""
    canvas = _sheet()
    limit = FOOT - 0.66 * (FOOT - TOP)
    for number, value in enumerate((0.42, 0.5, 0.88, 0.46, 0.79, 0.55, 0.7, 0.38)):
        x, height = LEFT + 40 + number * 120, value * (FOOT - TOP)
        canvas.box(x, FOOT - height, 76, height, "#B23F28" if FOOT - height < limit else "#8FB3CB", radius=4)
    canvas.line([(LEFT, limit), (RIGHT, limit)], "#664600", wide=5)
    return canvas

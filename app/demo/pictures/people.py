"""People as the pictures show them: seen from afar, by their coats and their hair or helmets."""

from __future__ import annotations

from app.demo.pictures.canvas import Canvas

HELMET = "#F3F0E8"
SKINS = ("#A2683F", "#F2D3B8", "#E3B08C", "#C98A5F", "#6F4426", "#F6DCCB")
COATS = ("#27425F", "#C8832B", "#7B3F48", "#3E7F6E", "#44689A", "#5C4778")


def stand(canvas: Canvas, x: float, y: float, size: float, *, look: int, helmet: bool, turned: bool = False) -> None:
    """Somebody whose feet are at a place; `turned` shows their back."""
    width, head = size * 0.34, size * 0.26
    canvas.arch(x - width / 2, y - size * 0.72, width, size * 0.72, COATS[look % len(COATS)])
    hair = ("#1E1A18", "#5A3A26", "#B5622C", "#C9C6C0")[look % 4]
    canvas.disc(x, y - size * 0.85, head, hair if turned else SKINS[look % len(SKINS)])
    if helmet:
        canvas.dome(x, y - size * 0.87, head * 1.12, HELMET)
    elif not turned:
        canvas.dome(x, y - size * 0.87, head * 1.02, hair)

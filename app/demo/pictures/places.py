"""Pictures of the house: its façade, its people before the gate or at their benches, the canteen, the garden."""

from __future__ import annotations

from app.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from app.demo.pictures.people import stand

SKY = ("#B9D7EA", "#D8E7F0")
STONE, SHADE, WARM = "#E8DCC6", "#CDBF9F", "#F2C667"
LEAVES = ("#6E9C6B", "#86B07F", "#5B8A63")


def _works(canvas: Canvas, x: float, y: float, roofs: int) -> None:
    for number in range(roofs):
        left = x + number * 130
        canvas.shape([(left, y), (left + 130, y - 70), (left + 130, y + 190), (left, y + 190)], SHADE)
        canvas.box(left + 26, y + 56, 78, 40, "#8FB3CB")


def site() -> Canvas:
    """The façade of the Cholet site and its paved square, seen from the gate."""
    canvas = Canvas(SKY[0])
    canvas.fade(0, 0, WIDTH, 560, SKY)
    canvas.disc(250, 150, 120, "#F7F0DB")
    _works(canvas, 0, 330, 3)
    canvas.box(400, 250, 800, 310, STONE)
    canvas.box(380, 226, 820, 30, "#F7F0E2")
    for number, x in enumerate(range(440, 1180, 150)):
        canvas.arch(x, 320, 96, 240, WARM if number in {1, 3} else "#86ABC4")
    canvas.box(0, 560, WIDTH, 240, "#E4DCCD")
    for x in range(-600, WIDTH + 600, 200):
        canvas.line([(x, HEIGHT), (600 + (x - 600) * 0.45, 560)], "#D0C6B3", wide=4)
    for y in (600, 660, 740):
        canvas.line([(0, y), (WIDTH, y)], "#D0C6B3", wide=4)
    for x, y, look in ((300, 690, 2), (352, 700, 4), (760, 640, 1)):
        stand(canvas, x, y, 120, look=look, helmet=False)
    return canvas


def team() -> Canvas:
    """The team of a workshop before the great gate."""
    canvas = Canvas(SKY[0])
    canvas.fade(0, 0, WIDTH, 500, SKY)
    _works(canvas, 60, 260, 5)
    canvas.disc(1000, 330, 200, LEAVES[1], down=270)
    canvas.box(0, 450, WIDTH, 350, "#E4DCCD")
    for number, x in enumerate(range(190, 1080, 136)):
        stand(canvas, x, 780, 420 + 24 * (number % 2), look=number, helmet=number % 2 == 1)
    return canvas


def backs() -> Canvas:
    """A team in working clothes, from behind, before the welding benches."""
    canvas = Canvas("#4C6174")
    canvas.fade(0, 0, WIDTH, 520, ("#5E7488", "#445768"))
    canvas.box(0, 60, WIDTH, 30, "#DCA43C")
    for x in range(60, WIDTH, 290):
        canvas.box(x, 330, 210, 120, "#31414F", radius=8)
        canvas.box(x + 24, 352, 70, 44, "#8FB3CB", radius=4)
        canvas.glow(x + 150, 396, 90, "#F3FAFF", "#31414F")
    canvas.box(0, 500, WIDTH, 300, "#8F8578")
    for number, x in enumerate((270, 450, 640, 820, 980)):
        stand(canvas, x, 790, 430 - 18 * (number % 3), look=(0, 4, 0, 4, 0)[number], helmet=number == 2, turned=True)
    return canvas


def canteen() -> Canvas:
    """The canteen of Cholet, its great tables in the morning light."""
    canvas = Canvas("#EFE4CE")
    for x in range(60, WIDTH, 285):
        canvas.arch(x, 70, 200, 330, "#F8E7B4")
        canvas.box(x + 96, 70, 8, 330, "#D9C493")
        canvas.shape([(x, 470), (x + 200, 470), (x + 60, 800), (x - 200, 800)], "#F6EBD2")
    canvas.box(0, 440, WIDTH, 36, "#C8B28A")
    for y, left, width in ((520, 190, 820), (640, 80, 1040)):
        canvas.box(left, y, width, 34, "#A8774A", radius=6)
        for x in (left + 50, left + width - 74):
            canvas.box(x, y + 34, 24, 110, "#8A5F39")
        for number, x in enumerate(range(left + 110, left + width - 60, 130)):
            canvas.disc(x, y + 4, 78, "#F7F3EA", down=24)
            canvas.disc(x, y, 44, ("#C96F3B", "#86A35C", "#D9B25A")[number % 3], down=14)
    return canvas


def _beds(canvas: Canvas) -> None:
    canvas.box(0, 400, WIDTH, 400, "#A9BE8C")
    for row, y in enumerate((470, 580, 690)):
        canvas.box(90, y, 860, 62, "#7A5B42", radius=14)
        for number, x in enumerate(range(130, 930, 62)):
            canvas.disc(x, y + 18, 46 + 6 * ((number + row) % 2), LEAVES[(number + row) % 3])


def garden() -> Canvas:
    """The kitchen garden of the Nantes yard, with two hives at its end."""
    canvas = Canvas(SKY[0])
    canvas.fade(0, 0, WIDTH, 240, SKY)
    canvas.box(0, 200, WIDTH, 210, STONE)
    for x in range(40, WIDTH, 190):
        canvas.box(x, 240, 90, 100, "#86ABC4", radius=4)
    _beds(canvas)
    for x in (990, 1090):
        for number in range(3):
            canvas.box(x, 330 + 46 * number, 84, 42, "#E0AC4A" if number % 2 else "#D39A3C", radius=4)
        canvas.box(x - 8, 314, 100, 18, "#F3F0E8", radius=4)
        canvas.box(x + 26, 452, 32, 8, "#664600")
    return canvas


def beds() -> Canvas:
    """Three rows of seedlings in the yard, and an orange nasturtium at the end."""
    canvas = Canvas(STONE)
    for x in range(40, WIDTH, 190):
        canvas.box(x, 150, 90, 120, "#86ABC4", radius=4)
    _beds(canvas)
    for x, y in ((1040, 560), (1090, 610), (1020, 640), (1080, 520)):
        canvas.disc(x, y + 26, 92, LEAVES[2])
        canvas.disc(x, y, 54, "#E07B2E")
        canvas.disc(x, y, 18, "#F2C667")
    return canvas

"""Pictures of the workshop: the tank in its hall, a seam being welded, a welder with the oxygen detector."""

from __future__ import annotations

from app.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, mixed
from app.demo.pictures.people import stand

HALL = ("#5E7488", "#4C6174", "#3C4F60")
GLASS, BARS = "#BDD1DF", "#3B4D5C"
STEEL = ("#F4F7F8", "#C9D3D9", "#B4C1C9", "#E9EEF1", "#A9B7C0", "#7C8C98")
SHINE = ("#FFFFFF", "#DCE6EC", "#B9D2E2", "#F7FAFB", "#C2CFD6", "#8FA0AB")
TINTS = ("#D39A4A", "#C98A62", "#A68AA8", "#8CA9C6", "#D9A85A", "#B8907F")


def _hall() -> Canvas:
    canvas = Canvas(HALL[1])
    canvas.fade(0, 0, WIDTH, 640, HALL)
    for x in range(-40, WIDTH, 232):
        canvas.arch(x, 140, 168, 240, GLASS)
        canvas.box(x + 79, 140, 10, 240, BARS)
        canvas.box(x, 262, 168, 9, BARS)
    canvas.box(0, 52, WIDTH, 34, "#DCA43C")
    canvas.box(0, 84, WIDTH, 4, "#B27F22")
    canvas.box(0, 640, WIDTH, 160, "#8F8578")
    for x in range(-400, WIDTH + 400, 320):
        canvas.line([(x, HEIGHT), (600 + (x - 600) * 0.62, 640)], "#7D7367", wide=5)
    for y in (692, 752):
        canvas.line([(0, y), (WIDTH, y)], "#7D7367", wide=5)
    return canvas


def _tank(canvas: Canvas, colours: tuple[str, ...]) -> Canvas:
    for x in (250, 836):
        canvas.shape([(x, 606), (x + 76, 606), (x + 120, 690), (x - 44, 690)], "#27425F")
    left, top, width, height = 150, 320, 880, 290
    for row in range(height):
        reach = (1 - ((row - height / 2) / (height / 2)) ** 2) ** 0.5 * height / 2
        inset = height / 2 - reach
        canvas.box(left + inset, top + row, width - 2 * inset, 1, mixed(colours, row / height))
    for x in (340, 830):
        canvas.box(x, top, 9, height, "#8597A3")
    for y in range(top + 6, top + height - 6, 15):
        canvas.box(588, y, 6, 8, "#6F828F")
    canvas.box(540, 284, 100, 48, "#A3B3BF", radius=6)
    canvas.box(583, 88, 12, 150, "#22303B")
    canvas.box(548, 236, 82, 12, "#22303B")
    return canvas


def tank() -> Canvas:
    """The hydrogen tank on its cradles, with somebody beside it."""
    canvas = _tank(_hall(), STEEL)
    stand(canvas, 1108, 700, 210, look=1, helmet=True)
    return canvas


def bright_tank() -> Canvas:
    """The same once its steel was passivated: the windows are mirrored in its side."""
    canvas = _tank(_hall(), SHINE)
    for x in range(330, 880, 116):
        canvas.arch(x, 392, 70, 96, "#DCE9F1")
        canvas.box(x + 33, 392, 4, 96, "#B8C9D5")
    return canvas


def _plates(canvas: Canvas) -> None:
    canvas.shape([(0, 320), (WIDTH, 180), (WIDTH, 360), (0, 520)], "#75858F")
    canvas.shape([(0, 520), (WIDTH, 360), (WIDTH, HEIGHT), (0, HEIGHT)], "#9CA9B3")


def _seam(canvas: Canvas, until: int) -> None:
    for number, x in enumerate(range(20, until, 36)):
        canvas.disc(x, 516 - x * 0.133, 62, TINTS[number % len(TINTS)], down=84)


def _torch(canvas: Canvas, x: float, y: float) -> None:
    canvas.glow(x, y, 340, "#C4DCEC", "#8DA1AF")
    canvas.disc(x, y, 150, "#F3FAFF")
    canvas.shape([(x - 4, y + 14), (x + 26, y - 2), (x + 186, y - 226), (x + 112, y - 270)], "#3D4C58")
    canvas.shape([(x + 104, y - 256), (x + 198, y - 206), (x + 296, y - 420), (x + 170, y - 470)], "#B5652F")


def weld() -> Canvas:
    """A seam in the making, the arc at the end of the torch."""
    canvas = Canvas("#22303B")
    _plates(canvas)
    _seam(canvas, 870)
    _torch(canvas, 880, 398)
    return canvas


def hand() -> Canvas:
    """The same from closer, with the gloved hand that feeds the wire."""
    canvas = Canvas("#1C2833")
    _plates(canvas)
    _seam(canvas, 600)
    _torch(canvas, 620, 432)
    canvas.line([(634, 440), (300, 640)], "#E4C27A", wide=9)
    canvas.shape([(60, HEIGHT), (0, 700), (190, 560), (330, 596), (380, 664), (300, 740), (280, HEIGHT)], "#C89B5C")
    for x, y in ((330, 608), (352, 650), (318, 700)):
        canvas.disc(x, y, 76, "#B98A4C", down=52)
    canvas.shape([(0, 700), (60, HEIGHT), (0, HEIGHT)], "#7B3F48")
    return canvas


def detector() -> Canvas:
    """A welder from the side, the detector clipped to the left strap at the height of the chest."""
    canvas = _hall()
    canvas.arch(410, 360, 380, 440, "#27425F")
    canvas.box(548, 250, 104, 130, "#C98A5F")
    canvas.disc(600, 240, 210, "#E3B08C", down=240)
    canvas.shape([(520, 120), (690, 120), (760, 210), (748, 330), (640, 352), (520, 300)], "#31414F")
    canvas.box(654, 206, 96, 58, "#E0AC4A", radius=8)
    canvas.dome(602, 160, 218, "#DCA43C")
    for x in (486, 668):
        canvas.shape([(x, 380), (x + 44, 372), (x + 44, HEIGHT), (x, HEIGHT)], "#C8832B")
    canvas.box(470, 500, 76, 104, "#F3F0E8", radius=12)
    canvas.box(482, 514, 52, 34, "#3E7F6E", radius=4)
    canvas.disc(508, 576, 22, "#B23F28")
    return canvas

"""Drawn busts for people without a photo: composed of parts, the same seed giving the same face."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Part = Callable[[str], str]

SKINS = (
    ("#F6DCCB", "#EBC8B3"),
    ("#F2D3B8", "#E3BD9D"),
    ("#E3B08C", "#CF9A75"),
    ("#C98A5F", "#B4774E"),
    ("#A2683F", "#8C5732"),
    ("#6F4426", "#5C371D"),
    ("#5E3A22", "#4B2D19"),
)
HAIR_COLOURS = ("#221D1B", "#3B2A20", "#5A3A26", "#7C5331", "#B5622C", "#D0A24E", "#C9C6C0", "#EDEBE6")
DARK_SKIN_FROM = 4  # skins from here on keep to the dark hairs and the white ones
CLOTHES = ("#C8832B", "#7B3F48", "#245070", "#3E7F6E", "#44689A", "#2F6650", "#5C4778", "#A84A48", "#2E6E94", "#25405C")
VEILS = ("#B5622C", "#2F6650", "#5C4778", "#245070", "#A84A48")

SCALP = "M30 41v-8a18 18 0 0 1 36 0v8h-1.5c-.5-7-2-11-4-13-4 2-9 2.5-14 2.5s-9-1-12-2.5c-2 2-2.5 6-3 13z"


def _path(colour: str, drawing: str) -> str:
    return f'<path fill="{colour}" fill-rule="evenodd" d="{drawing}"/>'


def _nothing(_colour: str) -> str:
    return ""


def _cropped(colour: str) -> str:
    return _path(colour, SCALP)


def _swept(colour: str) -> str:
    return _path(
        colour,
        "M29.5 42V33a18.5 18.5 0 0 1 32-12.5c4 1.5 5.5 6 5 12.5v9H65c0-6-1-10-3.5-13-7 4-17 5-26 2-2.5 3-4 6-4 11z",
    )


def _bald_front(colour: str) -> str:
    return _path(colour, "M29.5 43V36c1-2 2-4 3-5 .5 4 0 8-1 12zm37 0V36c-1-2-2-4-3-5-.5 4 0 8 1 12z")


def _long_back(colour: str) -> str:
    return _path(colour, "M25 76V36a23 23 0 0 1 46 0v40z")


def _bob_back(colour: str) -> str:
    return _path(colour, "M25.5 58V36a22.5 22.5 0 0 1 45 0v22c0 3-2 4-5 4h-35c-3 0-5-1-5-4z")


def _parted(colour: str) -> str:
    return _path(colour, "M29 44V34a19 19 0 0 1 38 0v10h-2c-1-7-5-12-12-16-5 7-13 11-21 12z")


def _middle(colour: str) -> str:
    return _path(colour, "M29 46V34a19 19 0 0 1 38 0v12h-2c-2-8-8-14-17-17-9 3-15 9-17 17z")


def _bun_back(colour: str) -> str:
    return f'<circle fill="{colour}" cx="48" cy="11" r="9"/>'


def _pulled(colour: str) -> str:
    return _path(colour, "M29 42v-8a19 19 0 0 1 38 0v8h-1.5c-1-7-6-13-17.5-13s-16 6-17.5 13z")


def _curls_back(colour: str) -> str:
    curls = (
        (30, 24, 9),
        (39, 17, 9),
        (50, 15, 10),
        (60, 19, 9),
        (67, 28, 9),
        (70, 40, 9),
        (69, 52, 8),
        (27, 36, 9),
        (26, 48, 9),
        (29, 57, 6),
    )
    return "".join(f'<circle fill="{colour}" cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in curls)


def _curls_front(colour: str) -> str:
    curls = ((34, 27, 5), (41, 24, 5.5), (49, 23, 6), (57, 25, 5.5), (63, 29, 4.5))
    return "".join(f'<circle fill="{colour}" cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in curls)


def _tail_back(colour: str) -> str:
    return _path(colour, "M58 24c14 0 16 12 15 26-.5 8-2 12-5 12s-4-6-4-14z")


def _veil_back(colour: str) -> str:
    return _path(colour, "M24 80V38a24 24 0 0 1 48 0v42z")


def _veil_front(colour: str) -> str:
    cloth = "M24 72V38a24 24 0 0 1 48 0v34c-6 8-14 11-24 11s-18-3-24-11z"
    opening = "M31 40v9c0 10 8 17 17 17s17-7 17-17v-9c0-9-7-14-17-14s-17 5-17 14z"
    return _path(colour, cloth + opening)


@dataclass(frozen=True)
class Cut:
    """A way to wear one's hair: what is behind the head and what is before it."""

    name: str
    back: Part
    front: Part


CROPPED = Cut("cropped", _nothing, _cropped)
SWEPT = Cut("swept", _nothing, _swept)
BALD = Cut("bald", _nothing, _bald_front)
LONG = Cut("long", _long_back, _parted)
MIDDLE = Cut("middle", _long_back, _middle)
BOB = Cut("bob", _bob_back, _middle)
BUN = Cut("bun", _bun_back, _pulled)
TAIL = Cut("tail", _tail_back, _parted)
CURLS = Cut("curls", _curls_back, _curls_front)
VEIL = Cut("veil", _veil_back, _veil_front)

SHORT_CUTS = (CROPPED, SWEPT, BALD)
LONG_CUTS = (LONG, MIDDLE, BOB, BUN, TAIL, CURLS, VEIL)
CUTS = {cut.name: cut for cut in SHORT_CUTS + LONG_CUTS}


@dataclass(frozen=True)
class Bust:
    """The parts of a face, each chosen."""

    skin: tuple[str, str]
    cut: Cut
    hair: str
    clothes: str
    glasses: bool
    beard: bool


def compose(seed: str, cuts: Sequence[Cut] = SHORT_CUTS + LONG_CUTS) -> Bust:
    """The bust that belongs to the seed, its hair worn in one of the cuts."""
    dice = hashlib.sha256(seed.encode()).digest()
    skin = dice[0] % len(SKINS)
    cut = cuts[dice[1] % len(cuts)]
    hairs: Sequence[str] = VEILS if cut is VEIL else HAIR_COLOURS
    if cut is not VEIL and skin >= DARK_SKIN_FROM:
        hairs = (*HAIR_COLOURS[:2], HAIR_COLOURS[0], HAIR_COLOURS[6])
    return Bust(
        skin=SKINS[skin],
        cut=cut,
        hair=hairs[dice[2] % len(hairs)],
        clothes=CLOTHES[dice[3] % len(CLOTHES)],
        glasses=dice[4] % 10 < 3,
        beard=cut in SHORT_CUTS and dice[5] % 10 < 4,
    )


def choose(*, skin: int, cut: str, hair: int, clothes: int, glasses: bool = False, beard: bool = False) -> Bust:
    """A bust of chosen parts: a cut by its name, the others by their place in the lists above."""
    worn = CUTS[cut]
    colours = VEILS if worn is VEIL else HAIR_COLOURS
    return Bust(SKINS[skin], worn, colours[hair], CLOTHES[clothes], glasses, beard)


def draw(bust: Bust) -> str:
    """The bust as an SVG without background: the circle it is shown in brings its tint."""
    skin, shade = bust.skin
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">',
            bust.cut.back(bust.hair),
            _path(bust.clothes, "M11 98c1-18 13-28 37-28s36 10 37 28z"),
            _path(shade, "M40 56h16v17a8 8 0 0 1-16 0z"),
            _path(skin, "M31 36a17 17 0 0 1 34 0v12c0 11-8 17.5-17 17.5S31 59 31 48z"),
            _beard(bust.hair, shade) if bust.beard else "",
            bust.cut.front(bust.hair),
            _face("#1E120B" if bust.skin in SKINS[DARK_SKIN_FROM:] else "#3A2A22"),
            _glasses() if bust.glasses else "",
            "</svg>",
        )
    )


def portrait_svg(seed: str, cuts: Sequence[Cut] = SHORT_CUTS + LONG_CUTS) -> str:
    """A believable face for the seed, the same at each call."""
    return draw(compose(seed, cuts))


def _face(ink: str) -> str:
    eyes = "".join(f'<circle fill="{ink}" cx="{x}" cy="43" r="1.7"/>' for x in (41, 55))
    mouth = f'<path fill="none" stroke="{ink}" stroke-width="1.6" stroke-linecap="round" d="M44 53.5c2.5 2 5.5 2 8 0"/>'
    return eyes + mouth


def _beard(hair: str, mouth: str) -> str:
    jaw = "M31 46c1 3 3 5 6 5 3-1.5 7-2 11-2s8 .5 11 2c3 0 5-2 6-5v3c0 11-8 17-17 17s-17-6-17-17z"
    return _path(hair, jaw) + f'<ellipse fill="{mouth}" cx="48" cy="54.5" rx="6" ry="3"/>'


def _glasses() -> str:
    rims = "".join(f'<circle cx="{x}" cy="43" r="6"/>' for x in (41, 55))
    return f'<g fill="none" stroke="#33465A" stroke-width="1.8">{rims}<path d="M47 43h2M35 42l-4-1M61 42l4-1"/></g>'

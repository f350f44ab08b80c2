"""The colours of tokens.css keep the contrast that the design measured, in every theme and accent."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static/css"

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [
    *[("ink", on, TEXT) for on in ("slab", "page")],
    *[("ink2", on, TEXT) for on in ("slab", "page", "slab2", "sunk", "mousse-s")],
    *[("ink3", on, TEXT) for on in ("slab", "sunk")],
    *[("edge", on, GRAPHIC) for on in ("slab", "page", "slab2")],
    *[("laiton", on, GRAPHIC) for on in ("slab", "slab2")],
    *[(name, "slab", GRAPHIC) for name in ("mousse", "brique")],
    *[(f"{state}-i", f"{state}-s", TEXT) for state in ("laiton", "mousse", "brique", "ard")],
    *[(f"{state}-i", "slab", TEXT) for state in ("laiton", "brique")],
    *[(f"t{number}i", f"t{number}", TEXT) for number in range(1, 9)],
]
ACCENT_PAIRS = [
    *[("accent", on, TEXT) for on in ("slab", "page", "slab2", "sky")],
    ("accent-h", "slab", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-h", TEXT),
    ("sky-i", "sky", TEXT),
    ("accent", "sunk", GRAPHIC),
]
ACCENTS = ("sky", "lagoon", "moss", "plum", "brick", "slate")


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def block_of(sheet: str, selector: str) -> str:
    return sheet.partition(f"{selector} {{")[2].partition("}")[0]


def themes(accent: str) -> dict[str, dict[str, str]]:
    """The tokens of each theme, by name, as plain colours."""
    common = declared((CSS / "tokens.css").read_text("utf-8"))
    if accent != "sky":
        common |= declared(block_of((CSS / "accents.css").read_text("utf-8"), f'[data-accent="{accent}"]'))
    pairs = {name: re.fullmatch(r"light-dark\((#\w{6}), (#\w{6})\)", value) for name, value in common.items()}
    light = {name: pair[1] for name, pair in pairs.items() if pair}
    dark = {name: pair[2] for name, pair in pairs.items() if pair}
    contrast = block_of((CSS / "contrast.css").read_text("utf-8"), '[data-theme="hc"]')
    return {"light": light, "dark": dark, "hc": light | declared(contrast)}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(tokens: dict[str, str], pairs: list[tuple[str, str, float]]) -> list[str]:
    ratios = [(front, back, needed, contrast(tokens[front], tokens[back])) for front, back, needed in pairs]
    return [f"{front} on {back}: {found:.2f}" for front, back, needed, found in ratios if found < needed]


@pytest.mark.parametrize("theme", ["light", "dark", "hc"])
def test_text_and_edges_can_be_read(theme):
    assert too_faint(themes("sky")[theme], PAIRS) == []


@pytest.mark.parametrize("theme", ["light", "dark", "hc"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_can_be_read(accent, theme):
    assert too_faint(themes(accent)[theme], ACCENT_PAIRS) == []


def test_the_measures_are_those_of_the_design():
    """A few figures of the design's own table: the formula is the same."""
    tokens = themes("sky")
    assert round(contrast(tokens["light"]["ink"], tokens["light"]["slab"]), 1) == 14.8
    assert round(contrast(tokens["dark"]["accent"], tokens["dark"]["sky"]), 1) == 6.8
    assert round(contrast(tokens["hc"]["laiton-i"], tokens["hc"]["laiton-s"]), 1) == 11.7


def test_high_contrast_is_the_same_whether_the_device_or_the_person_asks():
    sheet = (CSS / "contrast.css").read_text("utf-8")
    assert declared(block_of(sheet, '[data-theme="hc"]')) == declared(block_of(sheet, ":root:not([data-theme])"))


def test_every_accent_that_can_be_chosen_is_drawn():
    drawn = re.findall(r'\[data-accent="(\w+)"\]', (CSS / "accents.css").read_text("utf-8"))
    assert tuple(drawn) == ACCENTS

"""The one glyph of ours: the narrow no-break space of French."""

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.look.narrow_space import ADVANCE, EM, narrow_space_font

SHIPPED = Path(__file__).parents[2] / "static/fonts/narrow-space.woff"


def test_the_font_holds_the_narrow_space_a_fifth_of_an_em_wide():
    font = TTFont(SHIPPED)
    name = font.getBestCmap()[0x202F]
    assert font["hmtx"][name][0] / font["head"].unitsPerEm == ADVANCE / EM == 0.2


def test_a_browser_accepts_it_because_some_glyph_has_an_outline():
    font = TTFont(SHIPPED)
    assert any(font["glyf"][name].numberOfContours for name in font.getGlyphOrder())


def test_the_shipped_font_is_the_one_we_draw():
    drawn, shipped = TTFont(BytesIO(narrow_space_font())), TTFont(SHIPPED)
    assert drawn.getBestCmap() == shipped.getBestCmap()
    assert drawn["hmtx"].metrics == shipped["hmtx"].metrics

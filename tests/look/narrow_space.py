"""Draws static/fonts/narrow-space.woff: one glyph, U+202F at 0.20 em, which Hanken Grotesk lacks."""

import sys
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000
ADVANCE = 200


def narrow_space_font() -> bytes:
    """The font as WOFF; without a date, so that it is the same each time."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "narrow"])
    builder.setupCharacterMap({0x202F: "narrow"})
    builder.setupGlyf({".notdef": _square(), "narrow": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (EM // 2, 0), "narrow": (ADVANCE, 0)})
    builder.setupHorizontalHeader(ascent=1000, descent=-303)
    builder.setupNameTable({"familyName": "Parvis Narrow Space", "styleName": "Regular"}, mac=False)
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=-303, usWinAscent=1000, usWinDescent=303)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff"
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _square() -> Glyph:
    pen = TTGlyphPen(None)  # browsers reject a font without any outline
    pen.moveTo((0, 0))
    pen.lineTo((0, 10))
    pen.lineTo((10, 10))
    pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    sys.stdout.buffer.write(narrow_space_font())

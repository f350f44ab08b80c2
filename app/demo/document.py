"""A document of the demo's: plain words on A4 pages, as a PDF of the simplest kind."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

FONTS = "<< /Font << /F 3 0 R /B 4 0 R >> >>"
PAGE = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {FONTS} /Contents %d 0 R >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
LEFT, TOP, LEADING = 64, 770, 20


def write_pdf(pages: Sequence[Sequence[str]]) -> IO[bytes]:
    """The pages as a file that stands at its beginning; a line that begins with # is a heading."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (FONT % "Helvetica").encode(),
        (FONT % "Helvetica-Bold").encode(),
    ]
    for number, lines in enumerate(pages):
        words = _page(lines)
        stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words)
        objects += [(PAGE % (6 + 2 * number)).encode(), stream]
    return io.BytesIO(_file(objects))


def _page(lines: Sequence[str]) -> bytes:
    said = [f"BT {LEFT} {TOP} Td {LEADING} TL".encode()]
    for line in lines:
        font = "/B 14" if line.startswith("#") else "/F 11"
        text = line.removeprefix("# ").encode("cp1252")
        for sign in (b"\\", b"(", b")"):
            text = text.replace(sign, b"\\" + sign)
        said.append(b"%s Tf (%s) Tj T*" % (font.encode(), text))
    return b"\n".join([*said, b"ET"])


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects, and behind them the table of where each begins."""
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer

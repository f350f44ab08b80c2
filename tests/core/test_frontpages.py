"""Fronts: a picture of a document's first page, or the one its program laid in; hostile ones harm nobody."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest
from PIL import Image

from app.core.pictures import draw_front
from app.demo.document import write_pdf
from tests.support.pictures import drawn


@pytest.fixture
def front(tmp_path):
    """The front of a document with this content."""

    def draw(content):
        (tmp_path / "document").write_bytes(content)
        return draw_front(tmp_path / "document", tmp_path)

    return draw


def pdf(page="/MediaBox [0 0 595 842]", stream=b"1 0 0 rg 0 421 595 421 re f", more=(), trailer=""):
    """A document of one page that draws this; `more` are objects from number 5 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *more,
    ]
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<< /Root 1 0 R /Size {len(objects) + 1} {trailer} >>\nstartxref\n{len(written)}\n%%EOF"
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end.encode()


def archive(**members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def claiming(width, height):
    """The beginning of a PNG that says to be so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def test_a_pdf_shows_its_first_page(front):
    picture = front(pdf())
    assert {name: max(one.width, one.height) for name, one in picture.variants.items()} == {"large": 1600, "thumb": 480}
    with Image.open(picture.variants["thumb"].path) as image:
        assert image.format == "WEBP"
        assert image.getpixel((100, 100))[0] > 200 > 50 > image.getpixel((100, 100))[2]
        assert min(image.getpixel((100, 400))) > 250


def test_the_demos_documents_have_one(front):
    assert front(write_pdf([["# Title", "Words"], ["Second page"]]).read()) is not None


@pytest.mark.parametrize("name", ["docProps__thumbnail_jpeg", "Thumbnails__thumbnail_png"])
def test_an_office_document_shows_the_picture_its_program_laid_in(front, name):
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    picture = front(archive(**{"word__document_xml": "<x/>", name: drawn((200, 280), "JPEG", exif=exif).read()}))
    thumb = picture.variants["thumb"]
    assert (thumb.width, thumb.height, thumb.media_type) == (200, 280, "image/webp")
    assert b"secret" not in thumb.path.read_bytes()


HUGE_IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    b" /Filter /FlateDecode /Length 11 >>\nstream\nx\x9cc\x00\x00\x00\x01\x00\x01\nendstream"
)
FORM_IN_ITSELF = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>"
    b"\nstream\n/F Do\nendstream"
)
HARMLESS_BUT_WITHOUT = {
    "truncated": pdf()[:200],
    "only its first line": b"%PDF-1.7\n",
    "locked": pdf(trailer="/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P -44 /O <00> /U <00> >>"),
    "no pages": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF",
    "pages in a circle": pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "an archive without one": archive(word__document_xml="<x/>", thumbnail_txt="x"),
    "one that is no picture": archive(docProps__thumbnail_jpeg=b"<svg/>"),
    "one that says to be 100,000 x 100,000": archive(docProps__thumbnail_png=claiming(100_000, 100_000)),
    "one that unpacks to far more": archive(docProps__thumbnail_png=bytes(200_000_000)),
    "a broken archive": b"PK\x03\x04 thumbnail",
    "an old office document": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
}


@pytest.mark.parametrize("which", HARMLESS_BUT_WITHOUT)
def test_what_cannot_be_drawn_has_none(front, which):
    assert front(HARMLESS_BUT_WITHOUT[which]) is None


@pytest.mark.parametrize(
    "content",
    [
        pdf("/MediaBox [0 0 1000000000 1000000000]"),
        pdf("/MediaBox [0 0 14400 1]"),
        pdf(
            "/MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >>",
            b"595 0 0 842 0 0 cm /I Do",
            [HUGE_IMAGE],
        ),
        pdf(
            "/MediaBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>",
            b"/F Do",
            [FORM_IN_ITSELF],
        ),
        pdf(stream=b"q " * 2_000_000),
    ],
    ids=[
        "an endless page",
        "a page like a thread",
        "a picture of 100,000 x 100,000",
        "a form in itself",
        "a deep state",
    ],
)
def test_a_hostile_document_is_done_with_soon_whatever_comes_of_it(front, content):
    started = time.monotonic()
    picture = front(content)
    assert picture is None or max(picture.width, picture.height) <= 1600
    assert time.monotonic() - started < 10

"""The child process that draws the front of documents from strangers: `python -m app.core.frontpages FILE FOLDER`."""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from app.core.recoding import SIZES, hand_over, in_sizes, limit, recode

LAID_IN = ("docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png", "Thumbnails/thumbnail.png")
MOST_LAID_IN = 10 * 1024 * 1024
PROCESSOR_SECONDS = 8
LARGEST_SCALE = 4.0  # a page of the size of a stamp is not blown up further


class NoFront(Exception):
    """There is nothing to draw."""


def main(source: str, folder: str) -> None:
    """Make the pictures and say, as JSON, what was made, or that nothing could be."""
    limit((resource.RLIMIT_CPU, PROCESSOR_SECONDS), (resource.RLIMIT_NPROC, 0))
    try:
        said, files = draw(Path(source))
    except (Exception, MemoryError):  # noqa: BLE001  (readers fail in every way, and a stranger's file is not our fault)
        said, files = {"refused": "no front"}, {}
    hand_over(said, files, folder)


def draw(source: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The front in each size, and what each is."""
    with source.open("rb") as file:
        is_archive = file.read(2) == b"PK"
    if is_archive:
        return recode(io.BytesIO(_laid_in(source)), formats=("JPEG", "PNG"))
    page = _first_page(source)
    width, height = page.size
    variants, files = in_sizes(page, {})
    return {"width": width, "height": height, "variants": variants}, files


def _laid_in(source: Path) -> bytes:
    """The small picture that an office program laid into its document."""
    with zipfile.ZipFile(source) as archive:
        for name in LAID_IN:
            if name in archive.NameToInfo:
                with archive.open(name) as member:
                    content = member.read(MOST_LAID_IN + 1)
                if len(content) <= MOST_LAID_IN:
                    return content
    raise NoFront


def _first_page(source: Path) -> Image.Image:
    """The first page as large as the largest picture that is wanted of it."""
    document = pypdfium2.PdfDocument(source)
    page = document[0]
    longest = max(page.get_size())
    scale = min(max(SIZES.values()) / longest, LARGEST_SCALE)
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


if __name__ == "__main__":
    main(*sys.argv[1:])

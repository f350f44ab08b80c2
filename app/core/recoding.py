"""The child process that opens pictures from strangers: `python -m app.core.recoding PICTURE FOLDER [whole]`."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageCms
from PIL.Image import Transpose
from pillow_heif import register_heif_opener

SIZES = {"large": 1600, "thumb": 480}
WHOLE = 4800  # the longest edge of a picture that is kept to be looked at closely
KEPT_FORMS = {"PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}  # what each is written as again; others become JPEG
QUALITY = {"WEBP": {"quality": 82}, "JPEG": {"quality": 90}}
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "HEIF")
MAX_PIXELS = 64_000_000
MAX_EDGE = 30_000
MEMORY = 1536 * 1024 * 1024
PROCESSOR_SECONDS = 20
MOST_WRITTEN = 200 * 1024 * 1024
MOST_OPEN = 64
ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
ON_ITS_SIDE = {5, 6, 7, 8}


class TooManyPixels(Exception):
    """The picture says that it is larger than what is opened."""


def main(source: str, folder: str, *wishes: str) -> None:
    """Make the pictures and say, as JSON, what was made or why not."""
    limit()
    register_heif_opener(decode_threads=1, thumbnails=False)
    try:
        said, files = recode(Path(source), whole="whole" in wishes)
    except (MemoryError, TooManyPixels, Image.DecompressionBombError):
        said, files = {"refused": "too large"}, {}
    except Exception:  # noqa: BLE001  (decoders fail in every way, and a stranger's file is not our fault)
        said, files = {"refused": "not a picture"}, {}
    hand_over(said, files, folder)


def hand_over(said: dict[str, Any], files: dict[str, bytes], folder: str) -> None:
    """Write what was made, then say so."""
    for name, content in files.items():
        (Path(folder) / name).write_bytes(content)
    sys.stdout.write(json.dumps(said))


def recode(
    source: Path | IO[bytes], *, whole: bool = False, formats: tuple[str, ...] = FORMATS
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the picture is, and each size of it: upright, in the web's colours, without metadata."""
    with Image.open(source, formats=formats) as image:
        width, height = image.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_EDGE:
            raise TooManyPixels
        edge = WHOLE if whole else max(SIZES.values())
        image.draft("RGB", (edge, edge))
        image.load()  # before anything that might swallow that it is broken
        turn, form = _orientation(image), _kept_form(image)
        drawn = _drawn(image, edge)
    if turn in TURNS:
        drawn = drawn.transpose(TURNS[turn])
    if turn in ON_ITS_SIDE:
        width, height = height, width
    variants, files = in_sizes(drawn, {"whole": (WHOLE, form)} if whole else {})
    return {"width": width, "height": height, "variants": variants}, files


def in_sizes(drawn: Image.Image, more: dict[str, tuple[int, str]]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The smaller ones of a picture, after `more` that are larger, by name: what each is, and its content by file."""
    variants, files = {}, {}
    for name, (longest, kind) in (more | {size: (longest, "WEBP") for size, longest in SIZES.items()}).items():
        drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS)  # from large to small
        variants[name] = [*drawn.size, kind.lower()]
        files[f"{name}.{kind.lower()}"] = _written(drawn, kind)
    return variants, files


def _kept_form(image: Image.Image) -> str:
    """The form that loses nothing that shows: JPEG knows no transparency."""
    return KEPT_FORMS.get(image.format or "", "PNG" if image.has_transparency_data else "JPEG")


def _written(drawn: Image.Image, form: str) -> bytes:
    written = io.BytesIO()
    drawn.save(written, form, **QUALITY.get(form, {}))
    return written.getvalue()


def _drawn(image: Image.Image, edge: int) -> Image.Image:
    """The pixels in RGB, with alpha where there is any, no larger than a square of this edge."""
    transparent = image.has_transparency_data
    drawn: Image.Image = image
    if image.mode.startswith("I"):  # 16 bits of grey
        drawn = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        drawn = image.convert("RGBA" if transparent else "RGB")
    drawn.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    drawn = _in_web_colours(drawn, image.info.get("icc_profile")).convert("RGBA" if transparent else "RGB")
    drawn.info.clear()  # else the WebP gets the camera's notes again
    return drawn


def _in_web_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):  # a profile nobody can read is as good as none
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, own, web, outputMode="RGB") or image
    return image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  (broken notes of a camera do not spoil the picture)
        return 1


def limit(*more: tuple[int, int]) -> None:
    """Let this process have only so much memory, time and disk: it opens what strangers made."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
        *more,
    ):
        resource.setrlimit(kind, (most, most))
    os.nice(5)


if __name__ == "__main__":
    main(*sys.argv[1:])

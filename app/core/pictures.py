"""Pictures made anew of what people send, by a child process that may use only so much memory and time."""

from __future__ import annotations

import json
import mmap
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.children import run_module
from app.core.errors import ParvisError
from app.core.media import HEAD, UnfitFile

PATIENCE = 90  # seconds on the wall, for a busy machine; the child limits its own processor time
_at_work = threading.BoundedSemaphore(2)


class NotAPicture(UnfitFile):
    """The file is no picture, or a broken one."""


class PictureTooLarge(ParvisError):
    """The picture has more pixels, or asks for more memory or time, than one is given."""

    status = 413


@dataclass(frozen=True)
class Variant:
    """One size of a picture, without anything that the camera wrote into it."""

    path: Path
    width: int
    height: int
    media_type: str


@dataclass(frozen=True)
class Picture:
    """A picture, upright: its own size in pixels, and those that were made, by name ("whole", "large", "thumb")."""

    width: int
    height: int
    variants: dict[str, Variant]


def make_pictures(path: Path, outdir: Path, *, whole: bool = False) -> Picture:
    """Write `large.webp` (1,600 pixels at most) and `thumb.webp` (480) into the folder.

    Where it is wanted `whole`, also one of 4,800 at most in its own form, so that it can be looked at closely; GIF
    becomes PNG, AVIF and HEIF become JPEG. Takes PNG, JPEG, GIF, WebP, AVIF and HEIF; of an animation the first
    picture. Safe to call in a gevent process: while the child works, others run. Raises NotAPicture,
    PictureTooLarge, and OSError on a full disk.
    """
    made = _made_by_child("recoding", path, outdir, *(["whole"] if whole else []))
    if "refused" in made:
        raise _REFUSALS[made["refused"]]
    return _picture(made, outdir)


def draw_front(path: Path, outdir: Path) -> Picture | None:
    """How a document looks from the front, in the same two sizes: the first page of a PDF, and of an office document
    the small picture that its program laid into it. None where there is none, or it cannot be drawn within the limits
    (locked, broken or made to do harm). Raises OSError on a full disk.
    """
    if not _may_have_front(path):
        return None
    try:
        made = _made_by_child("frontpages", path, outdir)
    except PictureTooLarge:
        return None
    return None if "refused" in made else _picture(made, outdir)


def _may_have_front(path: Path) -> bool:
    """Whether it is worth the child's while."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[:HEAD].find(b"%PDF-") >= 0 or (content[:2] == b"PK" and content.find(b"humbnail") >= 0)


def _picture(made: dict[str, Any], outdir: Path) -> Picture:
    variants = {
        name: Variant(outdir / f"{name}.{form}", width, height, f"image/{form}")
        for name, (width, height, form) in made["variants"].items()
    }
    return Picture(made["width"], made["height"], variants)


def _made_by_child(module: str, path: Path, outdir: Path, *wishes: str) -> dict[str, Any]:
    """What the child says of its work; being killed at a limit says that the picture was too large."""
    arguments = (str(path.absolute()), str(outdir.absolute()), *wishes)
    with _at_work:
        try:
            child = run_module(f"app.core.{module}", *arguments, patience=PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise PictureTooLarge from error
    if child.returncode:
        raise PictureTooLarge
    said: dict[str, Any] = json.loads(child.stdout)
    return said


_REFUSALS: dict[str, type[ParvisError]] = {"not a picture": NotAPicture, "too large": PictureTooLarge}

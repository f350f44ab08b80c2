"""Uploading: a file is looked at before it is kept, and a picture made anew."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.models import Person
from app.core import audit
from app.core.db import session
from app.core.errors import Invalid, ParvisError, Unavailable
from app.core.events import command, record
from app.core.folding import one_line
from app.core.media import ContentMismatch, KindNotTaken, UnfitFile, detect, safe_name, suffix_of
from app.core.pictures import NotAPicture, PictureTooLarge, draw_front, make_pictures
from app.core.scanning import Infected, ScannerAway, scan
from app.core.storage import FileTooLarge, StorageFull, Stored, identify, storage, write_down
from app.files.events import FileUploaded
from app.files.models import LONGEST_ALT, File
from app.files.quotas import QuotaReached, demand_room, take_room

MOST_MEGABYTES = 50
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LONGEST_FOUND = 100

REFUSALS = (UnfitFile, PictureTooLarge, FileTooLarge, QuotaReached, Infected, Unavailable)
"""What may become of a file that is sent, beside Invalid."""
_WORDS = {
    KindNotTaken: _l("Files of this kind are not taken: pictures, PDF, office documents, text, sound and film are."),
    ContentMismatch: _l("This file is not what its name says, or holds macros."),
    NotAPicture: _l("This picture is broken."),
    PictureTooLarge: _l("This picture has more pixels than can be opened here."),
    ScannerAway: _l("Files cannot be checked for viruses just now, so none are taken. Please try again later."),
    StorageFull: _l("There is no room left for files. Nothing was kept."),
}


@dataclass(frozen=True)
class Kept:
    """Where the bytes of a file went, and the smaller pictures of it."""

    name: str
    media_type: str
    whole: Stored
    large: Stored | None = None
    thumb: Stored | None = None
    width: int | None = None
    height: int | None = None


def upload_file(stream: IO[bytes], *, name: str, alt: str = "", actor: Person) -> File:
    """Take a file that hangs on nothing yet; after a day without that it is swept away.

    Its content is judged against its name. A picture is made anew, upright and without what the camera wrote into
    it; its name follows its form. Files of the same content share their bytes. Where the house has a virus scanner,
    it looks at the file first. Nothing stays of a refused one.

    Raises one of `REFUSALS`, and Invalid for an empty file or a too long alternative text.
    """
    words = checked_alt(alt)
    with _told(), TemporaryDirectory() as folder:
        sent = Path(folder) / "sent"
        if not write_down(stream, sent, MOST_BYTES):
            raise Invalid(file=_("This file is empty."))
        _scan(sent, name, actor=actor)
        kept = _keep(sent, safe_name(name), actor=actor)
    return _note(kept, words, actor=actor)


def is_described(media_type: str) -> bool:
    """Whether a file of this type shows or plays something that words can stand for."""
    return media_type.startswith(("image/", "audio/", "video/"))


def checked_alt(alt: str) -> str:
    """An alternative text on one line; raises Invalid."""
    visible = "".join(sign for sign in alt if unicodedata.category(sign) not in {"Cc", "Cs"} or sign.isspace())
    words = one_line(visible)
    if len(words) > LONGEST_ALT:
        raise Invalid(alt=_("At most %(most)d characters.", most=LONGEST_ALT))
    return words


def _scan(sent: Path, name: str, *, actor: Person) -> None:
    """Let the virus scanner look at it; what it finds is written into the audit log before it is refused."""
    try:
        scan(sent)
    except Infected as error:
        _note_infected(safe_name(name), error.found, actor=actor)
        words = _("This file holds a virus (%(found)s). It was not kept.", found=one_line(error.found)[:LONGEST_FOUND])
        raise Infected(str(words), found=error.found) from error


@command
def _note_infected(name: str, found: str, *, actor: Person) -> None:
    audit.write("file.infected", actor_id=actor.id, target=f"person:{actor.id}", name=name, found=found[:LONGEST_FOUND])


def _keep(sent: Path, name: str, *, actor: Person) -> Kept:
    kind = detect(sent, name)
    if kind.family != "picture":
        demand_room(identify(sent), actor=actor)
        front = draw_front(sent, sent.parent) if kind.family == "document" else None
        large, thumb = (_put(front.variants[size].path) if front else None for size in ("large", "thumb"))
        return Kept(name, kind.media_type, _put(sent), large, thumb)
    made = make_pictures(sent, sent.parent, whole=True).variants
    whole = made["whole"]
    demand_room(identify(whole.path), actor=actor)
    stored = {size: _put(variant.path) for size, variant in made.items()}
    return Kept(_renamed(name, whole.media_type), whole.media_type, **stored, width=whole.width, height=whole.height)


def _put(path: Path) -> Stored:
    with path.open("rb") as file:
        return storage().put(file, MOST_BYTES)


def _renamed(name: str, media_type: str) -> str:
    """The name with the suffix of the form the picture has now, unless it says so already."""
    suffix = f".{media_type.removeprefix('image/')}"
    return name if suffix_of(name) == suffix else Path(name).stem + suffix


@command
def _note(kept: Kept, alt: str, *, actor: Person) -> File:
    take_room(kept.whole, actor=actor)
    file = File(
        owner_id=actor.id,
        name=kept.name,
        alt=alt if is_described(kept.media_type) else "",
        media_type=kept.media_type,
        size=kept.whole.size,
        width=kept.width,
        height=kept.height,
        key=kept.whole.key,
        large_key=kept.large.key if kept.large else None,
        thumb_key=kept.thumb.key if kept.thumb else None,
    )
    session.add(file)
    session.flush()
    record(FileUploaded(file.id))
    return file


@contextmanager
def _told() -> Iterator[None]:
    """Give every refusal its words."""
    try:
        yield
    except FileTooLarge as error:
        raise FileTooLarge(_("This file is too large: %(most)d MB at most.", most=MOST_MEGABYTES)) from error
    except ParvisError as error:
        if type(error) in _WORDS:
            raise type(error)(str(_WORDS[type(error)])) from error
        raise
    except OSError as error:
        raise Unavailable(_("This cannot be saved just now. Please try again.")) from error

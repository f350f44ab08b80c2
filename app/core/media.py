"""What a file really is: its content against its name, within the list of what is taken."""

from __future__ import annotations

import mmap
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

import puremagic

from app.core.errors import ParvisError

Family = Literal["picture", "document", "text", "archive", "sound", "film"]

HEAD = 4096
MAX_NAME = 150
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_FILMED = re.compile(rb"V_(?:AV1|MPEG|MS|THEORA|UNCOMPRESSED|VP)")
_ALIASES = {".jpg": ".jpeg", ".jpe": ".jpeg", ".jfif": ".jpeg", ".heic": ".heif"} | {".oga": ".ogg", ".opus": ".ogg"}


class UnfitFile(ParvisError):
    """A file that is not taken."""

    status = 415


class KindNotTaken(UnfitFile):
    """Its name says it is of a kind that nobody may send."""


class ContentMismatch(UnfitFile):
    """It is not what its name says, is empty, or holds macros."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: how it is served, and what it serves for."""

    media_type: str
    family: Family


def detect(path: Path, name: str) -> Kind:
    """The kind of the file at `path` that was sent under `name`.

    A picture may bear the name of another kind of picture, as photos often do: its content counts. Raises
    KindNotTaken, ContentMismatch.
    """
    suffix = suffix_of(name)
    if suffix not in _TAKEN:
        raise KindNotTaken
    if path.stat().st_size == 0:
        raise ContentMismatch
    candidates = _PICTURES if suffix in _PICTURES else (suffix,)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for candidate in candidates:
            kind, is_such = _TAKEN[candidate]
            if is_such(content):
                return kind
    raise ContentMismatch


def suffix_of(name: str) -> str:
    """How a name ends, in lower case, of several ways to write it the one known here; "" without any."""
    suffix = PurePath(name).suffix.lower()
    return _ALIASES.get(suffix, suffix)


def safe_name(name: str) -> str:
    """A name of a file without folders, invisible signs or excess length, its suffix kept; never empty."""
    visible = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    last = PurePath(visible.replace("\\", "/")).name.strip(" .")
    path = PurePath(last or "file")
    suffix = path.suffix[:20]
    return path.name.removesuffix(path.suffix)[: MAX_NAME - len(suffix)] + suffix


Check = Callable[[mmap.mmap], bool]


def _signed(*suffixes: str) -> Check:
    """Known by its first bytes."""

    def check(content: mmap.mmap) -> bool:
        try:
            matches = puremagic.magic_string(content[:HEAD])
        except puremagic.PureError:
            return False
        return any(match.extension in suffixes for match in matches)

    return check


def _branded(*brands: bytes) -> Check:
    """An ISO media file of one of these brands."""
    return lambda content: content[4:8] == b"ftyp" and content[8:12].startswith(brands)


def _office(folder: bytes) -> Check:
    """An Office Open XML document: an archive with the right folder, and without macros."""

    def check(content: mmap.mmap) -> bool:
        needed = (b"[Content_Types].xml", folder)
        return _is_archive(content) and all(content.find(name) >= 0 for name in needed) and not _macros(content)

    return check


def _open_document(kind: str) -> Check:
    """An OpenDocument file says its type in plain letters at its beginning, before the next member."""
    said = f"mimetype{_OPEN}{kind}PK".encode()
    return lambda content: _is_archive(content) and content[30 : 30 + len(said)] == said


def _is_archive(content: mmap.mmap) -> bool:
    return content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def _is_old_office(content: mmap.mmap) -> bool:
    return content[:8] == _OLE and not _macros(content)


def _macros(content: mmap.mmap) -> bool:
    return any(content.find(name) >= 0 for name in _MACROS)


def _is_text(content: mmap.mmap) -> bool:
    """In whatever encoding people's programs write: no text holds the bytes that steer a terminal."""
    return content[:2] in _UTF16 or _NOT_TEXT.search(content) is None


def _is_mp3(content: mmap.mmap) -> bool:
    begins_frame = content[0] == 0xFF and len(content) > 1 and content[1] & 0xE6 in {0xE2, 0xE4, 0xE6}
    return content[:3] == b"ID3" or begins_frame


def _is_wave(content: mmap.mmap) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WAVE"


def _is_webm(content: mmap.mmap) -> bool:
    """Its header says so; other Matroska films, which browsers do not play, begin alike."""
    return content[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in content[:64]


def _is_heard_webm(content: mmap.mmap) -> bool:
    """The same without pictures, as browsers record a voice: none of its codecs are those of a film."""
    return _is_webm(content) and b"A_OPUS" in content[:HEAD] and _FILMED.search(content[:HEAD]) is None


_PICTURES: dict[str, tuple[Kind, Check]] = {
    ".png": (Kind("image/png", "picture"), _signed(".png")),
    ".jpeg": (Kind("image/jpeg", "picture"), _signed(".jpeg")),
    ".gif": (Kind("image/gif", "picture"), _signed(".gif")),
    ".webp": (Kind("image/webp", "picture"), _signed(".webp")),
    ".avif": (Kind("image/avif", "picture"), _branded(b"avif", b"avis")),
    ".heif": (Kind("image/heif", "picture"), _branded(b"hei", b"hev", b"mif1", b"msf1")),
}
_TAKEN: dict[str, tuple[Kind, Check]] = (
    _PICTURES
    | {
        ".pdf": (Kind("application/pdf", "document"), _signed(".pdf")),
        ".docx": (Kind(_OFFICE + "wordprocessingml.document", "document"), _office(b"word/")),
        ".xlsx": (Kind(_OFFICE + "spreadsheetml.sheet", "document"), _office(b"xl/")),
        ".pptx": (Kind(_OFFICE + "presentationml.presentation", "document"), _office(b"ppt/")),
        ".odt": (Kind(_OPEN + "text", "document"), _open_document("text")),
        ".ods": (Kind(_OPEN + "spreadsheet", "document"), _open_document("spreadsheet")),
        ".odp": (Kind(_OPEN + "presentation", "document"), _open_document("presentation")),
        ".doc": (Kind("application/msword", "document"), _is_old_office),
        ".xls": (Kind("application/vnd.ms-excel", "document"), _is_old_office),
        ".ppt": (Kind("application/vnd.ms-powerpoint", "document"), _is_old_office),
        ".txt": (Kind("text/plain", "text"), _is_text),
        ".md": (Kind("text/plain", "text"), _is_text),  # shown as it is written
        ".csv": (Kind("text/csv", "text"), _is_text),
        ".zip": (Kind("application/zip", "archive"), _is_archive),
        ".mp3": (Kind("audio/mpeg", "sound"), _is_mp3),
        ".m4a": (Kind("audio/mp4", "sound"), _branded(b"M4A", b"M4B", b"mp4", b"iso")),
        ".ogg": (Kind("audio/ogg", "sound"), lambda content: content[:4] == b"OggS"),
        ".wav": (Kind("audio/wav", "sound"), _is_wave),
        ".weba": (Kind("audio/webm", "sound"), _is_heard_webm),
        ".mp4": (Kind("video/mp4", "film"), _branded(b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash")),
        ".webm": (Kind("video/webm", "film"), _is_webm),
    }
)

MEDIA_TYPES = frozenset(kind.media_type for kind, _check in _TAKEN.values())
"""What the files that are taken may be."""

"""Photos: made anew from what people send, kept once, and taken away again."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.core.pictures import make_pictures
from app.core.storage import storage, write_down
from app.people import policy
from app.people.events import ProfileChanged
from app.people.models import Profile

MOST_BYTES = 20 * 1024 * 1024
WEBP, SVG = "image/webp", "image/svg+xml"


def set_photo(person: Person, stream: IO[bytes], *, actor: Person) -> None:
    """Give a person a photo, made anew without what the camera wrote into it. Oneself and the administration.

    Raises NotAPicture, PictureTooLarge, FileTooLarge.
    """
    demand(policy.can_edit(actor, person))
    with TemporaryDirectory() as folder:
        sent = Path(folder) / "sent"
        write_down(stream, sent, MOST_BYTES)
        made = make_pictures(sent, Path(folder))
        with made.variants["thumb"].path.open("rb") as small:
            stored = storage().put(small, MOST_BYTES)
    _keep_photo(person, stored.key, WEBP, actor=actor)


def set_portrait(person: Person, drawing: str, *, actor: Person) -> None:
    """Give a person a portrait drawn by ourselves, as SVG; never something that was sent."""
    demand(policy.can_edit(actor, person))
    stored = storage().put(io.BytesIO(drawing.encode()), MOST_BYTES)
    _keep_photo(person, stored.key, SVG, actor=actor)


@command
def remove_photo(person: Person, *, actor: Person) -> None:
    """Let initials stand for the person again; repeating changes nothing."""
    demand(policy.can_edit(actor, person))
    if person.photo is not None:
        _show(person, None)


@command
def _keep_photo(person: Person, key: str, media_type: str, *, actor: Person) -> None:
    demand(policy.can_edit(actor, person))  # again, for it may have changed while the picture was made
    profile = session.get_one(Profile, person.id)
    profile.photo_type = media_type
    _show(person, key)


def _show(person: Person, key: str | None) -> None:
    person.photo = key
    person.version += 1
    record(ProfileChanged(person.id))

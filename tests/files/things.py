"""What files put into the matrix's world, and what other rooms attach there."""

from __future__ import annotations

import io

from app.files.models import File
from app.files.services import upload_file
from tests.support.pictures import drawn
from tests.support.world import World


def furnish(world: World) -> None:
    """The member has sent a secret note and a picture, which hang on nothing."""
    note = send_note(world, "loose", author="member", is_secret=True)
    world.things["loose_file"] = str(note.id)
    picture = upload_file(drawn(), name="teal.png", actor=world.person("member"))
    world.things["loose_picture"] = str(picture.id)


def send_note(world: World, name: str, *, author: str, is_secret: bool) -> File:
    """A text with its name, both with the canary where they are secret."""
    secret = f"{world.canary} " if is_secret else ""
    words = io.BytesIO(f"{secret}a note".encode())
    return upload_file(words, name=f"{secret}{name}.txt", actor=world.person(author))

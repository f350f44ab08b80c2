"""What the files of groups put into the matrix’s world: in each group a folder with a file, and deleted ones."""

from __future__ import annotations

import io

from app.accounts.models import Person
from app.folders.models import Document
from app.folders.services import add_document, add_version, create_folder, delete_document, delete_folder
from tests.support.world import World

GROUPS = ("open_group", "closed_group", "secret_group", "guest_group")


def furnish(world: World) -> None:
    """In each group, by its owner, a folder with a document in two versions, and a deleted one of each."""
    owner = world.person("owner")
    for name in GROUPS:
        group = world.group(name)
        secret = f"{world.canary} " if name in {"closed_group", "secret_group"} else ""
        folder = create_folder(group, name=f"{secret}folder", actor=owner)
        document = add_document(group, _words(secret), name=f"{secret}plan.txt", folder=folder, actor=owner)
        add_version(document, _words(f"{secret}now"), name="later.txt", actor=owner)
        world.things |= {f"folder_in_{name}": str(folder.id), f"document_in_{name}": str(document.id)}
        world.things[f"filed_in_{name}"] = str(document.file_id)
        gone = add_document(group, _words(f"{secret}gone"), name=f"{secret}gone.txt", actor=owner)
        delete_document(gone, actor=owner)
        empty = create_folder(group, name=f"{secret}empty", actor=owner)
        delete_folder(empty, actor=owner)
        world.things |= {f"deleted_document_in_{name}": str(gone.id), f"deleted_folder_in_{name}": str(empty.id)}
        world.things[f"deleted_file_in_{name}"] = str(gone.file_id)


def put_document(world: World, name: str, *, actor: Person) -> Document:
    """Another secret folder of the group with a document in it that is renewed, as its members go on."""
    group, words = world.group(name), f"{world.canary} more"
    folder = create_folder(group, name=f"{words} of {actor.name}", actor=actor)
    document = add_document(group, _words(words), name=f"{words}.txt", folder=folder, actor=actor)
    add_version(document, _words(f"{words} now"), name="later.txt", actor=actor)
    return document


def _words(words: str) -> io.BytesIO:
    return io.BytesIO(f"{words} a plan".encode())

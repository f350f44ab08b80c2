"""Filing: putting documents among a group's files, giving them new versions, names and places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import IO
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.db import hold, session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.files.items import file_item
from app.files.models import File
from app.files.queries import get_loose_file
from app.files.services import keep_files, rename_file, upload_file
from app.folders import policy
from app.folders.attaching import holder_of
from app.folders.events import DocumentAdded, DocumentChanged
from app.folders.models import Document, Folder, Version
from app.folders.queries import find_namesake, get_version, tree_of
from app.folders.services.naming import document_name, free_name, hold_group
from app.groups.models import Group


class NameTaken(Conflict):
    """A file that was sent has the name of a document: it waits, hanging on nothing, for `settle_namesakes`."""

    def __init__(self, file: File, document: Document) -> None:
        super().__init__(_("There is a file called “%(name)s” here already.", name=document.name))
        self.file_id, self.document_id = file.id, document.id


def add_document(
    group: Group, stream: IO[bytes], *, name: str, folder: Folder | None = None, asks: bool = False, actor: Person
) -> Document:
    """Put a file among those of a group, in a folder or at the top. Members only.

    Where a document beside it has its name, it gets a number, or with `asks` NameTaken is raised. Raises what
    `upload_file` raises, and NotFound for a folder that was deleted meanwhile; what was sent then is swept away.
    """
    demand(policy.can_add(actor, group))
    file = upload_file(stream, name=name, actor=actor)
    namesake = find_namesake(file.name, group=group, folder=folder, viewer=actor) if asks else None
    if namesake is not None:
        raise NameTaken(file, namesake)
    return _file_document(group, file, folder, actor=actor)


@command
def settle_namesakes(
    group: Group, choices: Mapping[UUID, bool], *, folder: Folder | None = None, actor: Person
) -> None:
    """Let each file that waits be the new version of its namesake (True), or stand beside it under a number.

    Members only. One whose namesake is gone is filed as it is. Raises Invalid where a file waits no more.
    """
    demand(policy.can_add(actor, group))
    for file_id, renews in choices.items():
        try:
            file = get_loose_file(file_id, owner=actor)
        except NotFound:
            raise Invalid(file=_("This file is not there any more. Send it again.")) from None
        namesake = find_namesake(file.name, group=group, folder=folder, viewer=actor) if renews else None
        if namesake is not None:
            _take_version(namesake, file, actor=actor)
        else:
            _file_document(group, file, folder, actor=actor)


@command
def _file_document(group: Group, file: File, folder: Folder | None, *, actor: Person) -> Document:
    demand(policy.can_add(actor, group))
    hold_group(group.id)
    folder_id = _place(group.id, folder.id if folder else None)
    now = clock.now()
    document = Document(
        group_id=group.id,
        folder_id=folder_id,
        name=free_name(file.name, group_id=group.id, folder_id=folder_id),
        file_id=file.id,
        added_by_id=actor.id,
        added_at=now,
        changed_by_id=actor.id,
        changed_at=now,
    )
    session.add(document)
    session.flush()
    _keep_version(document, file, number=1, actor=actor)
    rename_file(file, name=document.name)
    record(DocumentAdded(document.id))
    return document


def add_version(document: Document, stream: IO[bytes], *, name: str, actor: Person) -> Version:
    """Let a document be this from now on; what it was stays among its versions. Members only.

    It keeps its name, with the suffix of what it is now. Raises what `upload_file` raises.
    """
    demand(policy.can_renew(actor, document))
    return _take_version(document, upload_file(stream, name=name, actor=actor), actor=actor)


@command
def _take_version(document: Document, file: File, *, actor: Person) -> Version:
    demand(policy.can_renew(actor, document))
    _hold(document, actor)
    version = _succeed(document, file, actor=actor)
    name = document_name(PurePath(document.name).stem, PurePath(file.name).suffix)
    document.name = free_name(name, group_id=document.group_id, folder_id=document.folder_id, but=document.id)
    rename_file(file, name=document.name)
    return version


@command
def restore_version(document: Document, number: int, *, actor: Person) -> Version:
    """Let a document be again what it was, as a new version. Members only; the present one again changes nothing.

    Raises NotFound for a version that there never was.
    """
    demand(policy.can_renew(actor, document))
    _hold(document, actor)
    former = get_version(document, number)
    if former.file_id == document.file_id:
        return get_version(document, document.number)
    version = _succeed(document, former.file, actor=actor)
    version.restored_from = number
    name = document_name(PurePath(document.name).stem, PurePath(former.file.name).suffix)
    document.name = free_name(name, group_id=document.group_id, folder_id=document.folder_id, but=document.id)
    return version


@command
def change_document(document: Document, *, name: str, folder_id: UUID | None, actor: Person) -> None:
    """Give a document this name and this folder (None for the top). For those who may tidy it up.

    Its suffix stays; where a document beside it has the name, it gets a number. Raises Invalid, and NotFound for a
    folder that is not the group's.
    """
    demand(policy.can_tidy(actor, document))
    _hold(document, actor)
    document.folder_id = _place(document.group_id, folder_id)
    wanted = document_name(name, PurePath(document.name).suffix)
    document.name = free_name(wanted, group_id=document.group_id, folder_id=folder_id, but=document.id)
    rename_file(document.file, name=document.name)
    record(DocumentChanged(document.id))


def _hold(document: Document, actor: Person) -> None:
    """Keep other writers off; raises NotFound for a document that was deleted or hidden from the actor meanwhile."""
    hold_group(document.group_id)
    hold(document)
    if document.deleted_at is not None or (document.hidden_at is not None and document.changed_by_id != actor.id):
        raise NotFound
    demand(document.hidden_at is None)


def _place(group_id: UUID, folder_id: UUID | None) -> UUID | None:
    if folder_id is not None and tree_of(group_id).get(folder_id) is None:
        raise NotFound
    return folder_id


def _succeed(document: Document, file: File, *, actor: Person) -> Version:
    document.number += 1
    document.file_id, document.changed_by_id, document.changed_at = file.id, actor.id, clock.now()
    record(DocumentChanged(document.id))
    session.flush()
    session.expire(document, ["file", "changed_by"])
    return _keep_version(document, file, number=document.number, actor=actor)


def _keep_version(document: Document, file: File, *, number: int, actor: Person) -> Version:
    if not keep_files(holder_of(document), [file_item(file)]):
        raise Invalid(file=_("This file is not there any more. Send it again."))
    version = Version(document_id=document.id, number=number, file_id=file.id, made_by_id=actor.id, made_at=clock.now())
    session.add(version)
    session.flush()
    return version

"""Naming: what folders and documents may be called, so that no two beside each other have the same name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from pathlib import PurePath
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.core.db import session
from app.core.errors import Invalid
from app.core.folding import fold, one_line
from app.core.media import MAX_NAME, safe_name
from app.folders.models import Document, Folder
from app.groups.models import Group

LONGEST = 100


def hold_group(group_id: UUID) -> None:
    """Let one writer at a time name things in a group, inside a command."""
    session.execute(select(Group.id).where(Group.id == group_id).with_for_update())


def checked_folder_name(name: str, beside: Iterable[Folder]) -> str:
    """The name of a folder on one line; raises Invalid for an empty or long one, and where one beside it has it."""
    tidy = one_line(name).strip(" .")
    if not 1 <= len(tidy) <= LONGEST or "/" in tidy:
        raise Invalid(name=_("A folder’s name has 1 to %(most)d characters and no slash.", most=LONGEST))
    if fold(tidy) in {fold(other.name) for other in beside}:
        raise Invalid(name=_("There is a folder of this name here already."))
    return tidy


def document_name(name: str, suffix: str) -> str:
    """What somebody calls a document, with the suffix of what it is; raises Invalid for no name at all."""
    tidy = one_line(name).strip(" .")
    if not tidy:
        raise Invalid(name=_("A file needs a name."))
    tidy = safe_name(tidy.replace("/", "-"))
    return tidy if PurePath(tidy).suffix.lower() == suffix.lower() else tidy[: MAX_NAME - len(suffix)] + suffix


def free_name(name: str, *, group_id: UUID, folder_id: UUID | None, but: UUID | None = None) -> str:
    """The name, or where a document beside it has it "name (2).pdf"; the caller holds the group."""
    path = PurePath(name)
    stem = path.name.removesuffix(path.suffix)
    beside = select(Document.name).where(
        Document.group_id == group_id, Document.folder_id.is_not_distinct_from(folder_id), Document.deleted_at.is_(None)
    )
    if but is not None:
        beside = beside.where(Document.id != but)
    taken = {fold(other) for other in session.scalars(beside)}
    others = (f"{stem[: MAX_NAME - 10 - len(path.suffix)]} ({number}){path.suffix}" for number in count(2))
    return next(one for one in chain([name], others) if fold(one) not in taken)

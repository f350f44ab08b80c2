"""What can be read of files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select, union

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.files import policy
from app.files.items import Item, file_item
from app.files.models import File


def get_file(file_id: UUID, *, viewer: Person) -> File:
    """A file the viewer may open; raises NotFound otherwise."""
    file = session.get(File, file_id)
    if file is None or not policy.can_see(viewer, file):
        raise NotFound
    return file


def list_own_files(file_ids: Sequence[UUID], *, owner: Person) -> list[File]:
    """Those of these files that are the owner's, in the order asked for."""
    own = {
        file.id: file for file in session.scalars(select(File).where(File.id.in_(file_ids), File.owner_id == owner.id))
    }
    return [own[file_id] for file_id in dict.fromkeys(file_ids) if file_id in own]


def list_files(file_ids: Sequence[str]) -> list[Item]:
    """What readers see of these files, in their order, for a thing that they hang on and the viewer has been shown."""
    found = session.scalars(select(File).where(File.id.in_([UUID(file_id) for file_id in file_ids])))
    items = {str(file.id): file_item(file) for file in found} if file_ids else {}
    return [items[file_id] for file_id in file_ids if file_id in items]


def keys_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents a file refers to."""
    columns = (File.key, File.large_key, File.thumb_key)
    found = session.scalars(union(*(select(column).where(column.in_(keys)) for column in columns)))
    return {key for key in found if key}

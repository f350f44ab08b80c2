"""What can be read of files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, union

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.files import policy
from app.files.hooks import Place, places_of
from app.files.items import Item, file_item
from app.files.models import Attachment, File, Holder
from app.files.quotas import own_files


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


def get_loose_file(file_id: UUID, *, owner: Person) -> File:
    """A file that its owner sent and that hangs on nothing yet; raises NotFound."""
    held = select(Attachment.file_id).where(Attachment.file_id == File.id).exists()
    file = session.scalar(select(File).where(File.id == file_id, File.owner_id == owner.id, ~held))
    if file is None:
        raise NotFound
    return file


class OwnFile(NamedTuple):
    """A file of the viewer's, and where it hangs as far as they see that."""

    file: File
    places: list[Place]


def list_largest(owner: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[OwnFile]:
    """The files that count for their owner, the largest first; those that hang only where they are no more are left
    out, which may leave a page with fewer.
    """
    page = paginate(select(File).where(own_files(owner)), by=(File.size, File.id), limit=limit, cursor=cursor)
    holders = _holders_by_file([file.id for file in page.items])
    all_holders = {holder for held in holders.values() for holder in held}
    places = {holder: place for found in places_of.ask(owner, all_holders) for holder, place in found.items()}
    own = [OwnFile(file, [places[one] for one in holders[file.id] if one in places]) for file in page.items]
    return Page([one for one in own if one.places or not holders[one.file.id]], page.next)


def _holders_by_file(file_ids: Sequence[UUID]) -> dict[UUID, list[Holder]]:
    holders: dict[UUID, list[Holder]] = {file_id: [] for file_id in file_ids}
    for held in session.scalars(select(Attachment).where(Attachment.file_id.in_(file_ids))):
        holders[held.file_id].append(Holder(held.holder_kind, held.holder_id))
    return holders


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

"""What can be read of a group's files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.orm.interfaces import LoaderOption

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.folding import fold
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.folders import policy
from app.folders.models import Document, Folder, Version
from app.folders.tree import Tree
from app.groups.models import Group
from app.groups.policy import can_keep, can_read

MOST_DELETED = 100

T = TypeVar("T", Document, Folder)


@dataclass(frozen=True)
class Deleted:
    """What can still be brought back, the latest first: folders with all that was in them, and single documents."""

    folders: Sequence[Folder]
    documents: Sequence[Document]


def get_tree(group: Group, *, viewer: Person) -> Tree:
    """The group's folders; raises Forbidden for who may not read the group."""
    demand(can_read(viewer, group))
    return tree_of(group.id)


def tree_of(group_id: UUID) -> Tree:
    """The group's folders, whoever asks."""
    there = (Folder.group_id == group_id, Folder.deleted_at.is_(None))
    return Tree(session.scalars(select(Folder).options(_who(Folder.made_by), joinedload(Folder.group)).where(*there)))


def get_folder(group: Group, folder_id: UUID, *, viewer: Person) -> Folder:
    """One of the group's folders; raises NotFound."""
    folder = get_tree(group, viewer=viewer).get(folder_id)
    if folder is None:
        raise NotFound
    return folder


def list_documents(
    group: Group,
    *,
    viewer: Person,
    folder: Folder | None = None,
    q: str = "",
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[Document]:
    """The documents right in a folder or at the top, by name; with `q`, those of all folders with that in their name.

    Raises Forbidden for who may not read the group.
    """
    demand(can_read(viewer, group))
    query = _documents().where(Document.group_id == group.id, policy.visible_to(viewer))
    if q.strip():
        query = query.where(Document.name.icontains(q.strip(), autoescape=True))
    else:
        query = query.where(Document.folder_id == folder.id if folder else Document.folder_id.is_(None))
    return paginate(query, by=(Document.name, Document.id), limit=limit, cursor=cursor, descending=False)


def get_document(group: Group, document_id: UUID, *, viewer: Person) -> Document:
    """A document of the group; raises NotFound, Forbidden for who may not read the group."""
    demand(can_read(viewer, group))
    return _the_one(Document.id == document_id, Document.group_id == group.id, policy.visible_to(viewer))


def find_document(document_id: UUID, *, viewer: Person) -> Document:
    """A document of any group that the viewer may read; raises NotFound."""
    return _the_one(Document.id == document_id, policy.visible_to(viewer))


def find_namesake(name: str, *, group: Group, folder: Folder | None, viewer: Person) -> Document | None:
    """The document of this name right in a folder or at the top, if the viewer may open it: so written, or nearly."""
    beside = Document.folder_id == folder.id if folder else Document.folder_id.is_(None)
    there = select(Document.id, Document.name).where(Document.group_id == group.id, beside)
    alike = [row for row in session.execute(there.where(policy.visible_to(viewer))) if fold(row.name) == fold(name)]
    nearest = min(alike, key=lambda row: row.name != name, default=None)
    return get_document(group, nearest.id, viewer=viewer) if nearest else None


def list_versions(
    document: Document, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Version]:
    """What the document was, the latest first; raises Forbidden for who may not read the group."""
    demand(can_read(viewer, document.group))
    query = select(Version).options(_who(Version.made_by), joinedload(Version.file))
    return paginate(
        query.where(Version.document_id == document.id),
        by=(Version.number, Version.file_id),
        limit=limit,
        cursor=cursor,
    )


def get_version(document: Document, number: int) -> Version:
    """One of the versions of a document that the caller has been shown; raises NotFound."""
    version = session.get(Version, (document.id, number))
    if version is None:
        raise NotFound
    return version


def list_deleted(group: Group, *, viewer: Person) -> Deleted:
    """What the viewer may bring back: for those who run the group everything, for others what they added."""
    demand(policy.can_add(viewer, group))
    keeps = can_keep(viewer, group)
    folders = select(Folder).options(_who(Folder.made_by), joinedload(Folder.group))
    folders = folders.where(Folder.group_id == group.id, Folder.deleted_with == Folder.id)
    gone = (Document.deleted_with == Document.id, Document.hidden_at.is_(None))
    documents = _documents().where(Document.group_id == group.id, *gone)
    if not keeps:
        folders = folders.where(Folder.made_by_id == viewer.id)
        documents = documents.where(Document.added_by_id == viewer.id)
    return Deleted(
        session.scalars(folders.order_by(Folder.deleted_at.desc()).limit(MOST_DELETED)).all(),
        session.scalars(documents.order_by(Document.deleted_at.desc()).limit(MOST_DELETED)).all(),
    )


def get_deleted_document(group: Group, document_id: UUID, *, viewer: Person) -> Document:
    """A document that was deleted by itself and that the viewer may bring back; raises NotFound."""
    demand(can_read(viewer, group))
    deleted = (Document.group_id == group.id, Document.deleted_with == Document.id, Document.hidden_at.is_(None))
    return _tidied(_the_one(Document.id == document_id, *deleted), viewer)


def get_deleted_folder(group: Group, folder_id: UUID, *, viewer: Person) -> Folder:
    """A folder that was deleted by itself and that the viewer may bring back; raises NotFound."""
    demand(can_read(viewer, group))
    folder = session.scalar(
        select(Folder).where(Folder.id == folder_id, Folder.group_id == group.id, Folder.deleted_with == Folder.id)
    )
    return _tidied(folder, viewer)


def hidden_among(ids: Collection[UUID]) -> set[UUID]:
    """Which of these are documents that moderation hid."""
    return set(session.scalars(select(Document.id).where(Document.id.in_(ids), Document.hidden_at.is_not(None))))


def is_empty(folder: Folder) -> bool:
    """Whether nothing is right in the folder, be it that moderation hid it."""
    inside = select(func.count()).where(Document.folder_id == folder.id, Document.deleted_at.is_(None))
    folders = select(func.count()).where(Folder.parent_id == folder.id, Folder.deleted_at.is_(None))
    return not session.scalar(select(inside.scalar_subquery() + folders.scalar_subquery()))


def _tidied(thing: T | None, viewer: Person) -> T:
    if thing is None or not policy.can_tidy(viewer, thing):
        raise NotFound
    return thing


def _the_one(*conditions: ColumnElement[bool]) -> Document:
    document = session.scalar(_documents().where(*conditions))
    if document is None:
        raise NotFound
    return document


def _documents() -> Select[Document]:
    shown = (_who(Document.added_by), _who(Document.changed_by), joinedload(Document.file), joinedload(Document.group))
    return select(Document).options(*shown)


def _who(person: InstrumentedAttribute[Person]) -> LoaderOption:
    """A name and a face, without roles in the house."""
    return joinedload(person).lazyload(Person.grants)

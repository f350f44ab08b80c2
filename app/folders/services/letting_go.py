"""Letting go: deleting documents and folders, bringing them back for a while, and forgetting them for good."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.events import command, record
from app.files.services import let_go
from app.folders import policy
from app.folders.attaching import holder_of
from app.folders.events import DocumentDeleted, DocumentRestored
from app.folders.models import Document, Folder, Version
from app.folders.queries import is_empty, tree_of
from app.folders.services.naming import checked_folder_name, free_name, hold_group

KEPT = timedelta(days=30)
"""How long what was deleted can be brought back; it takes up room until then, or until somebody removes it for good."""
EVERY = timedelta(hours=1)
AT_ONCE = 100


@command
def delete_document(document: Document, *, actor: Person) -> None:
    """Take a document away with all its versions; for a while it can be brought back. Repeating changes nothing."""
    demand(policy.can_tidy(actor, document))
    hold_group(document.group_id)
    if document.deleted_at is None:
        document.deleted_at, document.deleted_with = clock.now(), document.id
        record(DocumentDeleted(document.id))


@command
def undelete_document(document: Document, *, actor: Person) -> None:
    """Bring a deleted document back to where it was, or to the top where that is gone."""
    demand(policy.can_tidy(actor, document))
    hold_group(document.group_id)
    _bring_back(document)


@command
def delete_folder(folder: Folder, *, actor: Person) -> None:
    """Take a folder away with all that is in it; for a while it can be brought back. Repeating changes nothing."""
    demand(policy.can_delete_folder(actor, folder, is_empty=is_empty(folder)))
    hold_group(folder.group_id)
    tree = tree_of(folder.group_id)
    if tree.get(folder.id) is None:
        return
    ids = [one.id for one in tree.below(folder)]
    gone = {"deleted_at": clock.now(), "deleted_with": folder.id}
    inside = update(Document).where(Document.folder_id.in_(ids), Document.deleted_at.is_(None))
    for document_id in session.scalars(inside.values(**gone).returning(Document.id)).all():
        record(DocumentDeleted(document_id))
    session.execute(update(Folder).where(Folder.id.in_(ids)).values(**gone))


@command
def undelete_folder(folder: Folder, *, actor: Person) -> None:
    """Bring a deleted folder back with all that was deleted with it, to where it was, or to the top where that is gone.

    Raises Invalid where there is another of its name by now.
    """
    demand(policy.can_tidy(actor, folder))
    hold_group(folder.group_id)
    tree = tree_of(folder.group_id)
    parent = tree.get(folder.parent_id)
    checked_folder_name(folder.name, tree.inside(parent))
    there = {"deleted_at": None, "deleted_with": None}
    session.execute(update(Folder).where(Folder.deleted_with == folder.id, Folder.id != folder.id).values(**there))
    folder.deleted_at = folder.deleted_with = None
    folder.parent_id = parent.id if parent else None
    session.flush()
    for document in session.scalars(select(Document).where(Document.deleted_with == folder.id)).all():
        _bring_back(document)


@command
def remove_for_good(thing: Document | Folder, *, actor: Person) -> None:
    """Forget what was deleted, so that its room is free at once. Raises NotFound where it is not deleted."""
    demand(policy.can_tidy(actor, thing))
    hold_group(thing.group_id)
    if thing.deleted_with != thing.id:
        raise NotFound
    _forget([thing.id])


@command
def sweep_deleted() -> int:
    """Forget what was deleted too long ago to be brought back; how much. Repeating changes nothing."""
    before = clock.now() - KEPT
    old = [
        select(kind.deleted_with).where(kind.deleted_at < before, kind.deleted_with.is_not(None)).limit(AT_ONCE)
        for kind in (Document, Folder)
    ]
    gone = sorted({found for query in old for found in session.scalars(query) if found})
    groups = {group for kind in (Document, Folder) for group in session.scalars(_groups_of(kind, gone))}
    for group_id in sorted(groups):  # whoever brings something back at this moment is let through first
        hold_group(group_id)
    _forget(gone)
    return len(gone)


def _groups_of(kind: type[Document | Folder], roots: list[UUID]) -> Select[UUID]:
    return select(kind.group_id).where(kind.deleted_with.in_(roots)).distinct()


def _bring_back(document: Document) -> None:
    if document.deleted_at is None:
        return
    folder = tree_of(document.group_id).get(document.folder_id)
    document.folder_id = folder.id if folder else None
    document.name = free_name(document.name, group_id=document.group_id, folder_id=document.folder_id, but=document.id)
    document.deleted_at = document.deleted_with = None
    session.flush()
    record(DocumentRestored(document.id))


def _forget(roots: list[UUID]) -> None:
    """Forget everything that was deleted with these, and let its files go."""
    documents = session.scalars(select(Document).where(Document.deleted_with.in_(roots))).all()
    ids, holders = [document.id for document in documents], [holder_of(document) for document in documents]
    session.execute(delete(Version).where(Version.document_id.in_(ids)))
    session.execute(delete(Document).where(Document.id.in_(ids)))
    session.execute(delete(Folder).where(Folder.deleted_with.in_(roots)))
    for holder in holders:
        let_go(holder)

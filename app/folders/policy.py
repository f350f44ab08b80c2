"""Who may read and keep order among a group's files: readers read, members add, those who run the group tidy up."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.accounts.models import Person
from app.folders.models import Document, Folder
from app.groups.models import Group
from app.groups.policy import can_keep, can_post, is_alive, stands_in_readable

Thing = Document | Folder


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The documents the viewer may open now, as a filter: those of the groups that they may read.

    One that moderation hid stays visible to who gave it its present version.
    """
    readable = stands_in_readable(Document.group_id, viewer)
    shown = or_(Document.hidden_at.is_(None), Document.changed_by_id == viewer.id)
    return and_(Document.deleted_at.is_(None), shown, readable)


def can_add(actor: Person, group: Group) -> bool:
    """Whoever may publish in the group adds files, versions and folders: its members, unless it only announces."""
    return can_post(actor, group)


def can_renew(actor: Person, document: Document) -> bool:
    """Whoever may add files gives a document new versions, unless moderation hid it."""
    return document.hidden_at is None and can_add(actor, document.group)


def can_tidy(actor: Person, thing: Thing) -> bool:
    """Those who run the group rename, move and delete everything, and members what they added themselves.

    In an archived group everything stays as it is, and everywhere what moderation hid.
    """
    if isinstance(thing, Document) and thing.hidden_at is not None:
        return False
    maker_id = thing.added_by_id if isinstance(thing, Document) else thing.made_by_id
    tidies = can_keep(actor, thing.group) or (maker_id == actor.id and can_post(actor, thing.group))
    return tidies and is_alive(thing.group)


def can_delete_folder(actor: Person, folder: Folder, *, is_empty: bool) -> bool:
    """Those who run the group; whoever made it as long as nothing is in it."""
    return can_tidy(actor, folder) and (is_empty or can_keep(actor, folder.group))

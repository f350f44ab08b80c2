"""Who may read what a group knows, and write it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.accounts.models import Person
from app.groups import policy as groups
from app.groups.models import Group
from app.knowledge.models import KnowledgePage


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The pages the viewer may read, as a filter for any query: those of the groups they read."""
    in_groups = groups.stands_in_readable(KnowledgePage.group_id, viewer)
    return and_(standing_for(viewer), in_groups)


def standing_for(viewer: Person) -> ColumnElement[bool]:
    """The pages neither deleted nor hidden from the viewer, for queries that pick the group themselves.

    One that moderation hid stays visible to who wrote it as it reads now.
    """
    shown = or_(KnowledgePage.hidden_at.is_(None), KnowledgePage.editor_id == viewer.id)
    return and_(KnowledgePage.deleted_at.is_(None), shown)


def can_write(actor: Person, group: Group) -> bool:
    """Members write new pages."""
    return groups.can_post(actor, group)


def can_edit(actor: Person, page: KnowledgePage) -> bool:
    """Members change pages, but for those that their owners and moderators keep, and those that moderation hid."""
    if page.hidden_at is not None:
        return False
    return can_keep(actor, page) if page.is_for_keepers else can_write(actor, page.group)


def can_keep(actor: Person, page: KnowledgePage) -> bool:
    """Owners and moderators say who changes a page."""
    return page.hidden_at is None and groups.can_keep(actor, page.group)


def can_delete(actor: Person, page: KnowledgePage) -> bool:
    """Owners and moderators, and who first wrote it while they may change it; the start page stays."""
    if page.is_start:
        return False
    return can_keep(actor, page) or (page.author_id == actor.id and can_edit(actor, page))

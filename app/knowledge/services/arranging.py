"""Where pages stand, who changes them, and taking them away."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import hold, session
from app.core.errors import Conflict, NotFound, demand
from app.core.events import command, record
from app.groups.policy import can_keep, can_read
from app.knowledge import policy
from app.knowledge.events import KnowledgePageChanged
from app.knowledge.models import KnowledgePage
from app.knowledge.services.linking import keys_of, link_anew
from app.knowledge.services.locking import lock_seen
from app.knowledge.services.placing import checked_parent, last_position


@command
def move_page(page: KnowledgePage, parent: KnowledgePage | None, *, actor: Person) -> None:
    """Let a page stand under another one, or by itself, behind those there; where it stands already, nothing changes.

    Raises Forbidden where the actor may not change it, Invalid where it cannot stand there.
    """
    lock_seen(page, actor=actor)
    demand(policy.can_edit(actor, page))
    parent_id = checked_parent(parent, page.group, page)
    if parent_id != page.parent_id:
        page.parent_id, page.position = parent_id, last_position(page.group) + 1
        record(KnowledgePageChanged(page.id, actor.id))


@command
def shift_page(page: KnowledgePage, *, up: bool, actor: Person) -> None:
    """Let a page change places with the one before or behind it; the first and the last stay where they are."""
    lock_seen(page, actor=actor)
    demand(policy.can_edit(actor, page) and not page.is_start)
    order = KnowledgePage.position.desc() if up else KnowledgePage.position
    is_beyond = KnowledgePage.position < page.position if up else KnowledgePage.position > page.position
    beside = select(KnowledgePage).where(
        KnowledgePage.group_id == page.group_id,
        KnowledgePage.parent_id == page.parent_id if page.parent_id else KnowledgePage.parent_id.is_(None),
        KnowledgePage.deleted_at.is_(None),
        KnowledgePage.is_start.is_(False),
        is_beyond,
    )
    other = session.scalar(beside.order_by(order).limit(1))
    if other is not None:
        page.position, other.position = other.position, page.position
        record(KnowledgePageChanged(page.id, actor.id))


@command
def guard_page(page: KnowledgePage, *, is_for_keepers: bool, actor: Person) -> None:
    """Say whether only owners and moderators change a page; repeating changes nothing. Owners and moderators only."""
    lock_seen(page, actor=actor)
    demand(policy.can_keep(actor, page))
    if page.is_for_keepers != is_for_keepers:
        page.is_for_keepers = is_for_keepers
        record(KnowledgePageChanged(page.id, actor.id))


@command
def delete_page(page: KnowledgePage, *, actor: Person) -> None:
    """Take a page away; what stood under it stands by itself until it is back. See `policy.can_delete`."""
    lock_seen(page, actor=actor)
    demand(policy.can_delete(actor, page))
    page.deleted_at, page.deleted_by = clock.now(), actor.id
    if page.author_id != actor.id:
        audit.write("knowledge_page.deleted", actor_id=actor.id, target=f"knowledge_page:{page.id}")
    link_anew(page.group, keys_of(page))
    record(KnowledgePageChanged(page.id, actor.id))


@command
def undelete_page(page: KnowledgePage, *, actor: Person) -> None:
    """Bring a page back where it stood; repeating changes nothing. Who deleted it, and owners and moderators.

    Raises NotFound for anybody else, Conflict where another page has its title by now.
    """
    hold(page.group)
    hold(page)
    if page.group.deleted_at is not None or not can_read(actor, page.group):
        raise NotFound
    if page.deleted_at is None:
        return
    if page.deleted_by != actor.id and not can_keep(actor, page.group):
        raise NotFound
    same = KnowledgePage.group_id == page.group_id, KnowledgePage.key == page.key, KnowledgePage.deleted_at.is_(None)
    if session.scalar(select(KnowledgePage.id).where(*same)) is not None:
        raise Conflict(_("Another page of the group has this title."))
    page.deleted_at = page.deleted_by = None
    link_anew(page.group, keys_of(page))
    record(KnowledgePageChanged(page.id, actor.id))

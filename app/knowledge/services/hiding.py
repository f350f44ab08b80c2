"""Hiding a page from everybody but who wrote it as it reads, as moderation decided, and showing it again."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.policy import can_hide
from app.core import clock
from app.core.db import hold
from app.core.errors import demand
from app.core.events import command, record
from app.knowledge.events import KnowledgePageHidden, KnowledgePageRestored
from app.knowledge.models import KnowledgePage


@command
def hide_page(page: KnowledgePage, *, actor: Person) -> None:
    """Hide a page and its versions from everybody but its latest writer; repeating changes nothing. Moderation only.

    Its title stays taken: it is to come back where the decision is overturned.
    """
    demand(can_hide(actor))
    hold(page.group)
    hold(page)
    if page.hidden_at is None:
        page.hidden_at = clock.now()
        record(KnowledgePageHidden(page.id))


@command
def restore_page(page: KnowledgePage, *, actor: Person) -> None:
    """Show a hidden page again; repeating changes nothing. Moderation only."""
    demand(can_hide(actor))
    hold(page.group)
    hold(page)
    if page.hidden_at is not None:
        page.hidden_at = None
        record(KnowledgePageRestored(page.id))

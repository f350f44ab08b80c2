"""Hiding a document from everybody but who gave it its version, as moderation decided, and showing it again."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.policy import can_hide
from app.core import clock
from app.core.db import hold
from app.core.errors import demand
from app.core.events import command, record
from app.folders.events import DocumentHidden, DocumentRestored
from app.folders.models import Document
from app.folders.services.naming import hold_group


@command
def hide_document(document: Document, *, actor: Person) -> None:
    """Hide a document with all its versions from everybody but who gave it its present one; moderation only.

    Repeating changes nothing.
    """
    demand(can_hide(actor))
    hold_group(document.group_id)
    hold(document)
    if document.hidden_at is None:
        document.hidden_at = clock.now()
        record(DocumentHidden(document.id))


@command
def show_document(document: Document, *, actor: Person) -> None:
    """Show a hidden document again; repeating changes nothing. Moderation only."""
    demand(can_hide(actor))
    hold_group(document.group_id)
    hold(document)
    if document.hidden_at is not None:
        document.hidden_at = None
        record(DocumentRestored(document.id))

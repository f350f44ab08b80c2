"""Live drafts: what somebody writes on one device is told to their other ones, and to nobody else."""

from __future__ import annotations

from flask import Flask

from app.core.events import on_live
from app.drafts.events import DraftChanged
from app.drafts.queries import find_draft
from app.drafts.schemas import DraftSchema
from realtime.sockets import room_of, sockets

_draft = DraftSchema()


def register(app: Flask) -> None:
    """Listen to drafts."""
    on_live(app, DraftChanged, tell_draft)


def tell_draft(fact: DraftChanged) -> None:
    """Give a draft as it is now to its author's own pages."""
    own = room_of("person", fact.person_id)
    draft = find_draft(fact.person_id, fact.place) if sockets().has_somebody(own) else None
    if draft is not None:
        sockets().send("draft.changed", _draft.dump(draft), to=own)

"""Putting approved words into the library, and saying when they may be used."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.decisions.models import Kind, Proposal
from app.outreach import policy
from app.outreach.events import ItemApproved
from app.outreach.models import LibraryItem

SHELVED = frozenset({Kind.CONTENT, Kind.WORDING})
"""The kinds of proposal whose words are meant to be published; the others only bind the house."""


@command
def shelve(proposal: Proposal) -> LibraryItem | None:
    """Keep the words that a committee has just approved; doing it again for the same words changes nothing."""
    if proposal.kind not in SHELVED:
        return None
    known = select(LibraryItem).where(
        LibraryItem.proposal_id == proposal.id, LibraryItem.content_hash == proposal.content_hash
    )
    item = session.scalar(known)
    if item is None:
        item = LibraryItem(
            proposal_id=proposal.id,
            content_hash=proposal.content_hash,
            title=proposal.title,
            body=proposal.body,
            file_ids=list(proposal.file_ids),
            post_id=proposal.post_id,
        )
        session.add(item)
        session.flush()
        record(ItemApproved(item.id, proposal.id))
    return item


@command
def set_terms(
    item: LibraryItem, *, embargo_until: datetime | None, valid_until: datetime | None, actor: Person
) -> None:
    """Say from when and until when the words may go out; checked once more before each sending. Communication only."""
    demand(policy.can_publish(actor))
    if embargo_until and valid_until and embargo_until >= valid_until:
        raise Invalid(valid_until=_("The end comes after the embargo."))
    item.embargo_until, item.valid_until = embargo_until, valid_until
    audit.write(
        "outreach.terms_set",
        actor_id=actor.id,
        target=f"library_item:{item.id}",
        embargo_until=embargo_until,
        valid_until=valid_until,
    )

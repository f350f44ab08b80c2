"""Checking: what stands in the way of approved words, at scheduling and once more just before sending."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.core.errors import Conflict, Invalid
from app.core.house import base_url
from app.decisions.contents import hash_of
from app.decisions.models import State as ProposalState
from app.decisions.policy import is_guarded
from app.feed.items import read_labels
from app.files.queries import list_files
from app.outreach.guardrails import Finding, examine
from app.outreach.models import Channel, LibraryItem
from app.outreach.reasons import FOUND_WORDS, WORDS, Reason

STANDING = frozenset({ProposalState.APPROVED, ProposalState.SCHEDULED, ProposalState.PUBLISHED, ProposalState.MEASURED})
PUBLIC_PATHS = ("/public/", "/l/")
SETTLED = frozenset({"confirmed", "outdated"})
"""Labels of rumours that are no obstacle any more."""


def findings_in(item: LibraryItem) -> list[Finding]:
    """What the guard rails find in the words, and in what its pictures are said to show."""
    pictures = [file for file in list_files(item.file_ids) if file["width"]] if item.file_ids else []
    text = "\n".join([item.title, item.body, *(picture["alt"] for picture in pictures)])
    return examine(text, own_host=urlsplit(base_url()).netloc, public_paths=PUBLIC_PATHS)


def obstacles(item: LibraryItem, *, at: datetime) -> list[Reason]:
    """Why the words may not go out at that time; nothing where they may."""
    proposal = item.proposal
    found = []
    approved = {item.content_hash, proposal.content_hash, hash_of(item.title, item.body, item.file_ids)}
    if len(approved) > 1:
        found.append(Reason.WORDS_CHANGED)
    if proposal.state not in STANDING:
        found.append(Reason.TAKEN_BACK)
    if item.valid_until and item.valid_until <= at:
        found.append(Reason.EXPIRED)
    if item.embargo_until and item.embargo_until > at:
        found.append(Reason.EMBARGO)
    found += _obstacles_at_source(item)
    if any(finding.is_blocking for finding in findings_in(item)):
        found.append(Reason.FINDINGS)
    return found


def _obstacles_at_source(item: LibraryItem) -> list[Reason]:
    post = item.proposal.post
    if post is None:
        return []
    found = []
    if post.deleted_at or post.hidden_at or (post.group and post.group.deleted_at):
        found.append(Reason.SOURCE_GONE)
    if is_guarded(item.proposal):
        found.append(Reason.SOURCE_GUARDED)
    if any(label["state"] not in SETTLED for label in read_labels([post.id]).get(post.id, [])):
        found.append(Reason.SOURCE_RUMOUR)
    return found


def demand_clear(item: LibraryItem, channel: Channel, *, at: datetime) -> None:
    """Raise Invalid for words that must not leave the house, Conflict for any other obstacle."""
    for finding in findings_in(item):
        if finding.is_blocking:
            raise Invalid(item_id=_("%(why)s (“%(excerpt)s”)", why=FOUND_WORDS[finding.rule], excerpt=finding.excerpt))
    if item.channels and channel.kind not in item.channels:
        raise Conflict(str(WORDS[Reason.NOT_FOR_CHANNEL]))
    for reason in obstacles(item, at=at):
        raise Conflict(str(WORDS[reason]))

"""Previewing: one function makes what the preview shows, what is counted and what is sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from app.core.db import session
from app.core.house import absolute
from app.outreach.channels import connect
from app.outreach.connectors import Count, Rendering, Words
from app.outreach.models import Channel, LibraryItem, Publication, TrackedLink
from app.outreach.pictures import pictures_of
from app.outreach.wording import OWN_PAGE, as_html, targets_of

CODE_LENGTH = 10


@dataclass(frozen=True)
class Preview:
    """An item as it goes out on a channel."""

    channel: Channel
    rendering: Rendering
    counts: Sequence[Count]
    problems: Sequence[str]
    codes: Mapping[str, str]
    """The code of the tracked link for each place the text leads to."""


def preview(item: LibraryItem, channel: Channel, publication: Publication | None = None) -> Preview:
    """What is sent, or will be if it is scheduled now: the codes of its links are known beforehand."""
    codes = _codes_of(publication) if publication else _next_codes(item, channel)
    connector = connect(channel)
    addresses = {target: absolute(f"/l/{code}") for target, code in codes.items()}
    rendering = connector.render(Words(item.title, item.body, addresses, pictures_of(item)))
    return Preview(channel, rendering, connector.count(rendering), connector.validate(rendering), codes)


def own_page(publication_id: UUID) -> str:
    """The public page of a publication."""
    return f"/public/{publication_id}"


def page_html(publication: Publication) -> str:
    """The words as that page shows them: whoever follows a link there is counted as in the feeds."""
    addresses = {target: f"/l/{code}" for target, code in _codes_of(publication).items() if target != OWN_PAGE}
    return as_html(publication.item.body, addresses)


def _codes_of(publication: Publication) -> dict[str, str]:
    links = session.execute(
        select(TrackedLink.target, TrackedLink.code).where(TrackedLink.publication_id == publication.id)
    )
    page = own_page(publication.id)
    return {OWN_PAGE if target == page else target: code for target, code in links}


def _next_codes(item: LibraryItem, channel: Channel) -> dict[str, str]:
    """Drawn from the secret key, so that a preview needs to keep nothing; each publication gets others."""
    earlier = select(func.count()).where(Publication.item_id == item.id, Publication.channel_id == channel.id)
    number = session.scalar(earlier) or 0
    return {target: _code(f"{item.id}:{channel.id}:{number}:{target}") for target in targets_of(item.body)}


def _code(name: str) -> str:
    digest = hmac.digest(str(current_app.secret_key).encode(), f"tracked link {name}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:CODE_LENGTH]

"""Channels, previews and publications as the interface gives them: plain items of JSON's kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from flask_babel import gettext as _

from app.core import clock
from app.core.db import session
from app.core.house import absolute, base_url
from app.core.sealing import Unsealable
from app.files.queries import list_files
from app.outreach import queries
from app.outreach.channels import shown_config
from app.outreach.checking import findings_in, obstacles
from app.outreach.models import Channel, LibraryItem, Publication
from app.outreach.previewing import Preview, preview
from app.outreach.reasons import FOUND_WORDS, WORDS

Item = dict[str, Any]

COLUMNS = (
    *("id", "item_id", "channel_id", "state", "reason", "detail", "scheduled_at", "published_at"),
    *("content_hash", "payload_hash", "removed_at", "figures_at"),
)


def channel_item(channel: Channel) -> Item:
    """A channel without its secrets."""
    try:
        config = shown_config(channel)
    except Unsealable:
        config = {}
    columns = ("id", "kind", "name", "department_id", "account", "access", "problem", "checked_at")
    return {column: getattr(channel, column) for column in columns} | {"config": config}


def preview_item(seen: Preview) -> Item:
    """A preview with the bytes that will be sent."""
    return {
        "channel_id": seen.channel.id,
        "kind": seen.channel.kind,
        "text": seen.rendering.text,
        "payload": seen.rendering.payload.decode(),
        "payload_hash": seen.rendering.digest,
        "counts": seen.counts,
        "problems": seen.problems,
    }


def previews(item: LibraryItem, channels: Sequence[Channel]) -> Item:
    """An item on each of the channels, and what the checks have found."""
    return {
        "content_hash": item.content_hash,
        "items": [preview_item(preview(item, channel)) for channel in channels],
        "checks": checks(item),
    }


def checks(item: LibraryItem) -> list[Item]:
    """What stands in the way, or should be thought about, the blocking first."""
    standing = [
        {"rule": str(reason), "message": str(WORDS[reason]), "excerpt": "", "blocking": True}
        for reason in obstacles(item, at=clock.now())
        if reason != "findings"
    ]
    found = [
        {
            "rule": str(finding.rule),
            "message": str(FOUND_WORDS[finding.rule]),
            "excerpt": finding.excerpt,
            "blocking": finding.is_blocking,
        }
        for finding in findings_in(item)
    ]
    return standing + found + _silent_pictures(item)


def _silent_pictures(item: LibraryItem) -> list[Item]:
    message = str(_("Nothing says what this picture shows. Its author can add that to the post."))
    silent = [file for file in list_files(item.file_ids) if file["width"] and not file["alt"]]
    return [{"rule": "alt", "message": message, "excerpt": file["name"], "blocking": False} for file in silent]


def publication_item(publication: Publication) -> Item:
    """A publication with its figures, links and journal."""
    session.refresh(publication)
    links = queries.list_links(publication)
    return {column: getattr(publication, column) for column in COLUMNS} | {
        "kind": publication.channel.kind,
        "url": address_of(publication),
        "links": [
            {"url": absolute(f"/l/{link.code}"), "target": urljoin(base_url() + "/", link.target)} for link in links
        ],
        "figures": figures_of(publication),
        "journal": queries.list_journal(publication),
    }


def address_of(publication: Publication) -> str | None:
    """Where people outside read it."""
    return urljoin(base_url() + "/", publication.remote_url) if publication.remote_url else None


def figures_of(publication: Publication) -> dict[str, int]:
    """The network's figures and our own clicks."""
    counted = queries.clicks_of([publication.id]).get(publication.id)
    clicks = {"clicks": counted.clicks, "visitors": counted.visitors} if counted else {"clicks": 0, "visitors": 0}
    return {**clicks, **publication.figures}

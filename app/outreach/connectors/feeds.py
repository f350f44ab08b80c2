"""The house's own Atom and JSON feeds: readers come and fetch, so an entry is out exactly once by construction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.outreach import wording
from app.outreach.connectors import Account, Capabilities, Count, Found, Picture, Published, Rendering, Words
from app.outreach.counting import graphemes


class Feeds:
    """The feeds that this house serves; publishing is nothing but the publication's state."""

    name = lazy_gettext("Atom and JSON feeds")
    secrets: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()

    def capabilities(self) -> Capabilities:
        return Capabilities(figures=self.figures, safe_resend=timedelta.max)

    def render(self, words: Words) -> Rendering:
        """The entry as it will stand in both feeds, but for its address and date."""
        text = wording.as_text(words.body, words.addresses)
        entry = {
            "title": words.title,
            "content_html": wording.as_html(words.body, words.addresses) + _drawn(words.pictures),
            "content_text": text,
        }
        if words.pictures:
            entry["image"] = words.pictures[0].url
        payload = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return Rendering(payload, hashlib.sha256(payload).hexdigest(), text)

    def count(self, rendering: Rendering) -> Sequence[Count]:
        return [Count(_("Characters, without a limit"), graphemes(rendering.text), None)]

    def validate(self, rendering: Rendering) -> Sequence[str]:  # noqa: ARG002 (a feed takes everything)
        return []

    def reserve_key(self, publication_id: UUID, number: int) -> str:
        return f"{publication_id}:{number}"

    def publish(self, payload: bytes, key: str) -> Published:  # noqa: ARG002 (the state is what publishes)
        return Published(*_place(key))

    def reconcile(self, payload: bytes, key: str, *, since: datetime) -> Found:  # noqa: ARG002 (it is where we say)
        return Found(*_place(key))

    def fetch_figures(self, remote_id: str) -> Mapping[str, int] | None:  # noqa: ARG002 (nobody counts readers)
        return None

    def delete(self, remote_id: str) -> bool:  # noqa: ARG002 (leaving the state published is enough)
        return True

    def check_auth(self) -> Account:
        return Account("/public/feed.atom")


def _drawn(pictures: Sequence[Picture]) -> str:
    return "".join(f'\n<p><img src="{escape(one.url)}" alt="{escape(one.alt)}"></p>' for one in pictures)


def _place(key: str) -> tuple[str, str]:
    publication_id = key.partition(":")[0]
    return publication_id, f"/public/{publication_id}"

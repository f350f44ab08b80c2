"""Mastodon, and what speaks its API: statuses with an Idempotency-Key, found again by our tracked link."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.core.errors import NotFound
from app.core.fetching import Client, FetchError, Lost, Refused, Response
from app.outreach import wording
from app.outreach.connectors import (
    LONGEST_ADDRESS,
    LONGEST_ID,
    Absent,
    Account,
    AuthNeeded,
    CannotTell,
    Capabilities,
    Count,
    Found,
    Outcome,
    Published,
    Rejected,
    Rendering,
    Retry,
    Sighting,
    Unknown,
    Words,
    told,
)
from app.outreach.counting import mastodon_length

TIMEOUT = 15.0
PICTURE_TIMEOUT = 60.0
LIMITS = {"characters": 500, "url": 23, "pictures": 4}
FIGURES = {"favourites": "favourites_count", "boosts": "reblogs_count", "replies": "replies_count"}
SAFE_RESEND = timedelta(minutes=50)  # the network keeps a key for about an hour
SOON = timedelta(seconds=10)
LOOK_BACK = 40  # the longest page of statuses it gives
_TRACKED = re.compile(r"/l/\w+")
_CLOCKS_DIFFER = timedelta(minutes=5)


class Mastodon:
    """One account on one instance."""

    name = lazy_gettext("Mastodon")
    secrets = frozenset({"access_token"})
    figures = frozenset(FIGURES)

    def __init__(
        self,
        client: Client,
        instance_url: str,
        access_token: str,
        limits: Mapping[str, int],
        content_of: Callable[[str], bytes],
    ) -> None:
        """`content_of` gives the bytes of a picture by its key; it raises NotFound."""
        self._client = client
        self._content_of = content_of
        self._root = instance_url.rstrip("/")
        self._token = access_token
        self._limits = LIMITS | dict(limits)

    def capabilities(self) -> Capabilities:
        return Capabilities(figures=self.figures, safe_resend=SAFE_RESEND)

    def render(self, words: Words) -> Rendering:
        """The status and which bytes go with it; the title stays in the house, for a status has none."""
        text = wording.as_text(words.body, words.addresses)
        status: dict[str, Any] = {"status": text, "visibility": "public"}
        if words.pictures:
            status["pictures"] = [{"sha256": one.key, "type": one.media_type, "alt": one.alt} for one in words.pictures]
        payload = json.dumps(status, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return Rendering(payload, hashlib.sha256(payload).hexdigest(), text)

    def count(self, rendering: Rendering) -> Sequence[Count]:
        url = self._limits["url"]
        explanation = _("Characters; a link counts %(url)d, a mention without its server", url=url)
        used = mastodon_length(rendering.text, url_length=url)
        counts = [Count(explanation, used, self._limits["characters"])]
        pictures = len(json.loads(rendering.payload).get("pictures", []))
        return [*counts, Count(_("Pictures"), pictures, self._limits["pictures"])] if pictures else counts

    def validate(self, rendering: Rendering) -> Sequence[str]:
        text, *pictures = self.count(rendering)
        said = [(text, _("%(used)d characters, where %(limit)d fit.", used=text.used, limit=text.limit))]
        said += [
            (one, _("%(used)d pictures, where %(limit)d fit.", used=one.used, limit=one.limit)) for one in pictures
        ]
        return [words for count, words in said if count.limit is not None and count.used > count.limit]

    def reserve_key(self, publication_id: UUID, number: int) -> str:
        return f"parvis-{publication_id}-{number}"

    def publish(self, payload: bytes, key: str) -> Outcome:
        """Pictures go first; the network throws away those of an attempt that ends there."""
        content, media = json.loads(payload), []
        for picture in content.pop("pictures", []):
            sent = self._send_picture(picture)
            if not isinstance(sent, str):
                return sent
            media.append(sent)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        body = json.dumps(content | {"media_ids": media}).encode() if media else payload
        try:
            answer = self._ask("POST", "/api/v1/statuses", body=body, headers=headers)
        except Refused as error:
            return Rejected(str(error))
        except Lost as error:
            return Unknown(str(error))
        except FetchError as error:  # no connection: nothing was sent
            return Retry(str(error))
        return self._outcome(answer)

    def _outcome(self, answer: Response) -> Outcome:
        if answer.ok:
            try:
                status = answer.json()
                return Published(_id_of(status), _address(status))
            except (LookupError, TypeError, ValueError):
                return Unknown(f"{answer.status}, but no status")
        reason = _reason(answer)
        if answer.status in {401, 403}:
            return AuthNeeded(reason)
        if answer.status == 429:
            return Retry(reason, _wait(answer))
        return Unknown(reason) if answer.status >= 500 or answer.status == 408 else Rejected(reason)

    def _send_picture(self, picture: Mapping[str, str]) -> str | Outcome:
        """The network's name for a picture, or why there is none; nothing is published by it."""
        try:
            file = ("picture.webp", self._content_of(picture["sha256"]), picture["type"])
            fields = {"file": file, "description": picture["alt"]}
            answer = self._ask("POST", "/api/v2/media", fields=fields, timeout=PICTURE_TIMEOUT)
        except NotFound:
            return Rejected(_("A picture is lost."))
        except Refused as error:
            return Rejected(str(error))
        except FetchError as error:
            return Retry(str(error))
        media = _read(answer)
        if answer.ok and answer.status != 202 and isinstance(media, dict) and media.get("id"):
            return str(media["id"])
        if answer.ok:
            return Retry(_("The network still works on a picture."), SOON)
        outcome = self._outcome(answer)
        return Retry(outcome.reason) if isinstance(outcome, Unknown) else outcome

    def reconcile(self, payload: bytes, key: str, *, since: datetime) -> Sighting:  # noqa: ARG002 (no status tells its key)
        """By the tracked links in the text, among the account's newest statuses."""
        links = set(_TRACKED.findall(json.loads(payload)["status"]))
        try:
            account = self._get("/api/v1/accounts/verify_credentials")
            path = f"/api/v1/accounts/{quote(str(account['id']))}/statuses?limit={LOOK_BACK}&exclude_reblogs=true"
            statuses = self._get(path)
            for status in statuses:
                if not links.isdisjoint(_TRACKED.findall(status["content"])):
                    return Found(_id_of(status), _address(status))
            if len(statuses) < LOOK_BACK // 2 or _posted_at(statuses[-1]) < since - _CLOCKS_DIFFER:
                return Absent()
        except (FetchError, LookupError, TypeError, ValueError) as error:
            return CannotTell(str(error))
        return CannotTell("too many statuses since")

    def fetch_figures(self, remote_id: str) -> Mapping[str, int] | None:
        try:
            status = self._get(f"/api/v1/statuses/{quote(remote_id, safe='')}")
        except (FetchError, LookupError, ValueError):
            return None
        if not isinstance(status, dict):
            return None
        counted = {name: status.get(field) for name, field in FIGURES.items()}
        return {name: count for name, count in counted.items() if isinstance(count, int)}

    def delete(self, remote_id: str) -> bool:
        try:
            answer = self._ask("DELETE", f"/api/v1/statuses/{quote(remote_id, safe='')}")
        except FetchError:
            return False
        return answer.ok or answer.status == 404

    def check_auth(self) -> Account | AuthNeeded | Retry:
        try:
            answer = self._ask("GET", "/api/v1/accounts/verify_credentials")
            if answer.status in {401, 403}:
                return AuthNeeded(_reason(answer))
            if not answer.ok:
                return Retry(_reason(answer))
            name = str(answer.json()["acct"])
            instance = self._get("/api/v2/instance")
            statuses = instance["configuration"]["statuses"]
            limits = {
                "characters": int(statuses["max_characters"]),
                "url": int(statuses["characters_reserved_per_url"]),
                "pictures": int(statuses.get("max_media_attachments", LIMITS["pictures"])),
            }
        except (ArithmeticError, FetchError, LookupError, TypeError, ValueError) as error:
            return Retry(str(error))
        return Account(f"@{name}" if "@" in name else f"@{name}@{self._root.partition('://')[2]}", limits)

    def _get(self, path: str) -> Any:
        """The JSON of an address; raises LookupError where the answer is a refusal."""
        answer = self._ask("GET", path)
        if not answer.ok:
            raise LookupError(_reason(answer))
        return answer.json()

    def _ask(
        self, method: str, path: str, *, headers: Mapping[str, str] = {}, timeout: float | None = None, **content: Any
    ) -> Response:
        authorised = {"Authorization": f"Bearer {self._token}", **headers}
        return self._client.request(
            method, self._root + path, headers=authorised, timeout=timeout or TIMEOUT, **content
        )


def _read(answer: Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _id_of(status: Mapping[str, Any]) -> str:
    """How the network calls a status. Raises LookupError, TypeError, and ValueError for what cannot be a name."""
    name = str(status["id"])
    if not name or name != told(name, LONGEST_ID):
        raise ValueError("a status without a usable name")
    return name


def _address(status: Mapping[str, Any]) -> str:
    """Where people read it; nothing that is no address of the web comes into our pages."""
    url = str(status.get("url") or status.get("uri") or "")
    is_usable = url.startswith(("https://", "http://")) and url == told(url, LONGEST_ADDRESS)
    return url if is_usable else ""


def _reason(answer: Response) -> str:
    content = _read(answer)
    said = content.get("error") if isinstance(content, dict) else None
    return f"{answer.status} {str(said or '')[:300]}".strip()


def _wait(answer: Response) -> timedelta | None:
    seconds = answer.headers.get("retry-after", "")
    return timedelta(seconds=min(int(seconds), 3600)) if seconds.isascii() and seconds.isdigit() else None


def _posted_at(status: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(status["created_at"]))

"""Sending to a browser: at least once, under a name by which it shows the same only once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy import select

from app.core import clock
from app.core.db import release_session, session
from app.core.events import command
from app.core.fetching import Client, FetchError, Refused, Response
from app.core.outbox import Later
from app.delivery.models import State
from app.delivery.post import post
from app.delivery.push import sealing
from app.delivery.push.messages import Message, compose
from app.delivery.push.models import Browser, Push
from app.delivery.push.services.subscribing import find_identity
from app.notifications.queries import first_moment_for

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480))
"""After each try that failed."""
LEASE = timedelta(seconds=90)
"""Longer than a request may take: the same is never sent by two workers at once."""
SECONDS = 15.0
LIVES = 24 * 3600
"""Seconds for which a push service keeps it for a device that is off."""
TOKEN_LASTS = timedelta(hours=12)
GONE = frozenset({404, 410})

Key = tuple[UUID, UUID, str]

log = structlog.get_logger(__name__)


def push_to_browser(browser_id: str, notification_id: str, deed: str) -> None:
    """Push what waits for a browser, all of it together; a job, idempotent, safe to be killed at any point.

    The try is committed before the request and its end afterwards: who is killed between the two sends it again,
    under the same tag and topic, by which the browser and its service show it once. During the quiet and absences
    of its person it waits. Raises Later where another try is right.
    """
    mine: Key = (UUID(browser_id), UUID(notification_id), deed)
    browser = session.get(Browser, mine[0])
    if browser is None:
        return
    moment = first_moment_for(browser.person)
    if moment > clock.now():
        raise Later(moment)
    taken = _begin(mine)
    if not taken:
        return
    message = compose(browser, taken)
    if message is None:
        _end(taken, State.DROPPED)
        return
    answer = _send(browser, message)
    _conclude(mine, taken, answer)


@command
def _begin(mine: Key) -> list[Key]:
    """Take up what waits for the browser; nothing where mine was dealt with. Raises Later where mine is not due."""
    waiting = select(Push).where(Push.browser_id == mine[0], Push.state == State.WAITING).with_for_update()
    found = {(push.browser_id, push.notification_id, push.deed): push for push in session.scalars(waiting)}
    if mine not in found:
        return []
    now = clock.now()
    if found[mine].due_at > now:
        raise Later(found[mine].due_at)
    taken = [push for push in found.values() if push.due_at <= now]
    for push in taken:
        push.tries += 1
        push.due_at = now + LEASE
    return [key for key, push in found.items() if push in taken]


def _send(browser: Browser, message: Message) -> Response | FetchError:
    """Hand the message to the browser's push service; no transaction is open while it thinks."""
    endpoint, keys = browser.endpoint, {"p256dh": browser.p256dh, "auth": browser.auth}
    private_key, _public = find_identity()
    client: Client = current_app.extensions["parvis.http"]
    release_session()
    ours = {
        "TTL": str(LIVES),
        "Topic": message.tag.hex,
        "Urgency": "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }
    expires_at = (clock.now() + TOKEN_LASTS).timestamp()
    signed = sealing.sign(endpoint, private_key=private_key, subject=f"mailto:{post().sender}", expires_at=expires_at)
    body = sealing.seal(message.content, **keys)
    try:
        return client.request("POST", endpoint, headers=ours | signed, body=body, timeout=SECONDS, max_bytes=10_000)
    except FetchError as error:
        return error


def _conclude(mine: Key, taken: Sequence[Key], answer: Response | FetchError) -> None:
    """Keep what became of it. Raises Later where another try is right."""
    if isinstance(answer, Refused) or (isinstance(answer, Response) and answer.status in GONE):
        _let_go(mine[0], str(answer) if isinstance(answer, Refused) else f"{answer.status}")
    elif isinstance(answer, Response) and answer.ok:
        _end(taken, State.SENT)
    elif isinstance(answer, Response) and answer.status < 500 and answer.status != 429:
        _end(taken, State.FAILED, f"{answer.status}")
    else:
        due_at = _note_failure(taken, answer)
        if due_at is not None:
            raise Later(due_at)


@command
def _let_go(browser_id: UUID, fault: str) -> None:
    """The browser has unsubscribed, or may not be reached: nothing is sent there any more."""
    found = session.get(Browser, browser_id)
    if found is not None:
        session.delete(found)
        log.info("browser let go", browser=str(browser_id), fault=fault)


@command
def _end(taken: Sequence[Key], state: State, fault: str = "") -> None:
    for push in _still(taken):
        push.state, push.ended_at, push.fault = state, clock.now(), fault
    log.info("push ended", browser=str(taken[0][0]), state=state, count=len(taken), fault=fault)


@command
def _note_failure(taken: Sequence[Key], answer: Response | FetchError) -> datetime | None:
    """Keep why it did not leave; when to try again, or None where it is given up."""
    fault = f"{answer.status}" if isinstance(answer, Response) else str(answer)
    log.warning("push not delivered", browser=str(taken[0][0]), fault=fault)
    pushes = _still(taken)
    tries = max((push.tries for push in pushes), default=0)
    if not pushes or tries > len(PAUSES):
        _end(taken, State.FAILED, fault[:300])
        return None
    due_at = clock.now() + max(PAUSES[tries - 1], _asked_pause(answer))
    for push in pushes:
        push.due_at, push.fault = due_at, fault[:300]
    return due_at


def _asked_pause(answer: Response | FetchError) -> timedelta:
    """For how long the push service asks to be left alone: seconds, a day at most."""
    asked = answer.headers.get("retry-after", "") if isinstance(answer, Response) else ""
    is_number = asked.isascii() and asked.isdigit()
    return timedelta(seconds=min(int(asked[:9]), LIVES) if is_number else 0)  # thousands of digits are no number


def _still(taken: Sequence[Key]) -> list[Push]:
    """Those that wait; a browser may have been removed meanwhile, and its rows with it."""
    found = [session.get(Push, key, with_for_update={"of": Push}) for key in taken]
    return [push for push in found if push is not None and push.state == State.WAITING]

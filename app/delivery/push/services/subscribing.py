"""Subscribing a browser, and letting go of it."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.accounts.models import Person
from app.core.db import is_sqlite, session
from app.core.errors import Invalid
from app.core.events import command
from app.core.sealing import Unsealable, seal, unseal
from app.delivery.push import sealing
from app.delivery.push.models import Browser, PushIdentity
from app.delivery.push.policy import may_be_endpoint

MOST_BROWSERS = 20


def find_identity() -> tuple[str, str]:
    """Our private key and our public one; made when they are first needed.

    Where the secret key of the instance is another one now, so is this: browsers must subscribe again.
    """
    found = session.get(PushIdentity, 1)
    if found is None:
        found = _make_identity()
    try:
        return unseal(found.sealed)["private"], found.public_key
    except Unsealable:
        found = _make_identity(again=True)
        return unseal(found.sealed)["private"], found.public_key


@command
def _make_identity(*, again: bool = False) -> PushIdentity:
    if again:
        session.execute(delete(PushIdentity))
        session.execute(delete(Browser))
    private_key, public_key = sealing.make_key()
    insertion = sqlite_insert if is_sqlite() else postgresql_insert
    made = {"id": 1, "public_key": public_key, "sealed": seal({"private": private_key})}
    session.execute(insertion(PushIdentity).values(made).on_conflict_do_nothing())  # another process may be first
    return session.scalars(select(PushIdentity), execution_options={"populate_existing": True}).one()


@command
def subscribe(*, session_id: UUID, endpoint: str, p256dh: str, auth: str, device: str, actor: Person) -> Browser:
    """Let a browser that the actor is signed in with take messages; the same again renews its keys.

    One that somebody else used before is theirs no longer. Raises Invalid for what is no address of a push service,
    for keys that are none, and for too many browsers.
    """
    if not may_be_endpoint(endpoint, current_app.extensions["parvis.settings"].allowed_private_hosts):
        raise Invalid(endpoint=_("This is not the address of a push service."))
    if not (sealing.is_point(p256dh) and sealing.is_secret(auth)):
        raise Invalid(keys=_("These are not the keys of a browser."))
    found = session.scalar(select(Browser).where(Browser.endpoint == endpoint))
    if found is not None and found.person_id != actor.id:
        session.delete(found)  # with what was on its way to whoever used it before
        session.flush()
        found = None
    if found is None:
        _demand_room(actor)
        found = Browser(person_id=actor.id, endpoint=endpoint)
        session.add(found)
    found.session_id, found.p256dh, found.auth, found.device = session_id, p256dh, auth, device[:200]
    session.flush()
    return found


def _demand_room(actor: Person) -> None:
    count = session.scalar(select(func.count()).select_from(Browser).where(Browser.person_id == actor.id)) or 0
    if count >= MOST_BROWSERS:
        raise Invalid(endpoint=_("That is enough of browsers; remove one first."))


@command
def remove_browser(browser_id: UUID, *, actor: Person) -> None:
    """Send nothing more to a browser of one's own; repeating, and naming another's, change nothing."""
    found = session.get(Browser, browser_id)
    if found is not None and found.person_id == actor.id:
        session.delete(found)

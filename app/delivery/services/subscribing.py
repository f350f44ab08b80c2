"""Stopping mails that somebody no longer wants, by the signed link of one."""

from __future__ import annotations

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.delivery.links import Subscription, read_unsubscribe_token
from app.notifications.attention import Rhythm
from app.notifications.kinds import Kind
from app.notifications.services import choose, choose_attention


def unsubscribe(token: str) -> tuple[Person, Subscription]:
    """Send a person no more of some mails, by the signed token of one; repeating changes nothing. Raises NotFound."""
    person, wanted = subscriber(token)
    if isinstance(wanted, Kind):
        choose({wanted: {"mail": False}}, actor=person)
    else:
        choose_attention(digest=Rhythm.NEVER, actor=person)
    return person, wanted


def subscriber(token: str) -> tuple[Person, Subscription]:
    """Whose mails of which kind a token may stop; raises NotFound."""
    person_id, wanted = read_unsubscribe_token(token)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person, wanted

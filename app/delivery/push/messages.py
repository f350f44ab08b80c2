"""What is pushed: read with its reader's rights and in their language, at the moment of sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import force_locale, ngettext
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.frame import find_organisation
from app.core.language import DEFAULT
from app.delivery.push.models import Browser
from app.delivery.push.policy import may_be_told
from app.notifications.items import describe_all
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.muting import is_muted
from app.notifications.policy import visible_to
from app.notifications.queries import read_deeds, settings_of

MOST_SENTENCES = 3


@dataclass(frozen=True)
class Message:
    """What a browser shows; the same tag again takes the place of what it shows already."""

    tag: UUID
    content: dict[str, Any]


def compose(browser: Browser, taken: Sequence[tuple[UUID, UUID, str]]) -> Message | None:
    """What waits for a browser as one message; None where nothing of it is still to be told."""
    person = browser.person
    if not may_be_told(browser):
        return None
    with force_locale(person.language or DEFAULT):
        return _message(_still_wanted(person, taken), person)


def _still_wanted(person: Person, taken: Sequence[tuple[UUID, UUID, str]]) -> list[Notification]:
    """What its person may see now, has not read or muted meanwhile, and wants on their devices."""
    ids = {notification_id for _, notification_id, _ in taken}
    unread = select(Notification).where(Notification.read_at.is_(None), Notification.id.in_(ids), visible_to(person))
    wishes = settings_of(person.id)
    found = session.scalars(unread.order_by(Notification.at.desc(), Notification.id.desc())).all()
    wanted = [each for each in found if wishes[Kind(each.kind)]["push"] and not is_muted(each)]
    deeds = {each: {deed.key for deed in those} for each, those in read_deeds(wanted, viewer=person).items()}
    told = {notification_id for _, notification_id, deed in taken if not deed or deed in deeds.get(notification_id, ())}
    return [each for each in wanted if each.id in told]


def _message(found: Sequence[Notification], person: Person) -> Message | None:
    """One notification is its sentence, several are the latest sentences and how many more there are."""
    if not found:
        return None
    items = describe_all(found, viewer=person)
    lines = [item.text for item in items[:MOST_SENTENCES]]
    more = len(items) - len(lines)
    if more:
        lines.append(ngettext("and %(num)d more", "and %(num)d more", more))
    content = {
        "title": find_organisation().name,
        "body": "\n".join(lines),
        "url": f"/notifications/{found[0].id}" if len(found) == 1 else "/notifications",
        "tag": str(found[-1].id),
        "lang": person.language or DEFAULT,
    }
    return Message(found[-1].id, content)

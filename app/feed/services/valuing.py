"""The company's values: what one may be thanked for, in an order, as the administration words them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.feed import policy
from app.feed.events import ValueChanged
from app.feed.models import CompanyValue
from app.feed.wording import VALUE_ICONS

LONGEST_NAME, LONGEST_SENTENCE = 60, 200
MOST_VALUES = 12
"""That stand at once; those that are retired are not counted."""


@dataclass(frozen=True)
class Wording:
    """How a value reads in both languages, and its picture."""

    icon: str
    name_fr: str
    name_en: str
    sentence_fr: str
    sentence_en: str


@command
def add_value(wording: Wording, *, actor: Person) -> CompanyValue:
    """Name another value, after those there are. Raises Conflict where there are twelve, Invalid for missing words."""
    demand(policy.can_edit_values(actor))
    standing = _standing()
    if len(standing) >= MOST_VALUES:
        raise Conflict(_("At most %(most)d values: retire one first.", most=MOST_VALUES))
    value = CompanyValue(**asdict(_checked(wording)), position=len(standing) + 1)
    session.add(value)
    session.flush()
    _tell("value.added", value, actor)
    return value


@command
def change_value(value: CompanyValue, wording: Wording, *, actor: Person) -> None:
    """Word a value otherwise; what was said of it before shows it as it reads now. Raises Invalid."""
    demand(policy.can_edit_values(actor))
    for field, words in asdict(_checked(wording)).items():
        setattr(value, field, words)
    _tell("value.changed", value, actor)


@command
def move_value(value: CompanyValue, *, up: bool, actor: Person) -> None:
    """Let a value change places with the one before or behind it; at the end, or retired, nothing changes."""
    demand(policy.can_edit_values(actor))
    standing = _standing()
    if value not in standing:
        return
    place = standing.index(value)
    beside = place - 1 if up else place + 1
    if 0 <= beside < len(standing):
        standing[place], standing[beside] = standing[beside], value
        _number(standing)
        _tell("value.moved", value, actor)


@command
def retire_value(value: CompanyValue, *, actor: Person) -> None:
    """Offer a value no longer; what was said of it keeps it. Repeating changes nothing."""
    demand(policy.can_edit_values(actor))
    if value.retired_at is None:
        value.retired_at = clock.now()
        _number([other for other in _standing() if other.id != value.id])
        _tell("value.retired", value, actor)


@command
def restore_value(value: CompanyValue, *, actor: Person) -> None:
    """Offer a value again, after the others; repeating changes nothing. Raises Conflict where there are twelve."""
    demand(policy.can_edit_values(actor))
    if value.retired_at is not None:
        standing = _standing()
        if len(standing) >= MOST_VALUES:
            raise Conflict(_("At most %(most)d values: retire one first.", most=MOST_VALUES))
        value.retired_at, value.position = None, len(standing) + 1
        _tell("value.restored", value, actor)


def _standing() -> list[CompanyValue]:
    found = select(CompanyValue).where(CompanyValue.retired_at.is_(None)).order_by(CompanyValue.position)
    return list(session.scalars(found.with_for_update()))


def _number(values: list[CompanyValue]) -> None:
    for position, value in enumerate(values, start=1):
        value.position = position


def _checked(wording: Wording) -> Wording:
    said = {field: one_line(words) for field, words in asdict(wording).items()}
    for field, words in said.items():
        most = LONGEST_NAME if field.startswith("name") else LONGEST_SENTENCE
        if not words:
            raise Invalid(**{field: _("This is needed.")})
        if len(words) > most:
            raise Invalid(**{field: _("At most %(most)d characters.", most=most)})
    if said["icon"] not in VALUE_ICONS:
        raise Invalid(icon=_("Choose one of these."))
    return Wording(**said)


def _tell(action: str, value: CompanyValue, actor: Person) -> None:
    value_id: UUID = value.id
    audit.write(action, actor_id=actor.id, target=f"value:{value_id}", name=value.name_fr)
    record(ValueChanged(value_id))

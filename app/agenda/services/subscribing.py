"""Secret addresses by which calendars outside read events."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete

from app.accounts.holding import hold_person
from app.accounts.models import Person
from app.accounts.passwords import fingerprint, new_token
from app.agenda.models import CalendarAddress
from app.core import audit
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.events import command
from app.groups.models import Group
from app.groups.policy import can_read
from app.groups.queries import get_group


@command
def make_address(group: Group | None = None, *, actor: Person) -> str:
    """The secret of a new address of the actor's own calendar, or of a group's; the one before it ends.

    It is shown this once. Raises NotFound or Forbidden for a group that the actor may not read.
    """
    if group is not None:
        demand(can_read(actor, get_group(group.id, viewer=actor)))
    hold_person(actor.id)
    same = CalendarAddress.group_id == group.id if group else CalendarAddress.group_id.is_(None)
    session.execute(delete(CalendarAddress).where(CalendarAddress.person_id == actor.id, same))
    secret = new_token()
    row = CalendarAddress(person_id=actor.id, group_id=group.id if group else None, token_hash=fingerprint(secret))
    session.add(row)
    session.flush()
    audit.write("calendar_address.made", actor_id=actor.id, target=f"calendar_address:{row.id}")
    return secret


@command
def revoke_address(address_id: UUID, *, actor: Person) -> None:
    """End one of one's own addresses. Raises NotFound for any other."""
    row = session.get(CalendarAddress, address_id)
    if row is None or row.person_id != actor.id:
        raise NotFound
    session.delete(row)
    audit.write("calendar_address.revoked", actor_id=actor.id, target=f"calendar_address:{address_id}")

"""Who may know of an event, plan one and answer."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.accounts.models import Person, Role
from app.agenda.models import Event
from app.groups import policy as groups
from app.groups.models import Group


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The events the viewer may know of, as a filter for any query: those of the groups they read, and the house's.

    One that moderation hid stays visible to who planned it.
    """
    in_groups = groups.stands_in_readable(Event.group_id, viewer)
    reachable = in_groups if viewer.is_guest else or_(Event.group_id.is_(None), in_groups)
    return and_(or_(Event.hidden_at.is_(None), Event.author_id == viewer.id), reachable)


def can_plan(actor: Person, group: Group | None) -> bool:
    """Members plan in their groups, and everybody of the house for the whole house."""
    return not actor.is_guest if group is None else groups.can_post(actor, group)


def can_look_after(actor: Person, event: Event) -> bool:
    """Who planned it, who looks after its group, and for the whole house the communication team."""
    if event.author_id == actor.id:
        return can_plan(actor, event.group)
    return actor.has(Role.COMMUNICATION) if event.group is None else groups.can_keep(actor, event.group)


def can_change(actor: Person, event: Event) -> bool:
    """Whoever looks after it, until it is over or called off."""
    return is_ahead(event) and can_look_after(actor, event)


def is_ahead(event: Event) -> bool:
    """Whether it takes place, is not over and not hidden: so long whoever may read of it answers."""
    return event.cancelled_at is None and event.hidden_at is None and not event.is_over

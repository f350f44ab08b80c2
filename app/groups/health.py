"""The health of a group, in figures that name nobody."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.core.db import session
from app.groups.hooks import Measure, health_of
from app.groups.models import Group, JoinRequest
from app.groups.queries import count_members


def measure(group: Group) -> list[Measure]:
    """What every room has to say of the group."""
    return [one for answer in health_of.ask(group) for one in answer]


def measure_members(group: Group) -> list[Measure]:
    """How many are in it, and how many ask to be."""
    members = Measure(_("Members"), count_members([group.id]).get(group.id, 0), url=f"/groups/{group.slug}/members")
    asking = session.scalar(select(func.count()).where(JoinRequest.group_id == group.id)) or 0
    if not asking:
        return [members]
    page = f"/groups/{group.slug}/members#asking"
    return [members, Measure(_("Requests that wait"), asking, tone="l", url=page, action=_("Answer the requests"))]

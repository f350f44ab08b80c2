"""Groups: places where people meet, their members, rules and requests."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from flask_babel import lazy_gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.accounts.hooks import account_opened
from app.accounts.models import Person
from app.core import frame
from app.core.api import register as register_api
from app.core.sweeping import referred_to
from app.core.waiting import waiting_for
from app.groups import api as rest
from app.groups import api_ways_in, listeners, views
from app.groups.health import measure_members
from app.groups.hooks import health_of
from app.groups.models import Membership
from app.groups.queries import HAS_REQUESTS, IS_INVITED, OWN_GROUPS, covers_in_use, list_own_groups
from app.groups.services import welcome_guest
from app.groups.tabs import Tab, add_tab
from app.groups.waiting import list_what_waits
from app.people.hooks import acquaintances


def register(app: Flask) -> None:
    """Bring groups into the house."""
    app.register_blueprint(views.groups)
    register_api(app, rest.api)
    register_api(app, api_ways_in.api)
    add_tab(app, Tab(lazy_gettext("Posts"), "groups.show", order=0))
    add_tab(app, Tab(lazy_gettext("Members"), "groups.members", order=90))
    acquaintances.answer(app, _fellow_members)
    account_opened.answer(app, welcome_guest)
    frame.groups_of.answer(app, _rows)
    for glimpse in (OWN_GROUPS, IS_INVITED, HAS_REQUESTS):
        glimpse.bring(app)
    health_of.answer(app, measure_members)
    referred_to.answer(app, covers_in_use)
    waiting_for.answer(app, list_what_waits)
    listeners.register(app)


def _fellow_members(guest: Person) -> Select[UUID]:
    mine, theirs = aliased(Membership), aliased(Membership)
    return select(theirs.person_id).join(mine, mine.group_id == theirs.group_id).where(mine.person_id == guest.id)


def _rows(viewer: Person) -> list[frame.GroupRow]:
    return [
        frame.GroupRow(
            id=group.id,
            name=group.name,
            url=f"/groups/{group.slug}",
            icon=group.icon,
            unread=False,
        )
        for group in list_own_groups(viewer)
        if group.is_alive
    ]

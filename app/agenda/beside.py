"""The next events beside other pages: beside home, and beside the pages of a group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import NOW, mark_of, some_viewer
from app.agenda.items import card_of
from app.agenda.models import Event
from app.agenda.policy import visible_to
from app.agenda.queries import Scope, within
from app.core import clock
from app.core.db import session
from app.groups.hooks import THIS_GROUP
from app.groups.models import Group

BESIDE = 3
_STANDING = (Event.cancelled_at.is_(None), Event.hidden_at.is_(None))


def show_beside_home(viewer: Person) -> Markup:
    """What comes next in one's places."""
    asked = {"viewer_id": viewer.id, "now": clock.now()}
    events = session.scalars(_next_of(viewer.is_guest), asked).all()
    return _shown(events, title=_("Upcoming events"), href="/agenda", link=_("Agenda"))


def show_beside_group(group: Group, _viewer: Person) -> Markup:
    """What comes next in a group."""
    events = session.scalars(_IN_GROUP, {"group_id": group.id, "now": clock.now()}).all()
    return _shown(events, title=_("Events"), href=f"/groups/{group.slug}/agenda", link=_("Agenda"))


def _mark(events: Select[Event]) -> ColumnElement[str | None]:
    return mark_of(events.with_only_columns(Event.id, Event.version))


_AHEAD = select(Event).where(Event.ends_at > NOW, *_STANDING)
_AHEAD = _AHEAD.order_by(Event.starts_at, Event.id).limit(BESIDE)
_IN_GROUP = _AHEAD.where(Event.group_id == THIS_GROUP)


@cache
def _next_of(is_guest: bool) -> Select[Event]:
    viewer = some_viewer(is_guest=is_guest)
    return _AHEAD.where(visible_to(viewer), *within(viewer, Scope.MINE))


NEXT_EVENTS = Glimpse(lambda viewer: _mark(_next_of(viewer.is_guest)))
"""A mark of what comes next in the viewer's places."""

NEXT_IN_GROUP = _mark(_IN_GROUP)
"""A mark of what comes next in a group."""


def _shown(events: Sequence[Event], **words: str) -> Markup:
    if not events:
        return Markup()
    shown = render_template("agenda/_beside.html", cards=[card_of(event) for event in events], **words)
    return Markup(shown)  # noqa: S704 (it comes from our own templates)

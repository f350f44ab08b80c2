"""The next events beside other pages: beside home, and beside the pages of a group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import NOW, mark_of, some_viewer
from app.agenda.items import card_of
from app.agenda.models import Event
from app.agenda.policy import visible_to
from app.agenda.queries import Scope, within
from app.core import clock
from app.core.db import session
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
    ahead = select(Event).where(Event.group_id == group.id, Event.ends_at > clock.now(), *_STANDING)
    events = session.scalars(ahead.order_by(Event.starts_at, Event.id).limit(BESIDE)).all()
    return _shown(events, title=_("Events"), href=f"/groups/{group.slug}/agenda", link=_("Agenda"))


@cache
def _next_of(is_guest: bool) -> Select[Event]:
    viewer = some_viewer(is_guest=is_guest)
    ahead = select(Event).where(Event.ends_at > NOW, *_STANDING)
    ahead = ahead.where(visible_to(viewer), *within(viewer, Scope.MINE))
    return ahead.order_by(Event.starts_at, Event.id).limit(BESIDE)


NEXT_EVENTS = Glimpse(lambda viewer: mark_of(_next_of(viewer.is_guest).with_only_columns(Event.id, Event.version)))
"""A mark of what comes next in the viewer's places."""


def _shown(events: Sequence[Event], **words: str) -> Markup:
    if not events:
        return Markup()
    shown = render_template("agenda/_beside.html", cards=[card_of(event) for event in events], **words)
    return Markup(shown)  # noqa: S704 (it comes from our own templates)

"""Where moved posts stood before, said to those alone who may know of that place: fragments hold its mark alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.db import session
from app.groups.models import Group
from app.groups.policy import visible_to

MARK = "<!--moved:"
MARKED = re.compile(MARK + "([0-9a-f-]{36}|house)-->")
"""Where `feed/kinds/_moved.html` lets it be said; no text of people's has comments in it."""
HOUSE = "house"


def with_origins(fragments: list[Markup]) -> list[Markup]:
    """Fragments that say where their posts stood. Nothing is asked where none was moved; else one statement more."""
    wanted = {found for fragment in fragments if MARK in fragment for found in MARKED.findall(fragment)}
    if not wanted:
        return fragments
    viewer = current_person()
    groups = known_groups((UUID(each) for each in wanted if each != HOUSE), viewer=viewer)
    said = {str(group_id): _said(group) for group_id, group in groups.items()}
    if not viewer.is_guest:
        said[HOUSE] = escape(_("Moved here from the whole house"))
    return [_filled(fragment, said) if MARK in fragment else fragment for fragment in fragments]


def known_groups(group_ids: Any, *, viewer: Person) -> dict[UUID, Group]:
    """Those of these groups that the viewer may know of. One statement."""
    wanted: Collection[UUID] = set(group_ids)
    found = session.scalars(select(Group).where(Group.id.in_(wanted), visible_to(viewer))) if wanted else ()
    return {group.id: group for group in found}


def _said(group: Group) -> Markup:
    link = Markup('<a class="quiet strong" href="/groups/{}">{}</a>').format(group.slug, group.name)
    return escape(_("Moved here from %(group)s", group="{group}")).format(group=link)


def _filled(fragment: str, said: Mapping[str, Markup]) -> Markup:
    return Markup(MARKED.sub(lambda found: _line(said.get(found[1])), fragment))  # noqa: S704 (from our own templates)


def _line(words: Markup | None) -> str:
    return Markup('<p class="meta">{}</p>').format(words) if words else ""

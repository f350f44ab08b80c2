"""What a group shows to its members, and how far somebody new has come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.remembering import remembered
from app.groups.hooks import hidden_among
from app.groups.models import Group, GroupRole, Membership, Reception, StepTick

_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NEW_FOR = timedelta(days=60)
"""For whoever has been in longer the welcome comes too late."""


@dataclass(frozen=True)
class Welcome:
    """What somebody new is shown, and what of it they have done."""

    html: Markup
    steps: tuple[dict[str, str], ...]
    done: frozenset[str]

    @property
    def is_done(self) -> bool:
        """Whether no step is left."""
        return bool(self.steps) and all(step["id"] in self.done for step in self.steps)


@remembered
def get_reception(group: Group) -> Reception:
    """What the group shows; an empty one where nothing was written."""
    empty = Reception(group_id=group.id, welcome="", html="", steps=[], resources=[])
    return session.get(Reception, group.id) or empty


def read_reception(group: Group) -> Reception:
    """What the group shows, without the resources of the house that moderation hid."""
    kept = get_reception(group)
    leads = [(resource, _things_at(resource["url"])) for resource in kept.resources]
    things = {thing for _resource, found in leads for thing in found}
    hidden = {one for found in hidden_among.ask(things) for one in found} if things else set()
    if not hidden:
        return kept
    shown = [resource for resource, found in leads if not hidden & found]
    return Reception(group_id=group.id, welcome=kept.welcome, html=kept.html, steps=kept.steps, resources=shown)


def _things_at(url: str) -> set[UUID]:
    """The identifiers that an address names; those of other houses name nothing here."""
    return {UUID(found) for found in _IDENTIFIER.findall(url)}


def find_welcome(group: Group, reception: Reception, viewer: Person) -> Welcome | None:
    """The welcome for the viewer: while they are new, until they have put it away; nothing for who runs the group."""
    if not (reception.html or reception.steps):
        return None
    newcomer = select(Membership.person_id).where(
        Membership.group_id == group.id,
        Membership.person_id == viewer.id,
        Membership.role != GroupRole.OWNER,
        Membership.welcomed_at.is_(None),
        Membership.joined_at >= clock.now() - NEW_FOR,
    )
    if session.scalar(newcomer) is None:
        return None
    ticked = select(StepTick.step).where(StepTick.group_id == group.id, StepTick.person_id == viewer.id)
    done = frozenset(session.scalars(ticked)) if reception.steps else frozenset()
    return Welcome(Markup(reception.html), tuple(reception.steps), done)  # noqa: S704 (rendered by richtext)

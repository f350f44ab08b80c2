"""What conversations are called: by their title, their group and topic, or the people in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import case, func, select

from app.accounts.models import Person
from app.chat.models import Conversation, Kind, Participant
from app.chat.policy import visible_to
from app.chat.queries.authors import AuthorItem
from app.chat.queries.participants import FACE
from app.core.db import session
from app.groups.models import Group

NAMES_SHOWN = 3
BETWEEN = " · "
"""What stands between the name of a group and that of a topic of its room."""
NAME = case(
    (Conversation.kind == Kind.TOPIC, Group.name + BETWEEN + Conversation.title),
    else_=func.coalesce(Group.name, Conversation.title),
)
"""What everybody in it calls a conversation, as a column for queries that join the group; empty for no name."""


def name_conversations(conversation_ids: Collection[UUID], *, viewer: Person) -> dict[UUID, str]:
    """What the viewer calls those of these conversations in which they take part."""
    if not conversation_ids:
        return {}
    named = select(Conversation.id, NAME.label("name"))
    named = named.outerjoin(Group, Group.id == Conversation.group_id).where(visible_to(viewer))
    return names_in(session.execute(named.where(Conversation.id.in_(conversation_ids))).all(), viewer)


def names_in(rows: Sequence[Any], viewer: Person) -> dict[UUID, str]:
    """What the viewer calls the conversations of these rows, which have their `id` and, as `name`, their NAME."""
    people, _waiting = people_of([row.id for row in rows if not row.name])
    return {row.id: row.name or names_of(people[row.id], viewer) for row in rows}


def name_of(conversation_id: UUID) -> str:
    """What everybody in it calls a conversation: by its group and topic, or its title; else empty."""
    named = select(NAME).select_from(Conversation)
    named = named.outerjoin(Group, Group.id == Conversation.group_id)
    return session.scalar(named.where(Conversation.id == conversation_id)) or ""


def people_of(conversation_ids: Iterable[UUID]) -> tuple[dict[UUID, list[AuthorItem]], dict[UUID, set[UUID]]]:
    """Who is in each conversation, and who of them has not said whether they want it."""
    people: dict[UUID, list[AuthorItem]] = defaultdict(list)
    waiting: dict[UUID, set[UUID]] = defaultdict(set)
    found = (
        select(Participant.conversation_id, Participant.waits_since, *FACE)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.conversation_id.in_(list(conversation_ids)))
        .order_by(Person.name)
    )
    for conversation_id, waits_since, person_id, name, handle, photo, is_guest in session.execute(found):
        people[conversation_id].append(AuthorItem(person_id, name, handle, photo, is_guest))
        if waits_since is not None:
            waiting[conversation_id].add(person_id)
    return people, waiting


def names_of(people: Sequence[AuthorItem], viewer: Person) -> str:
    """The others' names: one in full, of several the first ones."""
    others = [person.name for person in people if person.id != viewer.id]
    if len(others) == 1:
        return others[0]
    if not others:
        return str(_("You alone"))
    first = [name.split()[0] for name in others[:NAMES_SHOWN]]
    rest = len(others) - len(first)
    names = ", ".join(first)
    if rest:
        return str(ngettext("%(names)s and %(num)d other", "%(names)s and %(num)d others", rest, names=names))
    return str(_("%(names)s and you", names=names))

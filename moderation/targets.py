"""What can be reported, as its reporter sees it: its words, whose they are, and how moderation hides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.agenda.models import Event
from app.agenda.queries import get_event
from app.agenda.services import hide_event, restore_event
from app.chat.models import Message
from app.chat.queries import get_message
from app.chat.services import hide_message, restore_message
from app.core.db import session
from app.core.errors import NotFound
from app.feed.models import Comment, Post
from app.feed.parts import words_in
from app.feed.queries import get_comment, get_post
from app.feed.services import hide_comment, hide_post, restore_comment, restore_post
from app.files.items import Item, file_item, words_for
from app.folders.models import Document
from app.folders.queries import find_document
from app.folders.services import hide_document, show_document
from app.groups.models import Access, Group, GroupRole, Membership
from app.groups.queries import get_group
from app.knowledge.models import KnowledgePage
from app.knowledge.queries import get_page
from app.knowledge.services import hide_page, restore_page
from app.people.queries import get_person
from app.polls.reading import words_in_poll
from moderation.models import CaseItem, PlaceKind, TargetKind


@dataclass(frozen=True)
class Place:
    """Where a thing stands: of a group its name, unless even that must not be told."""

    kind: PlaceKind
    name: str = ""


@dataclass(frozen=True)
class Target:
    """A thing that is reported, and where it stands."""

    kind: TargetKind
    id: UUID
    author_id: UUID | None
    concerned: tuple[UUID, ...]
    """Who answers for it: its author, the person themselves, or a group's owners."""
    text: str
    """Its words, or the names of its files where it has none."""
    place: Place
    written_at: datetime
    files: Sequence[Item] = ()
    """What readers see of the files that hang on it."""


def find_target(kind: TargetKind, target_id: UUID, *, viewer: Person) -> Target:
    """The thing as it reads now; raises NotFound where the viewer may not see it, or nothing of this kind is kept."""
    if kind not in _FINDERS:
        raise NotFound
    return _FINDERS[kind](target_id, viewer)


def _find_post(target_id: UUID, viewer: Person) -> Target:
    post = get_post(target_id, viewer=viewer)
    text = _paragraphs(post.title, post.body, *words_in(post.parts))
    return _written(TargetKind.POST, post, text, _place(post.group))


def _find_comment(target_id: UUID, viewer: Person) -> Target:
    comment = get_comment(target_id, viewer=viewer)
    return _written(TargetKind.COMMENT, comment, comment.body, _place(comment.post.group))


def _written(kind: TargetKind, written: Post | Comment, text: str, place: Place) -> Target:
    author, files = written.author_id, tuple(written.files)
    return Target(kind, written.id, author, (author,), text or words_for(files), place, written.published_at, files)


def _place(group: Group | None) -> Place:
    """The group with its name; of a secret one only that it is secret."""
    if group is None:
        return Place(PlaceKind.HOUSE)
    return Place(PlaceKind.SECRET_GROUP) if group.access == Access.SECRET else Place(PlaceKind.GROUP, group.name)


def _find_message(target_id: UUID, viewer: Person) -> Target:
    message = get_message(target_id, viewer=viewer)
    if message.is_gone:
        raise NotFound
    author, files = message.author_id, tuple(message.files)
    text = _paragraphs(message.body, *words_in_poll(message.parts.get("poll", {}))) or words_for(files)
    place = Place(PlaceKind.CONVERSATION)
    return Target(TargetKind.MESSAGE, message.id, author, (author,), text, place, message.at, files)


def _find_person(target_id: UUID, viewer: Person) -> Target:
    person = get_person(target_id, viewer=viewer)
    text = f"{person.name} (@{person.handle})"
    return Target(
        TargetKind.PERSON, person.id, person.id, (person.id,), text, Place(PlaceKind.ITSELF), person.created_at
    )


def _find_group(target_id: UUID, viewer: Person) -> Target:
    group = get_group(target_id, viewer=viewer)
    owners = select(Membership.person_id).where(Membership.group_id == group.id, Membership.role == GroupRole.OWNER)
    text = f"{group.name}\n\n{group.description}".strip()
    return Target(
        TargetKind.GROUP,
        group.id,
        None,
        tuple(session.scalars(owners)),
        text,
        Place(PlaceKind.ITSELF),
        group.created_at,
    )


def _find_file(target_id: UUID, viewer: Person) -> Target:
    """A file that a group keeps: its present version answers for whoever gave it that."""
    document = find_document(target_id, viewer=viewer)
    author, place = document.changed_by_id, _place(document.group)
    files = (file_item(document.file),)
    return Target(TargetKind.FILE, document.id, author, (author,), document.name, place, document.changed_at, files)


def _find_event(target_id: UUID, viewer: Person) -> Target:
    event = get_event(target_id, viewer=viewer)
    author, place = event.author_id, _place(event.group)
    text = _paragraphs(event.title, event.place, event.link, event.body)
    return Target(TargetKind.EVENT, event.id, author, (author,), text, place, event.changed_at)


def _find_page(target_id: UUID, viewer: Person) -> Target:
    """A page of a group: whoever wrote it as it reads now answers for it."""
    page = get_page(target_id, viewer=viewer)
    author, text = page.editor_id, _paragraphs(page.title, page.body)
    return Target(TargetKind.PAGE, page.id, author, (author,), text, _place(page.group), page.edited_at)


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


_FINDERS: dict[TargetKind, Callable[[UUID, Person], Target]] = {
    TargetKind.POST: _find_post,
    TargetKind.COMMENT: _find_comment,
    TargetKind.MESSAGE: _find_message,
    TargetKind.PERSON: _find_person,
    TargetKind.GROUP: _find_group,
    TargetKind.FILE: _find_file,
    TargetKind.EVENT: _find_event,
    TargetKind.PAGE: _find_page,
}

Deed = Callable[..., None]
_HIDING: dict[TargetKind, tuple[type[Any], Deed, Deed]] = {
    TargetKind.POST: (Post, hide_post, restore_post),
    TargetKind.COMMENT: (Comment, hide_comment, restore_comment),
    TargetKind.MESSAGE: (Message, hide_message, restore_message),
    TargetKind.EVENT: (Event, hide_event, restore_event),
    TargetKind.PAGE: (KnowledgePage, hide_page, restore_page),
    TargetKind.FILE: (Document, hide_document, show_document),
}
_CHANGED: dict[TargetKind, Callable[[Any], datetime]] = {
    TargetKind.EVENT: attrgetter("changed_at"),
    TargetKind.PAGE: attrgetter("edited_at"),
    TargetKind.FILE: attrgetter("changed_at"),
}
"""When it got the words that it has; the others say when they were edited for the first time, if ever."""

WRITTEN = frozenset(_HIDING) - {TargetKind.FILE}
"""The kinds that are somebody's words, in Markdown."""


def can_be_hidden(kind: str) -> bool:
    """Whether things of this kind can be put out of sight by a decision."""
    return kind in _HIDING


def hide_target(kind: TargetKind, target_id: UUID, *, actor: Person) -> None:
    """Hide it by the service of its own room; one that is gone changes nothing. Repeating changes nothing."""
    model, hide, _restore = _HIDING[kind]
    found = session.get(model, target_id)
    if found is not None:
        hide(found, actor=actor)


def restore_target(kind: TargetKind, target_id: UUID, *, actor: Person) -> None:
    """The contrary of `hide_target`."""
    model, _hide, restore = _HIDING[kind]
    found = session.get(model, target_id)
    if found is not None:
        restore(found, actor=actor)


def what_became_of(item: CaseItem) -> str:
    """Of a reported thing since then: "deleted", "hidden", "edited", or "" where it reads as before."""
    if not can_be_hidden(item.target_type):
        return ""
    kind = TargetKind(item.target_type)
    found = session.get(_HIDING[kind][0], item.target_id)
    if found is None or getattr(found, "deleted_at", None) is not None:  # events are called off, never deleted
        return "deleted"
    if found.hidden_at is not None:
        return "hidden"
    is_edited = _CHANGED[kind](found) > item.written_at if kind in _CHANGED else found.edited_at is not None
    return "edited" if is_edited else ""

"""From rows to documents: what of a post, comment, message, person, group or file can be found, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.chat.models import Conversation, Message
from app.chat.policy import SPOKEN
from app.chat.queries import list_beginnings, list_later_beginnings
from app.core.db import session
from app.core.richtext import plain_text
from app.feed.models import Comment, Post
from app.folders import models as folders
from app.groups.models import Access, Group, Membership
from app.people.models import PersonSkill, Profile
from search.documents import EVERYBODY, Document, Shelf, conversation_token, group_token, person_token, shelf_of
from search.engines import Key

CHUNK = 500
_PARTS_OF_NAMES = re.compile(r"[\s_.\-–]+")
Source = type[Person | Group | Post | Comment | folders.Document | Message]
SOURCES: dict[str, Source] = {
    "person": Person,
    "group": Group,
    "post": Post,
    "comment": Comment,
    "file": folders.Document,
    "message": Message,
}


def tokens_of(viewer: Person) -> frozenset[str]:
    """With which tokens a viewer asks: their groups', their conversations', and everybody's unless they are a guest.

    Worked out for each question, so that whoever left a conversation is out of it at once.
    """
    groups = session.scalars(select(Membership.group_id).where(Membership.person_id == viewer.id))
    house = set() if viewer.is_guest else {EVERYBODY}
    own = {person_token(str(viewer.id))} | {group_token(str(group)) for group in groups}
    said = {conversation_token(str(place), since) for place, since in list_beginnings(viewer).items()}
    return frozenset(house | own | said)


def audience_of(group: Group | None) -> frozenset[str]:
    """Who finds what stands in a group, or in the whole house."""
    if group is None:
        return frozenset({EVERYBODY})
    own = {group_token(str(group.id))}
    return frozenset(own | {EVERYBODY} if group.access == Access.OPEN else own)


def gather(keys: Iterable[Key]) -> tuple[list[Document], list[Key]]:
    """The documents of those that can be found now, and the keys of the others."""
    wanted = set(keys)
    by_kind: dict[str, list[UUID]] = {}
    for kind, identifier in wanted:
        by_kind.setdefault(kind, []).append(UUID(identifier))
    found = [document for kind, ids in by_kind.items() for document in _GATHER[kind](ids)]
    return found, list(wanted - {document.key for document in found})


def gather_all(shelf: Shelf) -> Iterator[Document]:
    """Every document of a shelf, for building its index anew; read in chunks by key."""
    for kind, model in SOURCES.items():
        if shelf_of(kind) is not shelf:
            continue
        last: UUID | None = None
        while ids := session.scalars(_next_ids(model, last)).all():
            yield from _GATHER[kind](list(ids))
            last = ids[-1]
            session.expunge_all()


def count_all() -> int:
    """How many documents there are at most: some of the rows cannot be found."""
    return sum(session.scalar(select(func.count()).select_from(model)) or 0 for model in SOURCES.values())


def _next_ids(model: Source, last: UUID | None) -> Select[UUID]:
    query = select(model.id).order_by(model.id).limit(CHUNK)
    return query if last is None else query.where(model.id > last)


def _people(ids: list[UUID]) -> Iterator[Document]:
    skills: dict[UUID, list[str]] = {}
    for held in session.scalars(select(PersonSkill).where(PersonSkill.person_id.in_(ids))):
        skills.setdefault(held.person_id, []).append(held.skill.name)
    groups: dict[UUID, set[str]] = {}
    for row in session.execute(select(Membership.person_id, Membership.group_id).where(Membership.person_id.in_(ids))):
        groups.setdefault(row.person_id, set()).add(group_token(str(row.group_id)))
    for profile in session.scalars(select(Profile).where(Profile.person_id.in_(ids))):
        if profile.person.deactivated_at is None:
            yield _person(profile, skills.get(profile.person_id, []), groups.get(profile.person_id, set()))


def _person(profile: Profile, skills: list[str], groups: set[str]) -> Document:
    person, department = profile.person, profile.department
    said = [profile.title, department.name if department else "", profile.site, *skills, profile.biography]
    return Document(
        kind="person",
        id=str(person.id),
        title=person.name,
        body=" · ".join(filter(None, said)),
        at=person.created_at,
        group_id=None,
        author_id=str(person.id),
        audience=frozenset({EVERYBODY, person_token(str(person.id)), *groups}),
    )


def _groups(ids: list[UUID]) -> Iterator[Document]:
    for group in session.scalars(select(Group).where(Group.id.in_(ids), Group.deleted_at.is_(None))):
        own = {group_token(str(group.id))}
        yield Document(
            kind="group",
            id=str(group.id),
            title=group.name,
            body=group.description,
            at=group.created_at,
            group_id=str(group.id),
            author_id=None,
            audience=frozenset(own if group.access == Access.SECRET else own | {EVERYBODY}),
        )


def _posts(ids: list[UUID]) -> Iterator[Document]:
    query = select(Post).options(joinedload(Post.group)).where(Post.id.in_(ids), Post.deleted_at.is_(None))
    for post in session.scalars(query.where(Post.hidden_at.is_(None))):
        if post.group is None or post.group.deleted_at is None:
            yield _written("post", post, post, post.title)


def _comments(ids: list[UUID]) -> Iterator[Document]:
    query = select(Comment).options(joinedload(Comment.post).joinedload(Post.group)).where(Comment.id.in_(ids))
    for comment in session.scalars(query.where(Comment.deleted_at.is_(None), Comment.hidden_at.is_(None))):
        post = comment.post
        standing = post.deleted_at is None and post.hidden_at is None
        if standing and (post.group is None or post.group.deleted_at is None):
            yield _written("comment", comment, post, "")


def _files(ids: list[UUID]) -> Iterator[Document]:
    """The files that groups keep; those of posts are found by their posts."""
    query = select(folders.Document).options(joinedload(folders.Document.group))
    standing = (folders.Document.deleted_at.is_(None), folders.Document.hidden_at.is_(None))
    for filed in session.scalars(query.where(folders.Document.id.in_(ids), *standing)):
        if filed.group.deleted_at is None:
            yield Document(
                kind="file",
                id=str(filed.id),
                title=filed.name,
                body=" ".join(_PARTS_OF_NAMES.split(filed.name)),
                at=filed.changed_at,
                group_id=str(filed.group_id),
                author_id=str(filed.changed_by_id),
                audience=audience_of(filed.group),
            )


def _messages(ids: list[UUID]) -> Iterator[Document]:
    """What stands in conversations, for those who take part in them, with the names of its files."""
    query = select(Message, Conversation.group_id).join(Conversation, Conversation.id == Message.conversation_id)
    rows = session.execute(query.where(Message.id.in_(ids), *SPOKEN)).all()
    later = list_later_beginnings({message.conversation_id for message, _ in rows})
    for message, group_id in rows:
        since = [0, *(seq for seq in later.get(message.conversation_id, ()) if seq < message.seq)]
        files = [text.replace("_", " ") for file in message.files for text in (file["alt"], file["name"]) if text]
        yield Document(
            kind="message",
            id=str(message.id),
            title="",
            body=" · ".join(filter(None, [plain_text(message.html), *files])),
            at=message.at,
            group_id=str(group_id) if group_id else None,
            author_id=str(message.author_id),
            audience=frozenset(conversation_token(str(message.conversation_id), seq) for seq in since),
        )


def _written(kind: str, written: Post | Comment, post: Post, title: str) -> Document:
    return Document(
        kind=kind,
        id=str(written.id),
        title=title,
        body=plain_text(written.html),
        at=written.published_at,
        group_id=str(post.group_id) if post.group_id else None,
        author_id=str(written.author_id),
        audience=audience_of(post.group),
    )


_GATHER = {
    "person": _people,
    "group": _groups,
    "post": _posts,
    "comment": _comments,
    "file": _files,
    "message": _messages,
}

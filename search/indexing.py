"""Indexing: what changed in the house reaches the index, in batches, from the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, current_app
from sqlalchemy import select

from app.accounts import events as accounts
from app.chat import events as chat
from app.core import outbox
from app.core.db import session
from app.core.events import command, on
from app.feed import events as feed
from app.feed.models import Comment, Post
from app.folders import events as folders
from app.folders.models import Document as Filed
from app.groups import events as groups
from app.people import events as people
from search.documents import Document, Shelf, shelf_of
from search.engines import Engine, IndexBusy, IndexDamaged, Key
from search.gathering import gather, gather_all

log = structlog.get_logger(__name__)

Touches = Callable[[Any], Iterable[Key]]


def _person(fact: Any) -> list[Key]:
    return [("person", str(fact.person_id))]


def _group(fact: Any) -> list[Key]:
    return [("group", str(fact.group_id))]


def _post(fact: Any) -> list[Key]:
    return [("post", str(fact.post_id))]


def _comment(fact: Any) -> list[Key]:
    return [("comment", str(fact.comment_id))]


def _file(fact: Any) -> list[Key]:
    return [("file", str(fact.document_id))]


def _message(fact: Any) -> list[Key]:
    return [("message", str(fact.message_id))]


def _forgotten(fact: Any) -> list[Key]:
    return [("message", str(message)) for message in fact.message_ids]


def _whole_post(fact: Any) -> list[Key]:
    comments = session.scalars(select(Comment.id).where(Comment.post_id == fact.post_id))
    return [*_post(fact), *(("comment", str(comment)) for comment in comments)]


TOUCHES: dict[type, Touches] = {
    accounts.PersonCreated: _person,
    accounts.PersonRenamed: _person,
    accounts.PersonDeactivated: _person,
    people.ProfileChanged: _person,
    groups.MemberJoined: _person,
    groups.MemberLeft: _person,
    groups.GroupCreated: _group,
    groups.GroupChanged: _group,
    groups.GroupDeleted: _group,
    feed.PostPublished: _post,
    feed.PostEdited: _post,
    feed.PostMoved: _whole_post,
    feed.PostDeleted: _whole_post,
    feed.PostHidden: _whole_post,
    feed.PostRestored: _whole_post,
    feed.CommentPublished: _comment,
    feed.CommentEdited: _comment,
    feed.CommentDeleted: _comment,
    feed.CommentHidden: _comment,
    feed.CommentRestored: _comment,
    folders.DocumentAdded: _file,
    folders.DocumentChanged: _file,
    folders.DocumentDeleted: _file,
    folders.DocumentHidden: _file,
    folders.DocumentRestored: _file,
    chat.MessageSent: _message,
    chat.MessageEdited: _message,
    chat.MessageDeleted: _message,
    chat.MessagesForgotten: _forgotten,
}


def register(app: Flask) -> None:
    """Listen to the rooms whose things can be found."""
    for fact in TOUCHES:
        on(app, fact, take_in, batch=True)
    for fact in (groups.GroupChanged, groups.GroupDeleted):
        on(app, fact, take_in_group)
    outbox.add_job(app, take_in_group_posts)
    outbox.every(app, timedelta(seconds=30), ensure_index)


def engine() -> Engine:
    """The index of the current application."""
    found: Engine = current_app.extensions["parvis.search"]
    return found


def take_in(facts: Sequence[Any]) -> None:
    """Bring what the facts touch up to date in the index; idempotent, whatever happened since."""
    keys = {key for fact in facts for key in TOUCHES[type(fact)](fact)}
    update(keys)


def update(keys: Iterable[Key]) -> None:
    """Index what can be found of these, and take the rest out. Where the index is damaged, the rebuild sees to it."""
    found, gone = gather(keys)
    for shelf in Shelf:
        try:
            engine().index(document for document in found if shelf_of(document.kind) is shelf)
            engine().remove(key for key in gone if shelf_of(key[0]) is shelf)
        except IndexDamaged:
            log.warning("search index damaged, left to the rebuild", shelf=shelf)


@command
def take_in_group(fact: groups.GroupChanged | groups.GroupDeleted) -> None:
    """Whoever may read a group may find its posts and files: bring all of them up to date, the posts in pieces."""
    outbox.enqueue(take_in_group_posts, key=f"search:{fact.group_id}", group_id=str(fact.group_id))


PIECE = 300


def take_in_group_posts(group_id: str, after: str | None = None) -> None:
    """Bring one piece of a group's posts with their comments up to date, with the first its files; then the next."""
    if after is None:
        filed = session.scalars(select(Filed.id).where(Filed.group_id == UUID(group_id)))
        update([("file", str(one)) for one in filed])
    posts = select(Post.id).where(Post.group_id == UUID(group_id)).order_by(Post.id).limit(PIECE)
    ids = session.scalars(posts.where(Post.id > UUID(after)) if after else posts).all()
    comments = session.scalars(select(Comment.id).where(Comment.post_id.in_(ids)))
    update([*(("post", str(post)) for post in ids), *(("comment", str(comment)) for comment in comments)])
    if len(ids) == PIECE:
        _ask_for_next(group_id, str(ids[-1]))


@command
def _ask_for_next(group_id: str, after: str) -> None:
    outbox.enqueue(take_in_group_posts, group_id=group_id, after=after)


def rebuild(passed: Callable[[int], None] = lambda _count: None) -> int:
    """Build all indexes anew from the database, each put in the place of the old one; how many documents they have.

    `passed` hears of every hundred documents that are on their way into it.
    """
    for shelf in Shelf:
        rebuild_shelf(shelf, passed)
    return engine().count()


def rebuild_shelf(shelf: Shelf, passed: Callable[[int], None] = lambda _count: None) -> None:
    """Build one of the indexes anew."""

    def documents() -> Iterator[Document]:
        for number, document in enumerate(gather_all(shelf), start=1):
            if number % 100 == 0:
                passed(100)
            yield document

    update(engine().rebuild(documents(), shelf))


def ensure_index() -> None:
    """Build each index that is missing or damaged."""
    for shelf in Shelf:
        try:
            engine().count(shelf)
        except IndexDamaged:
            try:
                rebuild_shelf(shelf)
            except IndexBusy:
                log.info("another process builds the index", shelf=shelf)


def examine() -> str | None:
    """What is wrong with the index, for `parvis check`."""
    try:
        engine().count()
    except IndexDamaged:
        return "the search index is missing or damaged; run parvis reindex"
    return None

"""Conversations: the comments of a post as plain rows, in the order they came or thread by thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, false, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core.db import Identifier, session
from app.core.paging import DEFAULT_LIMIT, LARGEST, Page, paginate
from app.core.prepared import MANY, prepared
from app.feed.models import Comment, CommentRevision, Post, PostRevision, Question, Reaction
from app.feed.policy import comments_visible_to, visible_to
from app.people.models import Profile

Place: TypeAlias = tuple[int, ...]
"""Where a comment stands: the numbers of its thread, of its branch in it, and its own."""

THREADED = (Comment.root_number, Comment.branch_number, Comment.number)
BEGINNING: Place = (0, 0, 0)
END: Place = (LARGEST, LARGEST, LARGEST)

Answered = aliased(Comment)
AnsweredAuthor = aliased(Person)


class CommentContent(NamedTuple):
    """One comment with what is shown of its author."""

    id: UUID
    post_id: UUID
    parent_id: UUID | None
    number: int
    root_number: int
    branch_number: int
    body: str
    html: str
    published_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    hidden_at: datetime | None
    version: int
    reactions: dict[str, Any]
    files: list[Any]
    author_id: UUID
    author_name: str
    author_handle: str
    author_version: int
    author_title: str | None
    author_photo: str | None
    answered_id: UUID | None
    """The comment it answers, where its place does not say so."""
    answered_number: int | None
    answered_name: str | None
    answers_question: bool
    """Whether it stands under a question, and may be accepted."""
    is_accepted: bool


class CommentEntry(NamedTuple):
    """A comment's place in its thread, the versions that key its cached fragment, and what is the viewer's own."""

    id: UUID
    number: int
    root_number: int
    branch_number: int
    version: int
    is_gone: bool
    """Only its place is left, because replies stand below it."""
    author_id: UUID
    author_version: int
    answered_version: int | None
    """The version of whoever is answered; None where its place says that."""
    is_answered_gone: bool
    my_reaction: str | None


def place_of(entry: CommentEntry) -> Place:
    """Where a comment stands."""
    return entry.root_number, entry.branch_number, entry.number


_COLUMNS = (
    *(Comment.id, Comment.post_id, Comment.parent_id, Comment.number, Comment.root_number, Comment.branch_number),
    *(Comment.body, Comment.html),
    *(Comment.published_at, Comment.edited_at, Comment.deleted_at, Comment.hidden_at, Comment.version),
    *(Comment.reactions, Comment.files),
    *(Person.id, Person.name, Person.handle, Person.version, Profile.title, Person.photo),
    *(Answered.id, Answered.number, AnsweredAuthor.name),
    *(Question.post_id.is_not(None), func.coalesce(Question.accepted_id == Comment.id, false())),
)


def list_comments(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[CommentContent]:
    """A post's comments, in the order they came. One statement."""
    chosen = _contents().where(Comment.post_id == post.id, comments_visible_to(viewer))
    page = paginate(chosen, by=[Comment.number], descending=False, limit=limit, cursor=cursor, scalars=False)
    return Page([CommentContent(*row) for row in page.items], page.next)


def list_thread(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, after: Place = BEGINNING
) -> tuple[list[CommentEntry], bool]:
    """A post's comments thread by thread, those that follow a place, and whether there are more. One statement.

    A comment that may not be read any more keeps its place as long as replies stand below it.
    """
    return _stretch(post, viewer, limit, after, is_backwards=False)


def list_thread_before(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, before: Place = END
) -> tuple[list[CommentEntry], bool]:
    """The same for those that precede a place, in the same order, and whether there are earlier ones. One statement."""
    entries, more = _stretch(post, viewer, limit, before, is_backwards=True)
    return entries[::-1], more


def find_place(post: Post, comment_id: UUID, *, viewer: Person) -> Place | None:
    """Where a comment stands in the conversation as the viewer is shown it; None where it does not. One statement."""
    chosen = (Comment.post_id == post.id, Comment.id == comment_id, shown_to(viewer))
    row = session.execute(select(*THREADED).join(Comment.post).where(*chosen)).first()
    return tuple(row) if row else None


def find_first_new(post: Post, *, after: int, viewer: Person) -> Comment | None:
    """The first comment, thread by thread, that came after the one of this number. One statement."""
    newer = (Comment.post_id == post.id, Comment.number > after, Comment.author_id != viewer.id)
    chosen = select(Comment).join(Comment.post).where(*newer, comments_visible_to(viewer))
    return session.scalar(chosen.order_by(*THREADED).limit(1))


def _stretch(
    post: Post, viewer: Person, limit: int, place: Place, *, is_backwards: bool
) -> tuple[list[CommentEntry], bool]:
    values = {"viewer_id": viewer.id, "post_id": post.id, "many": limit + 1}
    values |= dict(zip(("root", "branch", "number"), place, strict=True))
    rows = prepared(_thread, viewer.is_guest, is_backwards).all(**values)
    return [CommentEntry(*row) for row in rows[:limit]], len(rows) > limit


def _thread(is_guest: bool, is_backwards: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    here, there = (
        tuple_(*THREADED),
        tuple_(*(bindparam(name, type_=Integer()) for name in ("root", "branch", "number"))),
    )
    order = [column.desc() for column in THREADED] if is_backwards else THREADED
    return (
        _entries(viewer)
        .where(Comment.post_id == bindparam("post_id", type_=Identifier()))
        .where(here < there if is_backwards else here > there, shown_to(viewer))
        .order_by(*order)
        .limit(MANY)
    )


def shown_to(viewer: Person) -> ColumnElement[bool]:
    """The comments that stand in the conversation: those that may be read, and the places of others with replies."""
    return or_(comments_visible_to(viewer), and_(visible_to(viewer), _has_replies()))


def list_last_comments(post: Post, *, viewer: Person, limit: int) -> list[CommentEntry]:
    """The newest comments of a post, thread by thread. One statement."""
    newest = _entries(viewer).where(Comment.post_id == post.id, comments_visible_to(viewer))
    rows = session.execute(newest.order_by(Comment.number.desc()).limit(limit)).all()
    return sorted((CommentEntry(*row) for row in rows), key=place_of)


def get_comment_entry(comment: Comment, *, viewer: Person) -> CommentEntry:
    """The place of a comment that the caller has found to be visible. One statement."""
    return CommentEntry(*session.execute(_entries(viewer).where(Comment.id == comment.id)).one())


def list_revisions(written: Post | Comment) -> list[tuple[datetime, str, str]]:
    """How it read before its edits: when that was written, its title and its text, oldest first. One statement."""
    former = (
        select(PostRevision.written_at, PostRevision.title, PostRevision.body)
        .where(PostRevision.post_id == written.id)
        .order_by(PostRevision.id)
        if isinstance(written, Post)
        else select(CommentRevision.written_at, literal(""), CommentRevision.body)
        .where(CommentRevision.comment_id == written.id)
        .order_by(CommentRevision.id)
    )
    return [(at, title, body) for at, title, body in session.execute(former)]


def _entries(viewer: Person) -> Statement:
    is_gone, is_answered_gone = _gone_for(viewer, Comment), _gone_for(viewer, Answered)
    columns = (Comment.id, Comment.number, Comment.root_number, Comment.branch_number, Comment.version, is_gone)
    entries: Statement = select(
        *columns, Person.id, Person.version, AnsweredAuthor.version, is_answered_gone, Reaction.name
    )
    mine = and_(Reaction.comment_id == Comment.id, Reaction.person_id == viewer.id)
    return _with_answered(entries.select_from(Comment).join(Post, Post.id == Comment.post_id)).outerjoin(Reaction, mine)


def _gone_for(viewer: Person, comment: Any) -> ColumnElement[bool]:
    return or_(comment.deleted_at.is_not(None), and_(comment.hidden_at.is_not(None), comment.author_id != viewer.id))


def _with_answered(comments: Statement) -> Statement:
    """Join authors, and below the depth that is shown whom a comment answers."""
    is_deep = and_(Comment.branch_number != 0, Comment.branch_number != Comment.number)
    return (
        comments.join(Person, Person.id == Comment.author_id)
        .outerjoin(Answered, and_(Answered.id == Comment.parent_id, is_deep))
        .outerjoin(AnsweredAuthor, AnsweredAuthor.id == Answered.author_id)
    )


def _has_replies() -> ColumnElement[bool]:
    """Whether comments that may be read stand below this one: in its thread, or in the branch that it began."""
    reply = aliased(Comment)
    standing = and_(reply.deleted_at.is_(None), reply.hidden_at.is_(None), reply.number != Comment.number)
    in_branch = and_(Comment.branch_number == Comment.number, reply.branch_number == Comment.number)
    below = and_(reply.root_number == Comment.root_number, or_(Comment.branch_number == 0, in_branch))
    return exists().where(reply.post_id == Comment.post_id, below, standing)


def read_comments(comment_ids: Sequence[UUID]) -> list[CommentContent]:
    """The contents of comments that the caller has found to be visible. One statement."""
    rows = session.execute(_contents().where(Comment.id.in_(comment_ids)).order_by(Comment.number))
    return [CommentContent(*row) for row in rows]


def _contents() -> Statement:
    contents: Statement = select(*_COLUMNS).select_from(Comment).join(Post, Post.id == Comment.post_id)
    people = _with_answered(contents).outerjoin(Profile, Profile.person_id == Person.id)
    return people.outerjoin(Question, Question.post_id == Comment.post_id)

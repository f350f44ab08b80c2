"""What can be done to comments."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.policy import can_hide
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.feed import policy
from app.feed.attaching import holder_of
from app.feed.events import CommentDeleted, CommentEdited, CommentHidden, CommentPublished, CommentRestored
from app.feed.models import Comment, CommentRevision, Post
from app.feed.services.answering import keep_answer
from app.feed.services.following import let_follow, note_answer
from app.feed.services.locking import lock, lock_seen, lock_seen_comment
from app.feed.services.posting import UNDO_LASTS
from app.feed.services.texts import LONGEST_COMMENT, keep_mentions, prepare
from app.files.services import set_files
from app.people.models import Contact


@command
def publish_comment(
    post: Post, *, body: str, parent: Comment | None = None, file_ids: Sequence[UUID] = (), actor: Person
) -> Comment:
    """Answer a post, or one of its comments; files need no words.

    Raises NotFound where the post is no longer visible to the actor, Forbidden where they may not answer it or a room
    refuses the text, Invalid for an empty or too long one, a parent that cannot be answered or a file that is missing
    or another's.
    """
    lock_seen(post, actor=actor)
    policy.demand_response(actor, post, by=Contact.COMMENT)
    if parent is not None:
        _demand_answerable(parent, post, actor)
    prepared = prepare(body, longest=LONGEST_COMMENT, group=post.group, may_be_empty=bool(file_ids), actor=actor)
    post.last_number += 1
    comment = Comment(
        post_id=post.id,
        author_id=actor.id,
        parent_id=parent.id if parent else None,
        number=post.last_number,
        root_number=parent.root_number if parent else post.last_number,
        branch_number=(parent.branch_number or post.last_number) if parent else 0,
        body=prepared.body,
        html=prepared.html,
        renderer_version=prepared.renderer_version,
    )
    session.add(comment)
    _count(post, +1)
    session.flush()
    comment.files = set_files(holder_of(comment), file_ids, actor=actor)
    keep_mentions(prepared.mentioned, post_id=post.id, comment_id=comment.id)
    let_follow(post, prepared.mentioned)
    note_answer(post, comment.number, actor=actor)
    record(CommentPublished(comment.id, post.id))
    return comment


@command
def edit_comment(
    comment: Comment, *, body: str | None = None, file_ids: Sequence[UUID] | None = None, actor: Person
) -> None:
    """Change what is given and keep how it read before; repeating changes nothing. Authors only."""
    lock_seen_comment(comment, actor=actor)
    demand(policy.can_edit(actor, comment))
    prepared = prepare(
        comment.body if body is None else body,
        longest=LONGEST_COMMENT,
        group=comment.post.group,
        may_be_empty=bool(comment.files if file_ids is None else file_ids),
        before=comment.body,
        actor=actor,
    )
    new_files = comment.files if file_ids is None else set_files(holder_of(comment), file_ids, actor=actor)
    if (prepared.body, new_files) == (comment.body, comment.files):
        return
    if prepared.body != comment.body:
        written_at = comment.edited_at or comment.published_at
        session.add(CommentRevision(comment_id=comment.id, written_at=written_at, body=comment.body))
    comment.body, comment.html, comment.files = prepared.body, prepared.html, new_files
    comment.renderer_version = prepared.renderer_version
    comment.edited_at = clock.now()
    comment.version += 1
    keep_mentions(prepared.mentioned, post_id=comment.post_id, comment_id=comment.id)
    let_follow(comment.post, prepared.mentioned)
    keep_answer(comment)
    record(CommentEdited(comment.id, comment.post_id))


@command
def delete_comment(comment: Comment, *, actor: Person) -> None:
    """Take a comment back, its replies stay; it can be brought back for a quarter of an hour."""
    lock_seen_comment(comment, actor=actor)
    demand(policy.can_delete(actor, comment))
    comment.deleted_at, comment.deleted_by = clock.now(), actor.id
    comment.version += 1
    if comment.hidden_at is None:
        _count(comment.post, -1)
    if comment.author_id != actor.id:
        audit.write("comment.deleted", actor_id=actor.id, target=f"comment:{comment.id}")
    keep_answer(comment)
    record(CommentDeleted(comment.id, comment.post_id))


@command
def undelete_comment(comment: Comment, *, actor: Person) -> None:
    """Bring back what the actor has just deleted; repeating changes nothing.

    Raises NotFound for anybody else or where the post may no longer be read, Conflict when it is too late.
    """
    lock_seen(comment.post, actor=actor)
    session.refresh(comment)
    if comment.deleted_at is None:
        lock_seen_comment(comment, actor=actor)
        return
    if comment.deleted_by != actor.id:
        raise NotFound
    if comment.deleted_at < clock.now() - UNDO_LASTS:
        raise Conflict(_("It is too late to undo this."))
    comment.deleted_at = comment.deleted_by = None
    comment.version += 1
    if comment.hidden_at is None:
        _count(comment.post, +1)
    keep_answer(comment)
    record(CommentRestored(comment.id, comment.post_id))


@command
def hide_comment(comment: Comment, *, actor: Person) -> None:
    """Hide a comment from everybody but its author, as moderation decided; repeating changes nothing."""
    demand(can_hide(actor))
    lock(comment.post)
    session.refresh(comment)
    if comment.hidden_at is None:
        comment.hidden_at = clock.now()
        comment.version += 1
        if comment.deleted_at is None:
            _count(comment.post, -1)
        keep_answer(comment)
        record(CommentHidden(comment.id, comment.post_id))


@command
def restore_comment(comment: Comment, *, actor: Person) -> None:
    """Show a hidden comment again; repeating changes nothing."""
    demand(can_hide(actor))
    lock(comment.post)
    session.refresh(comment)
    if comment.hidden_at is not None:
        comment.hidden_at = None
        comment.version += 1
        if comment.deleted_at is None:
            _count(comment.post, +1)
        keep_answer(comment)
        record(CommentRestored(comment.id, comment.post_id))


def _count(post: Post, change: int) -> None:
    post.comment_count += change
    post.version += 1


def _demand_answerable(parent: Comment, post: Post, actor: Person) -> None:
    if parent.post_id != post.id or parent.deleted_at is not None:
        raise Invalid(parent_id=_("This comment cannot be answered."))
    policy.demand_response(actor, parent, by=Contact.COMMENT)

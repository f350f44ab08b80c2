"""What can be done to posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts.models import Person
from app.accounts.policy import can_hide
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, NotFound, demand
from app.core.events import command, record
from app.core.ids import new_id
from app.feed import policy
from app.feed.attaching import holder_of
from app.feed.events import PostDeleted, PostEdited, PostHidden, PostPublished, PostRestored
from app.feed.models import Post, PostRevision
from app.feed.parts import Part, say_enough
from app.feed.services.arranging import hold_pins, take_down
from app.feed.services.following import let_follow
from app.feed.services.locking import lock, lock_seen
from app.feed.services.texts import LONGEST_POST, checked_title, keep_mentions, prepare
from app.files.services import set_files
from app.groups.models import Group
from app.groups.policy import can_read
from app.groups.queries import get_group

UNDO_LASTS = timedelta(minutes=15)


@command
def publish_post(
    *,
    body: str,
    title: str = "",
    group: Group | None = None,
    file_ids: Sequence[UUID] = (),
    parts: Sequence[Part] = (),
    actor: Person,
    post_id: UUID | None = None,
) -> Post:
    """Say something to a group, or to the whole house; files need no words. A post carries one part of each kind.

    `post_id` is the identifier under which it was promised, if it was.

    Raises NotFound where the group is no longer known to the actor, Forbidden where they may not write there or a
    room refuses the text, Invalid for an empty or too long one or a file that is missing or another's, and what its
    parts raise.
    """
    demand_place(group, actor)
    says_enough = bool(file_ids) or say_enough(parts)
    prepared = prepare(body, longest=LONGEST_POST, group=group, may_be_empty=says_enough, actor=actor)
    post = Post(
        id=post_id or new_id(),
        author_id=actor.id,
        group_id=group.id if group else None,
        title=checked_title(title),
        body=prepared.body,
        html=prepared.html,
        renderer_version=prepared.renderer_version,
    )
    session.add(post)
    session.flush()
    post.files = set_files(holder_of(post), file_ids, actor=actor)
    post.parts = {part.name: part.attach(post, actor=actor) for part in parts}
    keep_mentions(prepared.mentioned, post_id=post.id)
    let_follow(post, prepared.mentioned)
    record(PostPublished(post.id))
    return post


@command
def edit_post(
    post: Post,
    *,
    body: str | None = None,
    title: str | None = None,
    file_ids: Sequence[UUID] | None = None,
    actor: Person,
) -> None:
    """Change what is given and keep how it read before; repeating changes nothing. Authors only.

    Raises NotFound where the actor no longer sees the post, Forbidden where a room refuses the new text.
    """
    lock_seen(post, actor=actor)
    demand(policy.can_edit(actor, post))
    new_title = post.title if title is None else checked_title(title)
    prepared = prepare(
        post.body if body is None else body,
        longest=LONGEST_POST,
        group=post.group,
        may_be_empty=bool(post.files if file_ids is None else file_ids) or (bool(post.parts) and not post.body),
        before=post.body,
        actor=actor,
    )
    new_files = post.files if file_ids is None else set_files(holder_of(post), file_ids, actor=actor)
    if (new_title, prepared.body, new_files) == (post.title, post.body, post.files):
        return
    if (new_title, prepared.body) != (post.title, post.body):
        at = post.edited_at or post.published_at
        session.add(PostRevision(post_id=post.id, written_at=at, title=post.title, body=post.body))
    post.title, post.body, post.html, post.files = new_title, prepared.body, prepared.html, new_files
    post.renderer_version = prepared.renderer_version
    post.edited_at = clock.now()
    post.version += 1
    keep_mentions(prepared.mentioned, post_id=post.id)
    let_follow(post, prepared.mentioned)
    record(PostEdited(post.id))


@command
def delete_post(post: Post, *, actor: Person) -> None:
    """Take a post back; it can be brought back for a quarter of an hour. Authors, and keepers of its group."""
    hold_pins(post)
    lock_seen(post, actor=actor)
    demand(policy.can_delete(actor, post))
    post.deleted_at, post.deleted_by = clock.now(), actor.id
    take_down(post)
    post.version += 1
    if post.author_id != actor.id:
        audit.write("post.deleted", actor_id=actor.id, target=f"post:{post.id}")
    record(PostDeleted(post.id))


@command
def undelete_post(post: Post, *, actor: Person) -> None:
    """Bring back what the actor has just deleted; repeating changes nothing.

    Raises NotFound for anybody else or where the group may no longer be read, Conflict when it is too late.
    """
    lock(post)
    if post.group is not None and (post.group.deleted_at is not None or not can_read(actor, post.group)):
        raise NotFound
    if post.deleted_at is None:
        lock_seen(post, actor=actor)
        return
    if post.deleted_by != actor.id:
        raise NotFound
    if post.deleted_at < clock.now() - UNDO_LASTS:
        raise Conflict(_("It is too late to undo this."))
    post.deleted_at = post.deleted_by = None
    post.version += 1
    record(PostRestored(post.id))


@command
def hide_post(post: Post, *, actor: Person) -> None:
    """Hide a post from everybody but its author, as moderation decided; repeating changes nothing."""
    demand(can_hide(actor))
    lock(post)
    if post.hidden_at is None:
        post.hidden_at = clock.now()
        post.version += 1
        record(PostHidden(post.id))


@command
def restore_post(post: Post, *, actor: Person) -> None:
    """Show a hidden post again; repeating changes nothing."""
    demand(can_hide(actor))
    lock(post)
    if post.hidden_at is not None:
        post.hidden_at = None
        post.version += 1
        record(PostRestored(post.id))


@command
def refresh_post(post_id: UUID) -> None:
    """Have a post shown anew, because something that another room tells of it has changed."""
    session.execute(update(Post).where(Post.id == post_id).values(version=Post.version + 1))


def demand_place(group: Group | None, actor: Person) -> None:
    """Raise NotFound where the group is not known to the actor (any more), Forbidden where they may not write there."""
    if group is not None:
        get_group(group.id, viewer=actor)
    demand(policy.can_publish(actor, group), _("You can no longer write here."))

"""Who may read what is in the feed, and act on it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from app.accounts.models import Person, Role
from app.core.db import session
from app.core.errors import Forbidden, demand
from app.feed import hooks
from app.feed.models import Comment, Post
from app.groups import policy as groups
from app.groups.models import Access, Group
from app.people import policy as people
from app.people.models import Contact
from app.people.services import note_attempt


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The posts the viewer may read, as a filter for any query; a hidden one stays visible to its author."""
    in_groups = groups.stands_in_readable(Post.group_id, viewer)
    reachable = in_groups if viewer.is_guest else or_(Post.group_id.is_(None), in_groups)
    return and_(standing_for(viewer), reachable)


def standing_for(viewer: Person) -> ColumnElement[bool]:
    """The posts that are neither deleted nor hidden from the viewer, for queries that pick the groups themselves."""
    return and_(Post.deleted_at.is_(None), or_(Post.hidden_at.is_(None), Post.author_id == viewer.id))


def listed_for(viewer: Person) -> ColumnElement[bool]:
    """The posts that lists of what is new show the viewer: those they may read and nobody has put away."""
    return and_(visible_to(viewer), Post.archived_at.is_(None))


def comments_visible_to(viewer: Person) -> ColumnElement[bool]:
    """The comments the viewer may read, as a filter for queries that join their posts."""
    standing = and_(Comment.deleted_at.is_(None), or_(Comment.hidden_at.is_(None), Comment.author_id == viewer.id))
    return and_(standing, visible_to(viewer))


def can_publish(actor: Person, group: Group | None) -> bool:
    """Members write in their groups, and everybody of the house to the whole house."""
    return not actor.is_guest if group is None else groups.can_post(actor, group)


def reads_in(person: Person, place: Group | None) -> bool:
    """Whether somebody reads what is written in a group, or to the whole house."""
    return groups.can_read(person, place) if place else not person.is_guest


def can_interact(actor: Person, other: Person) -> bool:
    """Whether the actor may comment on, react to and mention what is the other's."""
    if actor.id == other.id:
        return True
    return people.can_contact(actor, other) and all(hooks.may_interact.ask(actor, other))


def nameable_in(place: Group | None, actor: Person) -> ColumnElement[bool]:
    """The groups the actor may name there, as a filter; a secret one only in itself: a link would tell others of it."""
    known = or_(Group.access != Access.SECRET, Group.id == (place.id if place else None))
    return and_(groups.visible_to(actor), known)


def can_respond(actor: Person, written: Post | Comment) -> bool:
    """Who may read may comment and react, but not where moderation hid it, where it is locked or put away, in an
    archived group, nor to an author who keeps them away.
    """
    return _is_open(written) and can_interact(actor, written.author)


def _is_open(written: Post | Comment) -> bool:
    """Whether anybody at all may respond."""
    post = written if isinstance(written, Post) else written.post
    is_closed = post.locked_at is not None or post.archived_at is not None
    return not is_closed and (post.group is None or groups.is_alive(post.group)) and written.hidden_at is None


def demand_response(actor: Person, written: Post | Comment, *, by: Contact) -> None:
    """Raise Forbidden unless the actor may respond; what an order forbids is kept for who steers that case. Where
    nobody may, it is not the order that forbids it.
    """
    demand(_is_open(written))
    if not can_interact(actor, written.author):
        note_attempt(actor, [written.author_id], by=by)
        raise Forbidden


def can_edit(actor: Person, written: Post | Comment) -> bool:
    """Authors change their own words, as long as moderation has not hidden them."""
    return written.author_id == actor.id and written.hidden_at is None


def can_delete(actor: Person, written: Post | Comment) -> bool:
    """Authors take back their own words; a group's owners and moderators remove what stands in it."""
    post = written if isinstance(written, Post) else written.post
    return written.author_id == actor.id or is_keeper(actor, post)


def can_settle(actor: Person, post: Post) -> bool:
    """Who asked ends the vote and accepts an answer, and keepers of the group do, but not where moderation hid it."""
    return post.hidden_at is None and (post.author_id == actor.id or is_keeper(actor, post))


def is_keeper(actor: Person, post: Post) -> bool:
    """Whether the actor looks after the group that the post stands in."""
    return post.group is not None and groups.can_keep(actor, post.group)


def can_edit_values(actor: Person) -> bool:
    """What the company stands for is the administration's to word."""
    return actor.has(Role.ADMIN)


def can_see(viewer: Person, post: Post) -> bool:
    """Whether the viewer may read this post now."""
    return session.scalar(select(Post.id).where(Post.id == post.id, visible_to(viewer))) is not None

"""Moving: a post goes to another place, with its conversation, its files and what it carries."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, NotFound, demand
from app.core.events import command, record
from app.feed import policy
from app.feed.audiences import can_move, looks_after
from app.feed.events import PostMoved
from app.feed.models import Comment, Move, PollBallot, Post
from app.feed.parts import show_part
from app.feed.services.arranging import hold_pins, take_down
from app.feed.services.locking import lock_seen
from app.feed.services.posting import UNDO_LASTS
from app.feed.services.rendering import render_again
from app.feed.services.texts import review
from app.groups.models import Access, Group, Membership
from app.groups.queries import get_group

PART = "moved"
BOUND = {"announcement", "event"}
"""What stays where it was made: whom an announcement concerns was counted, and an event stands in the agenda there."""


@command
def move_post(post: Post, group: Group | None, *, actor: Person) -> None:
    """Move a post into a group, or (None) to the whole house. Who may not read there sees it no more, nor its files.

    Its author, from one place where they may write to another; who looks after its place, to where its author reads.
    Moving it to where it stands changes nothing. Raises NotFound where the actor does not see the post or know the
    group, Forbidden where they may not move it there, Conflict for what stays where it was made.
    """
    hold_pins(post)
    lock_seen(post, actor=actor)
    if group is not None:
        get_group(group.id, viewer=actor)
    if post.group_id == (group.id if group else None):
        return
    demand(can_move(actor, post))
    demand(policy.can_publish(actor, group), _("You cannot write there."))
    _check(post, group, actor)
    _place(post, group, actor)


@command
def undo_move(post: Post, *, actor: Person) -> None:
    """Take back one's own last move of a post, for a quarter of an hour.

    Raises NotFound where the actor has not just moved it, Conflict when it is too late.
    """
    hold_pins(post)
    lock_seen(post, actor=actor)
    last = session.scalar(select(Move).where(Move.post_id == post.id).order_by(Move.at.desc(), Move.id.desc()).limit(1))
    if last is None or last.person_id != actor.id or last.to_id != post.group_id:
        raise NotFound
    if last.at < clock.now() - UNDO_LASTS:
        raise Conflict(_("It is too late to undo this."))
    group = get_group(last.from_id, viewer=actor) if last.from_id else None
    demand(policy.can_publish(actor, group), _("You can no longer write here."))
    if _is_shown_anew(post, group, actor) and _has_words_of_others(post, actor, since=last.at):
        raise Conflict(_("What others said in a group of few is not shown to more people."))
    _place(post, group, actor)


def _check(post: Post, group: Group | None, actor: Person) -> None:
    if BOUND & post.parts.keys():
        raise Conflict(_("An announcement or an event stays where it was made: others were counted and invited there."))
    if not policy.reads_in(post.author, group):
        raise Conflict(_("Its author does not read there, and would lose it."))
    is_by_others = post.author_id != actor.id or _has_words_of_others(post, actor)
    if is_by_others and _is_shown_anew(post, group, actor):
        raise Conflict(_("What others said in a group of few is not shown to more people."))
    review("\n".join((post.title, post.body)), group_id=group.id if group else None, actor=post.author)


def _widens(before: Group | None, after: Group | None) -> bool:
    """Whether everybody will read what only the members of a group could."""
    was_of_few = before is not None and before.access != Access.OPEN
    return was_of_few and (after is None or after.access == Access.OPEN)


def _is_shown_anew(post: Post, group: Group | None, actor: Person) -> bool:
    """Whether people will read it whom those who wrote there did not write for; keepers bring their groups together."""
    return _widens(post.group, group) or (not looks_after(actor, post) and _has_others(group, post.group))


def _has_others(after: Group | None, before: Group | None) -> bool:
    """Whether somebody is in one group of few who is not in another."""
    if after is None or before is None or before.access == Access.OPEN:
        return False
    known = select(Membership.person_id).where(Membership.group_id == before.id)
    others = exists().where(Membership.group_id == after.id, Membership.person_id.not_in(known))
    return bool(session.scalar(select(others)))


def _has_words_of_others(post: Post, actor: Person, *, since: datetime | None = None) -> bool:
    """Whether others said something there or voted; what was deleted counts as long as it can come back."""
    can_return = or_(Comment.deleted_at.is_(None), Comment.deleted_at >= clock.now() - UNDO_LASTS)
    words = [Comment.post_id == post.id, Comment.author_id != actor.id, can_return]
    votes = [PollBallot.post_id == post.id, PollBallot.person_id != actor.id]
    if since is not None:
        words.append(Comment.published_at >= since)
        votes.append(PollBallot.at >= since)
    return bool(session.scalar(select(or_(exists().where(*words), exists().where(*votes)))))


def _place(post: Post, group: Group | None, actor: Person) -> None:
    take_down(post)
    before = post.group_id
    session.add(Move(post_id=post.id, from_id=before, to_id=group.id if group else None, person_id=actor.id))
    post.group = group
    post.group_id = group.id if group else None
    post.version += 1
    show_part(post, PART, {"group_id": str(before) if before else None, "at": clock.now().isoformat()})
    session.flush()
    _render_names_again(post)
    audit.write("post.moved", actor_id=actor.id, target=f"post:{post.id}", to=post.group_id)
    record(PostMoved(post.id, before))


def _render_names_again(post: Post) -> None:
    """A secret group may be named in itself alone: no link to it goes elsewhere with a text."""
    render_again(post)
    naming = select(Comment).where(Comment.post_id == post.id, Comment.body.contains("@", autoescape=True))
    for comment in session.scalars(naming).all():
        render_again(comment)

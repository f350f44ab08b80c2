"""What notifications hear, and whom they tell."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person, Role
from app.accounts.queries import list_holders
from app.core.db import session
from app.core.events import on
from app.core.worker import JobDied
from app.feed.events import CommentPublished, PostPublished, ReactionChanged
from app.feed.models import Comment, Mention, Post, Reaction
from app.feed.policy import can_see
from app.groups.events import MemberJoined, MembershipRequested
from app.groups.models import Group
from app.groups.queries import list_keepers
from app.notifications import rules
from app.notifications.kinds import Kind
from app.notifications.services import notify


def register(app: Flask) -> None:
    """Listen to the rooms below."""
    on(app, PostPublished, tell_of_post)
    on(app, CommentPublished, tell_of_comment)
    on(app, ReactionChanged, tell_of_reaction)
    on(app, MemberJoined, tell_of_membership)
    on(app, MembershipRequested, tell_of_request)
    on(app, JobDied, tell_of_dead_job)


def _mentioned(post_id: UUID, comment_id: UUID | None) -> Iterable[UUID]:
    found = select(Mention.person_id).where(Mention.post_id == post_id, Mention.comment_id == comment_id)
    return session.scalars(found).all()


def _who_may_see(post: Post, told: Iterable[UUID]) -> set[UUID]:
    people = session.scalars(select(Person).where(Person.id.in_(list(told)), Person.deactivated_at.is_(None))).all()
    return {person.id for person in people if can_see(person, post)}


def tell_of_post(fact: PostPublished) -> None:
    """Tell those whom a post names."""
    post = session.get(Post, fact.post_id)
    if post is None:
        return
    told = rules.of_post(post.author_id, _mentioned(post.id, None))
    for person_id in _who_may_see(post, told):
        notify(
            person_id,
            told[person_id],
            key=f"post:{post.id}",
            url=f"/posts/{post.id}",
            actor_id=post.author_id,
            post_id=post.id,
        )


def tell_of_comment(fact: CommentPublished) -> None:
    """Tell those whom a comment names or answers, and the author of the post."""
    comment = session.get(Comment, fact.comment_id)
    if comment is None:
        return
    parent = session.get(Comment, comment.parent_id) if comment.parent_id else None
    told = rules.of_comment(
        comment.author_id,
        post_author=comment.post.author_id,
        parent_author=parent.author_id if parent else None,
        mentioned=_mentioned(comment.post_id, comment.id),
    )
    for person_id in _who_may_see(comment.post, told):
        notify(
            person_id,
            told[person_id],
            key=f"comment:{comment.id}",
            url=f"/posts/{comment.post_id}#comment-{comment.id}",
            actor_id=comment.author_id,
            post_id=comment.post_id,
            comment_id=comment.id,
        )


def tell_of_reaction(fact: ReactionChanged) -> None:
    """Tell the author of a post how many reacted to it, in one notification."""
    post = session.get(Post, fact.post_id)
    if post is None or fact.comment_id is not None:
        return
    reacted = select(func.count()).where(Reaction.post_id == post.id, Reaction.person_id != post.author_id)
    count = session.scalar(reacted) or 0
    told = rules.of_reaction(fact.person_id, post.author_id)
    for person_id in _who_may_see(post, told) if count else ():
        notify(
            person_id,
            told[person_id],
            key=f"reactions:{post.id}",
            url=f"/posts/{post.id}",
            actor_id=fact.person_id,
            post_id=post.id,
            count=count,
        )


def tell_of_membership(fact: MemberJoined) -> None:
    """Tell somebody that they were brought or let into a group."""
    group = session.get(Group, fact.group_id)
    if group is None or fact.added_by is None or fact.added_by == fact.person_id:
        return
    notify(
        fact.person_id,
        Kind.ADDED,
        key=f"added:{group.id}",
        url=f"/groups/{group.slug}",
        actor_id=fact.added_by,
        group_id=group.id,
        subject=group.name,
    )


def tell_of_request(fact: MembershipRequested) -> None:
    """Tell those who run a group that somebody asks to join it."""
    group = session.get(Group, fact.group_id)
    for keeper in list_keepers(group) if group else ():
        notify(
            keeper.person_id,
            Kind.REQUEST,
            key=f"request:{keeper.group_id}:{fact.person_id}",
            url=f"/groups/{keeper.group.slug}/members",
            actor_id=fact.person_id,
            group_id=keeper.group_id,
            subject=keeper.group.name,
        )


def tell_of_dead_job(fact: JobDied) -> None:
    """Tell the administration that a job was given up."""
    for admin in list_holders(Role.ADMIN):
        notify(admin.id, Kind.SERVICE, key=f"job:{fact.job_id}", url="/notifications", subject=fact.listener)

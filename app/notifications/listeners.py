"""What notifications hear, and whom they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.queries import list_holders
from app.core.db import session
from app.core.events import on
from app.core.worker import JobDied
from app.feed.events import (
    CommentPublished,
    PostPublished,
    PraiseGiven,
    ReactionChanged,
    ReadersReminded,
    ScheduledPostRefused,
)
from app.feed.models import Comment, Post, Reaction
from app.feed.queries import list_followers, list_mentioned, list_missing, list_praised
from app.groups.events import (
    GroupEntrusted,
    MemberJoined,
    MembershipRequested,
    OwnerMissing,
    PersonInvited,
    RequestDeclined,
)
from app.groups.models import Access, Group, GroupInvitation, Refusal
from app.groups.queries import list_keepers
from app.notifications import rules
from app.notifications.calling import find_called
from app.notifications.kinds import Kind
from app.notifications.readers import who_may_see
from app.notifications.rules import Told
from app.notifications.services import News, notify, tell


def register(app: Flask) -> None:
    """Listen to the rooms below."""
    on(app, PostPublished, tell_of_post)
    on(app, PraiseGiven, tell_of_praise)
    on(app, CommentPublished, tell_of_comment)
    on(app, ReactionChanged, tell_of_reaction)
    on(app, ReadersReminded, tell_of_reminder)
    on(app, ScheduledPostRefused, tell_of_refused_post)
    on(app, MemberJoined, tell_of_membership)
    on(app, MembershipRequested, tell_of_request)
    on(app, RequestDeclined, tell_of_refusal)
    on(app, PersonInvited, tell_of_invitation)
    on(app, GroupEntrusted, tell_of_entrusting)
    on(app, OwnerMissing, tell_of_missing_owner)
    on(app, JobDied, tell_of_dead_job)


def tell_of_post(fact: PostPublished) -> None:
    """Tell those whom a post names."""
    post = session.get(Post, fact.post_id)
    if post is None:
        return
    called = find_called(post.body, place=post.group, author=post.author)
    told = rules.of_post(
        post.author_id, mentioned=list_mentioned(post.id), called=called, praised=list_praised(post.id)
    )
    news = News(f"post:{post.id}", f"/posts/{post.id}", post.author_id, post.id)
    _tell_readers(post, told, news, called)


def tell_of_praise(fact: PraiseGiven) -> None:
    """Tell those whom a post thanks."""
    post = session.get(Post, fact.post_id)
    if post is not None:
        told = rules.of_praise(post.author_id, list_praised(post.id))
        news = News(f"praise:{post.id}", f"/posts/{post.id}", post.author_id, post.id)
        tell(who_may_see(post, told), news)


def tell_of_comment(fact: CommentPublished) -> None:
    """Tell those whom a comment names or answers, the author of the post, and those who follow it."""
    comment = session.get(Comment, fact.comment_id)
    if comment is None:
        return
    post, parent = comment.post, session.get(Comment, comment.parent_id) if comment.parent_id else None
    called = find_called(comment.body, place=post.group, author=comment.author)
    told = rules.of_comment(
        comment.author_id,
        post_author=post.author_id,
        parent_author=parent.author_id if parent else None,
        mentioned=list_mentioned(post.id, comment.id),
        called=called,
        followers=list_followers(post.id),
    )
    news = News(
        f"comment:{comment.id}",
        f"/comments/{comment.id}",
        comment.author_id,
        post.id,
        comment.id,
        gathers={Kind.COMMENT: post.id, Kind.FOLLOWED: post.id} | ({Kind.REPLY: parent.id} if parent else {}),
    )
    _tell_readers(post, told, news, called)


def tell_of_reaction(fact: ReactionChanged) -> None:
    """Tell the author of a post who reacted to it, together."""
    post = session.get(Post, fact.post_id)
    if post is None or fact.comment_id is not None:
        return
    reacted = select(Reaction.id).where(Reaction.post_id == post.id, Reaction.person_id == fact.person_id)
    if session.scalar(reacted) is None:
        return  # taken back meanwhile
    told = rules.of_reaction(fact.person_id, post.author_id)
    key, gathers = f"reaction:{post.id}:{fact.person_id}", {Kind.REACTION: post.id}
    tell(who_may_see(post, told), News(key, f"/posts/{post.id}", fact.person_id, post.id, gathers=gathers))


def tell_of_reminder(fact: ReadersReminded) -> None:
    """Tell an announcement again to those who have not confirmed it by now, and to nobody else."""
    post = session.get(Post, fact.post_id)
    if post is None:
        return
    told = rules.of_reminder(list_missing(post.id))
    key = f"reading:{post.id}:{fact.number}"
    tell(who_may_see(post, told), News(key, f"/posts/{post.id}", fact.actor_id, post.id))


def tell_of_refused_post(fact: ScheduledPostRefused) -> None:
    """Tell the author of a scheduled post that it could not be published; they keep it, with the reason."""
    key = f"unpublished:{fact.scheduled_id}:{fact.at.isoformat()}"
    tell(rules.of_refused_post(fact.person_id), News(key, "/posts/scheduled"))


def tell_of_membership(fact: MemberJoined) -> None:
    """Tell somebody that they were brought or let into a group."""
    group = session.get(Group, fact.group_id)
    if group is not None:
        told = rules.of_membership(fact.person_id, added_by=fact.added_by, by_rule=fact.by_rule)
        key, url = f"added:{group.id}", f"/groups/{group.slug}"
        tell(told, News(key, url, fact.added_by, group_id=group.id, subject=group.name))


def tell_of_request(fact: MembershipRequested) -> None:
    """Tell those who run a group who asks to join it, together."""
    group = session.get(Group, fact.group_id)
    if group is None:
        return
    told = rules.of_request(fact.person_id, keepers=[keeper.person_id for keeper in list_keepers(group)])
    key, url = f"request:{group.id}:{fact.person_id}", f"/groups/{group.slug}/members"
    gathers = {Kind.REQUEST: group.id}
    tell(told, News(key, url, fact.person_id, group_id=group.id, subject=group.name, gathers=gathers))


def tell_of_refusal(fact: RequestDeclined) -> None:
    """Tell somebody that they were not let into a group; the group's page says why."""
    group, refusal = session.get(Group, fact.group_id), session.get(Refusal, (fact.group_id, fact.person_id))
    if group is not None and refusal is not None:
        key, url = f"declined:{group.id}:{refusal.at:%Y%m%d%H%M%S}", f"/groups/{group.slug}"
        tell(rules.of_refusal(fact.person_id), News(key, url, None, group_id=group.id, subject=group.name))


def tell_of_invitation(fact: PersonInvited) -> None:
    """Tell somebody that they are invited into a group."""
    group = session.get(Group, fact.group_id)
    invitation = session.get(GroupInvitation, (fact.group_id, fact.person_id))
    if group is not None and invitation is not None:
        told = rules.of_invitation(fact.person_id, invited_by=fact.invited_by)
        key = f"invited:{group.id}:{invitation.at:%Y%m%d%H%M%S}"
        tell(told, News(key, "/groups/invitations", fact.invited_by, group_id=group.id, subject=group.name))


def tell_of_entrusting(fact: GroupEntrusted) -> None:
    """Tell somebody that they run a group now."""
    group = session.get(Group, fact.group_id)
    if group is not None:
        told = rules.of_entrusting(fact.person_id, by=fact.by)
        news = News(f"entrusted:{group.id}", f"/groups/{group.slug}", fact.by, group_id=group.id, subject=group.name)
        tell(told, news)


def tell_of_missing_owner(fact: OwnerMissing) -> None:
    """Tell those who can name another owner that a group has none: who helps to run it, and the administration."""
    group = session.get(Group, fact.group_id)
    if group is None:
        return
    namers = {keeper.person_id for keeper in list_keepers(group) if keeper.person.deactivated_at is None}
    if group.access != Access.SECRET:
        namers |= {admin.id for admin in list_holders(Role.ADMIN)}
    told = rules.of_missing_owner(fact.person_id, namers=namers)
    key, url = f"ownerless:{group.id}:{fact.person_id}", f"/groups/{group.slug}/members"
    tell(told, News(key, url, group_id=group.id, subject=group.name))


def tell_of_dead_job(fact: JobDied) -> None:
    """Tell the administration that a job was given up."""
    for admin in list_holders(Role.ADMIN):
        notify(admin.id, Kind.SERVICE, key=f"job:{fact.job_id}", url="/notifications", subject=fact.listener)


def _tell_readers(post: Post, told: Told, news: News, called: Mapping[UUID, str]) -> None:
    """Tell those who may see a post; who is called reads by which name."""
    for name, readers in _by_name(who_may_see(post, told), called).items():
        tell(readers, replace(news, subject=name))


def _by_name(told: Told, called: Mapping[UUID, str]) -> dict[str, dict[UUID, Kind]]:
    by_name: dict[str, dict[UUID, Kind]] = {}
    for person, kind in told.items():
        by_name.setdefault(called[person] if kind is Kind.CALL else "", {})[person] = kind
    return by_name

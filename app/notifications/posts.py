"""What notifications hear of what becomes of posts: questions with their answers, shares, and announcements."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Flask

from app.core import clock, outbox
from app.core.db import session
from app.core.events import command, on
from app.core.richtext import plain_text
from app.feed.events import AnnouncementPublished, AnswerAccepted, PostPublished
from app.feed.models import Comment, Post, Question, Share
from app.feed.queries import list_concerned, list_followers, list_mentioned
from app.notifications import rules
from app.notifications.kinds import Kind
from app.notifications.readers import who_may_see
from app.notifications.services import News, tell
from app.notifications.services.telling import AT_ONCE

EXCERPT = 80
NEWS_FOR = timedelta(days=7)
"""Older than that it is no news, however late the worker comes to it."""


def register(app: Flask) -> None:
    """Listen to the feed."""
    on(app, AnswerAccepted, tell_of_answer)
    on(app, PostPublished, tell_of_share)
    on(app, AnnouncementPublished, tell_of_announcement)
    outbox.add_job(app, announce_to_some)


def tell_of_answer(fact: AnswerAccepted) -> None:
    """Tell whose answer was accepted, and who follows the question, unless another one is by now."""
    comment, question = session.get(Comment, fact.comment_id), session.get(Question, fact.post_id)
    if comment is None or question is None or question.accepted_id != comment.id:
        return
    told = rules.of_answer(fact.actor_id, author=comment.author_id, followers=list_followers(fact.post_id))
    news = News(f"accepted:{comment.id}", f"/comments/{comment.id}", fact.actor_id, fact.post_id, comment.id)
    tell(who_may_see(comment.post, told), news)


def tell_of_share(fact: PostPublished) -> None:
    """Tell the author of a post who shares it, together, as far as they may see where."""
    post, share = session.get(Post, fact.post_id), session.get(Share, fact.post_id)
    original = session.get(Post, share.shared_id) if share else None
    if post is None or original is None:
        return
    told = rules.of_share(post.author_id, original.author_id)
    gathers = {Kind.SHARED: original.id}
    news = News(f"shared:{post.id}", f"/posts/{post.id}", post.author_id, original.id, gathers=gathers)
    tell(who_may_see(post, told), news)


def tell_of_announcement(fact: AnnouncementPublished) -> None:
    """Tell those whom an announcement concerns; some at a time, so that other work goes on between them."""
    announce_to_some(str(fact.post_id))


def announce_to_some(post_id: str, after: str | None = None) -> None:
    """Tell as many as one transaction takes, and leave the others for the next time; each is told once."""
    post = session.get(Post, UUID(post_id))
    if post is None or post.deleted_at or post.hidden_at or post.published_at < clock.now() - NEWS_FOR:
        return
    concerned = list_concerned(post, after=UUID(after) if after else None, most=AT_ONCE)
    told = rules.of_announcement(post.author_id, concerned=concerned, mentioned=list_mentioned(post.id))
    subject = post.title or plain_text(post.html, EXCERPT)
    tell(told, News(f"announced:{post.id}", f"/posts/{post.id}", post.author_id, post.id, subject=subject))
    if len(concerned) == AT_ONCE:
        _go_on(post_id, str(concerned[-1]))


@command
def _go_on(post_id: str, after: str) -> None:
    outbox.enqueue(announce_to_some, key=f"announce:{post_id}:{after}", post_id=post_id, after=after)

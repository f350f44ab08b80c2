"""Questions and the comment that answers them: accepting, taking back, and keeping right what the post shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person, photo_url
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.feed import policy
from app.feed.events import AnswerAccepted, PostRedrawn
from app.feed.models import Comment, Post, Question, QuestionState
from app.feed.parts import show_part
from app.feed.services.locking import lock, lock_seen
from app.people.models import Profile
from app.reactions.words import USEFUL


@dataclass(frozen=True)
class NewQuestion:
    """A post is to be a question."""

    name = "question"
    says_enough = False

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:  # noqa: ARG002 (every part is told who)
        """Let the post wait for its answer."""
        session.add(Question(post_id=post.id))
        post.question_state = QuestionState.WAITING
        return {"accepted": None}


@command
def accept_answer(post: Post, comment: Comment, *, actor: Person) -> None:
    """Let a comment be the answer, in place of another one; repeating changes nothing. Who asked, and keepers.

    Raises NotFound where the actor no longer sees the post, Conflict where it asks nothing, Invalid for a comment
    that is not under it or cannot be read by all.
    """
    question = _lock_question(post, actor)
    session.refresh(comment)
    if comment.post_id != post.id or not _stands(comment):
        raise Invalid(comment_id=_("This comment cannot be the answer."))
    if question.accepted_id == comment.id:
        return
    _mark(question.accepted_id, comment.id)
    question.accepted_id, question.accepted_by, question.accepted_at = comment.id, actor.id, clock.now()
    show_answer(post, question)
    record(AnswerAccepted(post.id, comment.id, actor.id))


@command
def take_back_answer(post: Post, *, actor: Person) -> None:
    """Let the question wait for an answer again; repeating changes nothing. Who asked, and keepers."""
    question = _lock_question(post, actor)
    if question.accepted_id is not None:
        _mark(question.accepted_id)
        question.accepted_id = question.accepted_by = question.accepted_at = None
        show_answer(post, question)


def keep_answer(comment: Comment) -> None:
    """Show a comment that has changed as it is now where it is the answer; part of the command that changed it."""
    question = session.get(Question, comment.post_id)
    if question is not None and question.accepted_id == comment.id:
        show_answer(comment.post, question)


@command
def show_answer_again(question: Question) -> None:
    """The same where something about its people has changed; repeating changes nothing."""
    post = session.get_one(Post, question.post_id)
    lock(post)
    show_answer(post, question)


def show_answer(post: Post, question: Question) -> None:
    """Put what readers see of the answer into the post; one that was taken away or hidden answers nothing."""
    comment = session.get(Comment, question.accepted_id) if question.accepted_id else None
    accepted = _snapshot(question, comment) if comment is not None and _stands(comment) else None
    state = QuestionState.ANSWERED if accepted else QuestionState.WAITING
    post.question_state = state
    if show_part(post, NewQuestion.name, {"accepted": accepted}):
        record(PostRedrawn(post.id))


def _snapshot(question: Question, comment: Comment) -> dict[str, Any]:
    author, acceptor = comment.author, session.get(Person, question.accepted_by)
    title = session.scalar(select(Profile.title).where(Profile.person_id == author.id))
    return {
        "comment_id": str(comment.id),
        "html": comment.html,
        "author": {
            "id": str(author.id),
            "handle": author.handle,
            "name": author.name,
            "title": title or "",
            "photo_url": photo_url(author.id, author.photo),
        },
        "accepted_by": acceptor.name if acceptor else "",
        "accepted_at": question.accepted_at.isoformat() if question.accepted_at else None,
        "useful": comment.reactions.get(USEFUL, 0),
    }


def _stands(comment: Comment) -> bool:
    return comment.deleted_at is None and comment.hidden_at is None


def _lock_question(post: Post, actor: Person) -> Question:
    lock_seen(post, actor=actor)
    demand(policy.can_settle(actor, post))
    question = session.get(Question, post.id)
    if question is None:
        raise Conflict(_("This post asks nothing."))
    return question


def _mark(*comment_ids: Any) -> None:
    """Have these comments shown anew, for one of them is the answer now or no longer."""
    for comment_id in filter(None, comment_ids):
        comment = session.get(Comment, comment_id)
        if comment is not None:
            comment.version += 1

"""Polls of posts: opening one with its post, voting once, and closing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.core.folding import one_line
from app.feed import policy
from app.feed.events import PollChanged
from app.feed.models import Poll, PollBallot, Post
from app.feed.parts import show_part
from app.feed.services.locking import lock, lock_seen
from app.feed.services.texts import review
from app.people.models import Contact
from app.polls.boxes import PART, BallotBox
from app.polls.services import cast_ballot, close, close_when_due, open_poll, poll_of
from app.polls.wishes import PollWish, ruled


@dataclass(frozen=True)
class NewPoll(PollWish):
    """A post is to let its readers choose."""

    name = PART

    @property
    def says_enough(self) -> bool:
        """A question with its options needs no other words."""
        return bool(one_line(self.question))

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Open the poll. Raises Invalid for options or times that cannot be used."""
        fit = ruled(self)
        review("\n".join((fit.question, *fit.options)), group_id=post.group_id, actor=actor)
        return open_poll(BOX, post.id, self)


@command
def vote(post: Post, option_ids: Collection[str], *, actor: Person) -> None:
    """Choose these options in place of what was chosen before; none takes the ballot back. Repeating changes nothing.

    Raises NotFound where the actor no longer sees the post or it has no poll, Forbidden where they may not respond to
    its author, Conflict where the poll is closed, Invalid for options it does not have or too many of them.
    """
    lock_seen(post, actor=actor)
    poll_of(BOX, post.id)
    policy.demand_response(actor, post, by=Contact.VOTE)
    cast_ballot(BOX, post, option_ids, actor=actor)


@command
def close_poll(post: Post, *, actor: Person) -> None:
    """End the vote now and tell the result; repeating changes nothing. The author, and keepers of the group.

    Raises NotFound where the actor no longer sees the post or it has no poll.
    """
    lock_seen(post, actor=actor)
    poll_of(BOX, post.id)
    demand(policy.can_settle(actor, post))
    close(BOX, post)


@command
def close_due_poll(post_id: str) -> None:
    """End a vote whose time is over; repeating changes nothing."""
    post = session.get(Post, UUID(post_id))
    if post is not None:
        lock(post)
        close_when_due(BOX, post)


def _show(post: Post, part: Mapping[str, Any]) -> None:
    show_part(post, PART, part)
    record(PollChanged(post.id))


BOX = BallotBox(
    polls=Poll,
    poll_key=Poll.post_id,
    ballots=PollBallot,
    ballot_key=PollBallot.post_id,
    ballot_person=PollBallot.person_id,
    show=_show,
    close_due=close_due_poll,
)

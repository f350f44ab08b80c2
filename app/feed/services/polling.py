"""Polls: opening one with its post, voting once, and closing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import null, update

from app.accounts.models import Person
from app.core import clock, idempotency, outbox
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.core.richtext import UnfitText
from app.core.richtext import checked as checked_text
from app.feed import policy
from app.feed.events import PollChanged
from app.feed.models import Poll, PollBallot, Post, Results
from app.feed.parts import show_part
from app.feed.polls import is_over, snapshot
from app.feed.services.locking import lock, lock_seen
from app.feed.services.texts import review

FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
LONGEST_OPTION = LONGEST_QUESTION = 200
LONGEST_OPEN = timedelta(days=366)
ANONYMOUS_CLOSES = timedelta(days=30)
"""When an anonymous poll closes whose author named no time: only the close parts people from what they chose."""


@dataclass(frozen=True)
class NewPoll:
    """A post is to let its readers choose."""

    options: Sequence[str]
    question: str = ""
    multiple: bool = False
    anonymous: bool = False
    closes_at: datetime | None = None
    results: Results = Results.ALWAYS

    name = "poll"

    @property
    def says_enough(self) -> bool:
        """A question with its options needs no other words."""
        return bool(one_line(self.question))

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Open the poll. Raises Invalid for options or times that cannot be used."""
        options, question = _options(self.options), _line(self.question, "poll_question", LONGEST_QUESTION)
        review("\n".join((question, *options)), group_id=post.group_id, actor=actor)
        poll = Poll(
            post_id=post.id,
            question=question,
            options=[{"id": str(number), "text": text} for number, text in enumerate(options, start=1)],
            is_multiple=self.multiple,
            is_anonymous=self.anonymous,
            results=self.results,
            closes_at=_closing_time(self.closes_at, is_anonymous=self.anonymous),
            tally={},
            voters=0,
        )
        session.add(poll)
        if poll.closes_at:
            key = f"close_poll:{post.id}"
            outbox.enqueue(close_due_poll, due_at=poll.closes_at, key=key, post_id=str(post.id))
        return snapshot(poll)


@command
def vote(post: Post, option_ids: Collection[str], *, actor: Person) -> None:
    """Choose these options in place of what was chosen before; none takes the ballot back. Repeating changes nothing.

    Raises NotFound where the actor no longer sees the post or it has no poll, Forbidden where they may not respond to
    its author, Conflict where the poll is closed, Invalid for options it does not have or too many of them.
    """
    lock_seen(post, actor=actor)
    poll = _poll_of(post)
    demand(policy.can_respond(actor, post))
    if is_over(poll):
        raise Conflict(_("This poll is closed."))
    ballot = session.get(PollBallot, (post.id, actor.id))
    before = list(ballot.option_ids or ()) if ballot else []
    chosen = _chosen(poll, option_ids, has_voted=ballot is not None)
    if chosen == before:
        return
    if ballot is None:
        session.add(PollBallot(post_id=post.id, person_id=actor.id, option_ids=chosen))
    elif chosen:
        ballot.option_ids, ballot.at = chosen, clock.now()
    else:
        session.delete(ballot)
    poll.voters += bool(chosen) - bool(before)
    poll.tally = _counted(poll.tally, before, chosen)
    _show(post, poll)


@command
def close_poll(post: Post, *, actor: Person) -> None:
    """End the vote now and tell the result; repeating changes nothing. The author, and keepers of the group.

    Raises NotFound where the actor no longer sees the post or it has no poll.
    """
    lock_seen(post, actor=actor)
    poll = _poll_of(post)
    demand(policy.can_settle(actor, post))
    _close(post, poll)


@command
def close_due_poll(post_id: str) -> None:
    """End a vote whose time is over; repeating changes nothing."""
    post = session.get(Post, UUID(post_id))
    if post is None:
        return
    lock(post)
    poll = session.get(Poll, post.id)
    if poll is not None and is_over(poll):
        _close(post, poll)


def _close(post: Post, poll: Poll) -> None:
    """What ties people to what they chose in an anonymous poll goes for good: the tally stays, and who took part."""
    if poll.closed_at is not None:
        return
    poll.closed_at = clock.now()
    if poll.is_anonymous:
        ballots = update(PollBallot).where(PollBallot.post_id == post.id)
        session.execute(ballots.values(option_ids=null(), at=null()))
        idempotency.forget_answers(f"POST /api/v1/polls/{post.id}/votes")
    _show(post, poll)


def _show(post: Post, poll: Poll) -> None:
    show_part(post, NewPoll.name, snapshot(poll))
    record(PollChanged(post.id))


def _poll_of(post: Post) -> Poll:
    poll = session.get(Poll, post.id)
    if poll is None:
        raise NotFound
    return poll


def _chosen(poll: Poll, option_ids: Collection[str], *, has_voted: bool) -> list[str]:
    """The options in the poll's own order; raises Invalid."""
    known = [option["id"] for option in poll.options]
    wanted = set(option_ids)
    if wanted - set(known):
        raise Invalid(option_ids=_("This poll has no such option."))
    if len(wanted) > 1 and not poll.is_multiple:
        raise Invalid(option_ids=_("Choose one option only."))
    if not wanted and not has_voted:
        raise Invalid(option_ids=_("Choose an option first."))
    return [option for option in known if option in wanted]


def _counted(tally: dict[str, Any], before: Sequence[str], after: Sequence[str]) -> dict[str, Any]:
    """Exact, because the post is locked."""
    counts = dict(tally)
    for option in before:
        counts[option] -= 1
    for option in after:
        counts[option] = counts.get(option, 0) + 1
    return {option: count for option, count in counts.items() if count > 0}


def _options(written: Sequence[str]) -> list[str]:
    options = list(filter(None, (_line(text, "poll_options", LONGEST_OPTION) for text in written)))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        said = _("Give between %(fewest)d and %(most)d options.", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
        raise Invalid(poll_options=said)
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid(poll_options=_("Two options read the same."))
    return options


def _line(text: str, field: str, longest: int) -> str:
    try:
        line = checked_text(one_line(text))
    except UnfitText:
        raise Invalid(**{field: _("This text has characters that cannot be kept.")}) from None
    if len(line) > longest:
        raise Invalid(**{field: _("At most %(most)d characters.", most=longest)})
    return line


def _closing_time(wanted: datetime | None, *, is_anonymous: bool) -> datetime | None:
    now = clock.now()
    if wanted is None:
        return now + ANONYMOUS_CLOSES if is_anonymous else None
    if not now < wanted <= now + LONGEST_OPEN:
        raise Invalid(poll_closes_at=_("Choose a moment to come, within a year."))
    return wanted

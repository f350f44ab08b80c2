"""What can be done to polls: opening one with its text, voting once, and closing.

These are parts of a room's commands: it has found that the actor may do it, and holds the text until its command ends.

Whoever compares two results of an anonymous poll must not learn from them how the last people voted. So its result
moves on by five people at a time and stays five behind until the close, which counts all: between two results that are
told always lie the votes of five people who are not in the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import null, select, update

from app.accounts.models import Person
from app.core import clock, idempotency, outbox
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound
from app.polls.boxes import BallotBox
from app.polls.models import PollColumns
from app.polls.reading import FEWEST, is_over, snapshot
from app.polls.wishes import PollWish, ruled


def open_poll(box: BallotBox, text_id: UUID, wish: PollWish) -> dict[str, Any]:
    """Keep a poll with a text whose row is there, and give what readers see. Raises Invalid for what cannot be used."""
    fit, key = ruled(wish), box.poll_key.key
    values: dict[str, Any] = {
        key: text_id,
        "question": fit.question,
        "options": [{"id": str(number), "text": text} for number, text in enumerate(fit.options, start=1)],
        "is_multiple": wish.multiple,
        "is_anonymous": wish.anonymous,
        "results": wish.results,
        "closes_at": fit.closes_at,
        "tally": {},
        "voters": 0,
        "counted": 0,
    }
    poll = box.polls(**values)
    session.add(poll)
    if poll.closes_at:
        named = {key: str(text_id)}
        outbox.enqueue(box.close_due, due_at=poll.closes_at, key=f"close_poll:{text_id}", **named)
    return snapshot(text_id, poll)


def cast_ballot(box: BallotBox, text: Any, option_ids: Collection[str], *, actor: Person) -> None:
    """Choose these options in place of what was chosen before; none takes the ballot back. Repeating changes nothing.

    Raises NotFound where the text has no poll, Conflict where that is closed, Invalid for options it does not have or
    too many of them.
    """
    poll = poll_of(box, text.id)
    if is_over(poll):
        raise Conflict(_("This poll is closed."))
    ballot = session.get(box.ballots, {box.ballot_key.key: text.id, "person_id": actor.id})
    before = list(ballot.option_ids or ()) if ballot else []
    chosen = _chosen(poll, option_ids, has_voted=ballot is not None)
    if chosen == before:
        return
    if ballot is None:
        values: dict[str, Any] = {box.ballot_key.key: text.id, "person_id": actor.id, "option_ids": chosen}
        session.add(box.ballots(**values))
    elif chosen:
        ballot.option_ids, ballot.at = chosen, clock.now()
    else:
        session.delete(ballot)
    poll.voters += bool(chosen) - bool(before)
    if poll.is_anonymous:
        _move_on(box, text.id, poll)
    else:
        poll.tally, poll.counted = _counted(poll.tally, before, chosen), poll.voters
    box.show(text, snapshot(text.id, poll))


def close(box: BallotBox, text: Any) -> None:
    """End the vote and tell the result; repeating changes nothing. Raises NotFound where the text has no poll.

    What ties people to what they chose in an anonymous poll goes for good: the tally stays, unless it would tell that
    itself, and who took part. Where so many took their vote back that only few are new in it, the last one told stays.
    """
    poll = poll_of(box, text.id)
    if poll.closed_at is not None:
        return
    poll.closed_at = clock.now()
    if poll.is_anonymous:
        if poll.voters < FEWEST:
            poll.tally, poll.counted = {}, 0
        elif poll.voters >= poll.counted + FEWEST:
            poll.tally, poll.counted = _tally_of(box, text.id), poll.voters
        poll.held = None
        ballots = update(box.ballots).where(box.ballot_key == text.id)
        session.execute(ballots.values(option_ids=null(), at=null()))
        idempotency.forget_answers(f"POST /api/v1/polls/{text.id}/votes")
    box.show(text, snapshot(text.id, poll))


def close_when_due(box: BallotBox, text: Any) -> None:
    """End a vote whose time is over; nothing where there is none."""
    poll = session.get(box.polls, text.id)
    if poll is not None and is_over(poll):
        close(box, text)


def poll_of(box: BallotBox, text_id: UUID) -> PollColumns:
    """The poll of a text; raises NotFound where it has none."""
    poll = session.get(box.polls, text_id)
    if poll is None:
        raise NotFound
    return poll


def _move_on(box: BallotBox, text_id: UUID, poll: PollColumns) -> None:
    """Tell the next result of an anonymous poll, and hold the one after it, once five more people voted."""
    last = poll.held["voters"] if poll.held else poll.counted
    if poll.voters < last + FEWEST:
        return
    if poll.held:
        poll.tally, poll.counted = poll.held["tally"], poll.held["voters"]
    poll.held = {"voters": poll.voters, "tally": _tally_of(box, text_id)}


def _tally_of(box: BallotBox, text_id: UUID) -> dict[str, Any]:
    """How many chose each option, from the ballots themselves."""
    cast = session.scalars(select(box.ballots.option_ids).where(box.ballot_key == text_id))
    return dict(Counter(option for chosen in cast for option in chosen or ()))


def _chosen(poll: PollColumns, option_ids: Collection[str], *, has_voted: bool) -> list[str]:
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
    """Exact, because the text is held."""
    counts = dict(tally)
    for option in before:
        counts[option] -= 1
    for option in after:
        counts[option] = counts.get(option, 0) + 1
    return {option: count for option, count in counts.items() if count > 0}

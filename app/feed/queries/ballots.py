"""Who voted in a poll, and whether one may know."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Forbidden, NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.feed.models import Poll, PollBallot, Post, Results
from app.people.policy import visible_to as people_visible_to
from app.people.queries import summarise
from app.people.summaries import Summary


class Voter(NamedTuple):
    """Somebody who voted, and what they chose."""

    person: Summary
    option_ids: list[str]
    at: object


def get_poll(post: Post) -> Poll:
    """The poll of a post that the caller has found to be visible; raises NotFound where it has none."""
    poll = session.get(Poll, post.id)
    if poll is None:
        raise NotFound
    return poll


def list_voters(post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Voter]:
    """Who voted and what they chose, as far as the viewer may know of these people, in the order of their names.

    Raises Forbidden for an anonymous poll, and as long as the viewer may not know its result.
    """
    poll = get_poll(post)
    reason = why_voters_stay_unknown(poll, viewer)
    if reason:
        raise Forbidden(reason)
    voted = (
        select(PollBallot.option_ids, PollBallot.at, Person.sort_name, Person.id)
        .join(Person, Person.id == PollBallot.person_id)
        .where(PollBallot.post_id == post.id, people_visible_to(viewer))
    )
    by = (Person.sort_name, Person.id)
    page = paginate(voted, by=by, descending=False, limit=limit, cursor=cursor, scalars=False)
    people = summarise(row.id for row in page.items)
    return Page([Voter(people[row.id], row.option_ids or [], row.at) for row in page.items], page.next)


def why_voters_stay_unknown(poll: Poll, viewer: Person) -> str:
    """Why the viewer may not read who chose what; empty where they may."""
    if poll.is_anonymous:
        return str(_("This poll is anonymous: nobody sees who chose what."))
    if poll.closed_at is not None or poll.results == Results.ALWAYS:
        return ""
    if poll.results == Results.CLOSED:
        return str(_("The result is told when the poll is closed."))
    if session.get(PollBallot, (poll.post_id, viewer.id)) is None:
        return str(_("Vote first, then you see how others did."))
    return ""

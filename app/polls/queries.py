"""Who voted in a poll, and whether one may know; and the poll itself, wherever it stands."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Forbidden, NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.people.policy import visible_to as people_visible_to
from app.people.queries import summarise
from app.people.summaries import Summary
from app.polls.boxes import BallotBox
from app.polls.hooks import Polled, find_polled
from app.polls.models import PollColumns, Results
from app.polls.services import poll_of


class Voter(NamedTuple):
    """Somebody who voted, and what they chose."""

    person: Summary
    option_ids: list[str]
    at: object


def get_polled(poll_id: UUID, *, viewer: Person) -> Polled:
    """A poll with what carries it, which the viewer may read; raises NotFound otherwise."""
    found = next((polled for polled in find_polled.ask(poll_id, viewer) if polled is not None), None)
    if found is None:
        raise NotFound
    return found


def list_voters(
    box: BallotBox, poll_id: UUID, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Voter]:
    """Who voted and what they chose, as far as the viewer may know of these people, in the order of their names.

    The caller has found that the viewer may read what carries the poll. Raises NotFound where there is none,
    Forbidden for an anonymous one, and as long as the viewer may not know its result.
    """
    reason = why_voters_stay_unknown(box, poll_id, viewer)
    if reason:
        raise Forbidden(reason)
    voted = (
        select(box.ballots.option_ids, box.ballots.at, Person.sort_name, Person.id)
        .join(Person, Person.id == box.ballot_person)
        .where(box.ballot_key == poll_id, people_visible_to(viewer))
    )
    by = (Person.sort_name, Person.id)
    page = paginate(voted, by=by, descending=False, limit=limit, cursor=cursor, scalars=False)
    people = summarise(row.id for row in page.items)
    return Page([Voter(people[row.id], row.option_ids or [], row.at) for row in page.items], page.next)


def why_voters_stay_unknown(box: BallotBox, poll_id: UUID, viewer: Person) -> str:
    """Why the viewer may not read who chose what; empty where they may. Raises NotFound where there is no poll."""
    poll: PollColumns = poll_of(box, poll_id)
    if poll.is_anonymous:
        return str(_("This poll is anonymous: nobody sees who chose what."))
    if poll.closed_at is not None or poll.results == Results.ALWAYS:
        return ""
    if poll.results == Results.CLOSED:
        return str(_("The result is told when the poll is closed."))
    if session.get(box.ballots, {box.ballot_key.key: poll_id, "person_id": viewer.id}) is None:
        return str(_("Vote first, then you see how others did."))
    return ""

"""The page of a poll: what carries it, what the viewer chose, the result and who voted, as far as they may know."""

from __future__ import annotations

from uuid import UUID

from app.accounts.signin import current_person
from app.core.paging import Page
from app.polls.hooks import Polled
from app.polls.queries import Voter, list_voters, why_voters_stay_unknown


def show_poll_page(polled: Polled, poll_id: UUID, *, cursor: str | None, error: str = "") -> str:
    """The page, with why a vote was refused."""
    viewer, poll = current_person(), polled.item()
    words = {option["id"]: option["text"] for option in poll["options"]}
    unknown = why_voters_stay_unknown(polled.box, poll_id, viewer)
    voters = Page[Voter]([]) if unknown else list_voters(polled.box, poll_id, viewer=viewer, cursor=cursor)
    shown = {
        "poll": poll,
        "words": words,
        "unknown": unknown,
        "voters": [(each.person, " · ".join(words[option] for option in each.option_ids)) for each in voters.items],
        "next": f"/polls/{poll_id}?cursor={voters.next}" if voters.next else None,
        "may_close": polled.may_close,
        "error": error,
    }
    return polled.render(shown)

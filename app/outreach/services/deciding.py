"""Deciding: what people do about a publication that is out, in doubt or stuck."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import hold
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command
from app.outreach import policy
from app.outreach.checking import demand_clear
from app.outreach.models import Publication, State
from app.outreach.reasons import Reason
from app.outreach.services.arriving import arrive
from app.outreach.services.removing import remove_copy
from app.outreach.services.scheduling import put_on_schedule
from app.outreach.states import FOR_A_HUMAN, OVER, move

WITHDRAWABLE = frozenset({State.PUBLISHED, State.UNKNOWN, State.NEEDS_HUMAN})
MAY_STILL_ARRIVE = timedelta(seconds=30)
LONGEST_ADDRESS = 2000


class Decision(StrEnum):
    """What a human says where we cannot know."""

    THERE = "there"
    AGAIN = "again"


@command
def decide_publication(publication: Publication, decision: Decision, *, url: str = "", actor: Person) -> None:
    """Say of one in doubt that it is there, or send again one that is in doubt, failed or missed. Communication only.

    Raises Conflict where there is nothing to decide, or where the words may no longer go out.
    """
    demand(policy.can_publish(actor))
    hold(publication)
    allowed = FOR_A_HUMAN if decision is Decision.AGAIN else {State.NEEDS_HUMAN}
    if publication.state not in allowed:
        raise Conflict(_("There is nothing to decide about this publication now."))
    audit.write(
        "outreach.decided", actor_id=actor.id, target=f"publication:{publication.id}", decision=decision, url=url
    )
    if decision is Decision.THERE:
        arrive(publication, remote_id=None, remote_url=_checked(url), reason=Reason.SEEN, actor=actor)
        return
    demand_clear(publication.item, publication.channel, at=clock.now())
    put_on_schedule(publication, reason=Reason.AGAIN, at=clock.now(), actor=actor)


def _checked(url: str) -> str | None:
    address = url.strip()
    is_usable = address.startswith(("https://", "http://")) and address.isprintable() and " " not in address
    if address and not (is_usable and len(address) <= LONGEST_ADDRESS):
        raise Invalid(url=_("The address of the post, beginning with https://."))
    return address or None


@command
def withdraw_publication(publication: Publication, *, actor: Person) -> None:
    """Take a publication back: it leaves our feeds and pages at once and the network as soon as it lets us.

    One that is not out yet is cancelled; repeating changes nothing. Raises Conflict for the moment of sending.
    """
    demand(policy.can_publish(actor), _("Communication publishes from the library."))
    hold(publication)
    state = State(publication.state)
    if state in OVER:
        return
    if state is State.SENDING:
        raise Conflict(_("It is being sent at this very moment. Please try again."))
    audit.write("outreach.withdrawn", actor_id=actor.id, target=f"publication:{publication.id}", state=state)
    if state not in WITHDRAWABLE:
        move(publication, State.CANCELLED, actor=actor)
        return
    move(publication, State.WITHDRAWN, actor=actor)
    due_at = clock.now() + (timedelta(0) if state is State.PUBLISHED else MAY_STILL_ARRIVE)
    outbox.enqueue(remove_copy, due_at=due_at, key=f"remove_copy:{publication.id}", publication_id=str(publication.id))

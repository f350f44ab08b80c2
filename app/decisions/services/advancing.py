"""The way of an approved proposal outward, as publishing reports it."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person, Role
from app.core.errors import Conflict, demand
from app.core.events import command
from app.decisions.models import Proposal, State
from app.decisions.services.moving import lock, move
from app.decisions.states import ONWARD


@command
def advance_proposal(proposal: Proposal, *, to: State, reason: str = "", actor: Person | None) -> None:
    """Move an approved proposal to `scheduled`, `published`, `measured`, or out of the way; repeating changes nothing.

    `actor` is communication, or None for what the house does by itself. Raises Conflict where the state cannot follow.
    """
    demand(actor is None or actor.has(Role.COMMUNICATION))
    lock(proposal)
    if proposal.state == to:
        return
    if to not in ONWARD.get(State(proposal.state), frozenset()):
        raise Conflict(_("The proposal cannot go this way from where it stands."))
    move(proposal, to, reason)

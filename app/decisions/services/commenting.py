"""Speaking about proposals."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Forbidden
from app.core.events import command, record
from app.decisions.events import ProposalCommented
from app.decisions.models import Proposal, ProposalComment, State
from app.decisions.policy import can_speak
from app.decisions.services.balloting import settle
from app.decisions.services.moving import lock_seen, move
from app.feed.services.texts import prepare
from app.people.models import Contact
from app.people.services import note_attempt

LONGEST_COMMENT = 5_000


@command
def comment_on_proposal(proposal: Proposal, *, body: str, actor: Person) -> ProposalComment:
    """Say something about the present version; the first word of somebody else begins the discussion."""
    lock_seen(proposal, actor=actor)
    if not can_speak(actor, proposal):
        note_attempt(actor, [proposal.author_id], by=Contact.COMMENT)
        raise Forbidden(_("You cannot write here."))
    settle(proposal)
    group = proposal.post.group if proposal.post else None
    prepared = prepare(body, longest=LONGEST_COMMENT, group=group, actor=actor)
    comment = ProposalComment(
        proposal_id=proposal.id,
        author_id=actor.id,
        version=proposal.version,
        body=prepared.body,
        html=prepared.html,
        renderer_version=prepared.renderer_version,
    )
    session.add(comment)
    session.flush()
    record(ProposalCommented(proposal.id, comment.id))
    if proposal.state == State.PROPOSED and actor.id != proposal.author_id:
        move(proposal, State.DISCUSSING)
    return comment

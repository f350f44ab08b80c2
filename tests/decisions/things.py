"""What decisions put into the matrix's world: proposals in the house and of the secret group, a ballot, a committee."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.decisions.models import Proposal
from app.decisions.services import (
    cast_vote,
    close_ballot,
    comment_on_proposal,
    create_committee,
    edit_proposal,
    open_ballot,
    open_proposal,
    submit_proposal,
)
from app.decisions.services.composing import Place
from app.feed.services import publish_post
from tests.support.world import World

EVERYONE = {"everyone": True}


def furnish(world: World) -> None:
    """The member proposes to the house and from each guarded group; one vote runs, one is over, one is judged."""
    closes_at = clock.now() + timedelta(days=2)
    world.things["closes_at"] = closes_at.isoformat()
    world.things["closes_at_form"] = closes_at.strftime("%Y-%m-%dT%H:%M")
    committee = create_committee(
        name="Editors",
        seats=[Place(world.person("trusted").id, world.person("owner").id)],
        actor=world.person("admin"),
    )
    world.things["committee"] = str(committee.id)
    _propose(world, "in_house")
    for place in ("closed_group", "secret_group"):
        _run_vote(world, _propose(world, f"in_{place}", place), f"ballot_in_{place}")
        _decide(world, _propose(world, f"decided_in_{place}", place))
    _run_vote(world, _propose(world, "voted_on"), "ballot_in_house")
    judged = _propose(world, "judged")
    submit_proposal(judged, actor=world.person("member"))
    world.things["hash_judged"] = judged.content_hash
    _decide(world, _propose(world, "rejected"))


def _propose(world: World, name: str, place: str | None = None) -> Proposal:
    secret, member = f"{world.canary} " if place else "", world.person("member")
    post = publish_post(body=f"{secret}source", group=world.group(place), actor=member) if place else None
    proposal = open_proposal(title=f"{secret}{name}", body=f"{secret}first", post=post, actor=member)
    edit_proposal(proposal, body=f"{secret}words", note=f"{secret}note", actor=member)
    comment_on_proposal(proposal, body=f"{secret}comment", actor=world.person("owner"))
    world.things[f"proposal_{name}"] = str(proposal.id)
    return proposal


def _run_vote(world: World, proposal: Proposal, name: str) -> None:
    member, secret = world.person("member"), world.canary if proposal.post_id else ""
    closes_at = clock.now() + timedelta(days=1)
    electorate = EVERYONE if proposal.post_id else {"person_ids": [str(world.person(n).id) for n in VOTERS]}
    ballot = open_ballot(
        proposal, question=f"{secret} Why?", closes_at=closes_at, electorate=electorate, hidden=False, actor=member
    )
    cast_vote(ballot, {"choice": "yes", "reason": f"{secret} reason"}, actor=member)
    world.things[name] = str(ballot.id)


VOTERS = ("guest", "member", "owner", "moderator")


def _decide(world: World, proposal: Proposal) -> None:
    member, secret = world.person("member"), world.canary if proposal.post_id else ""
    closes_at = clock.now() + timedelta(hours=1)
    ballot = open_ballot(proposal, closes_at=closes_at, electorate=EVERYONE, actor=member)
    cast_vote(ballot, {"choice": "no", "reason": f"{secret} no"}, actor=member)
    with clock.stopped_at(closes_at):
        close_ballot(ballot)

"""Factories of decisions: proposals, ballots and committees by the services that the product uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.accounts.models import Person, Role
from app.core import clock
from app.decisions.models import Ballot, Committee, Proposal
from app.decisions.services import cast_vote, close_ballot, create_committee, open_ballot, open_proposal
from app.decisions.services.composing import Place
from app.feed.models import Post
from app.feed.services import publish_post


@pytest.fixture
def make_post(make_person: Callable[..., Person]) -> Callable[..., Post]:
    def make(body: str = "The crane is back.", *, author: Person | None = None, **values: object) -> Post:
        return publish_post(body=body, actor=author or make_person(), **values)

    return make


@pytest.fixture
def make_proposal(make_person: Callable[..., Person]) -> Callable[..., Proposal]:
    def make(title: str = "Show the crane", *, author: Person | None = None, **values: object) -> Proposal:
        return open_proposal(title=title, body="The crane is back.", actor=author or make_person(), **values)

    return make


@pytest.fixture
def make_ballot() -> Callable[..., Ballot]:
    def make(proposal: Proposal, *, voters: tuple[Person, ...] = (), hours: float = 1, **values: object) -> Ballot:
        electorate = {"person_ids": [str(voter.id) for voter in voters]} if voters else {"everyone": True}
        closes_at = clock.now() + timedelta(hours=hours)
        return open_ballot(
            proposal, **{"closes_at": closes_at, "electorate": electorate, "actor": proposal.author} | values
        )

    return make


@pytest.fixture
def make_committee(make_person: Callable[..., Person]) -> Callable[..., Committee]:
    def make(*members: Person, seats: tuple[Place, ...] = ()) -> Committee:
        admin = make_person("Emma", Role.MEMBER, Role.ADMIN)
        places = seats or tuple(Place(member.id) for member in members)
        return create_committee(name="Editors", seats=places, actor=admin)

    return make


@pytest.fixture
def decide() -> Callable[..., None]:
    """Let these people choose, and the time of the ballot pass."""

    def run(ballot: Ballot, choices: dict[Person, str]) -> None:
        for person, choice in choices.items():
            cast_vote(ballot, {"choice": choice}, actor=person)
        with clock.stopped_at(ballot.closes_at):
            close_ballot(ballot)

    return run

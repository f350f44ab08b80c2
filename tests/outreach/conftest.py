"""Factories of outreach: approved items, channels, and counterparts on the loopback address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from mastodon_mock.testing import MockServer

from app.accounts.models import Person, Role
from app.core.fetching import Client
from app.decisions.models import Committee, Proposal, Verdict
from app.decisions.services import create_committee, open_proposal, release_source, review_proposal, submit_proposal
from app.decisions.services.composing import Place
from app.feed.models import Post
from app.feed.services import publish_post
from app.groups.models import Group
from app.outreach.models import Channel, LibraryItem
from app.outreach.queries import list_library
from app.outreach.services import check_channel, create_channel
from tests.outreach.faults import FaultyServer

TOKEN = "alice_token"


@pytest.fixture
def david(make_person: Callable[..., Person]) -> Person:
    return make_person("David", Role.MEMBER, Role.COMMUNICATION)


@pytest.fixture
def committee(make_person: Callable[..., Person]) -> Committee:
    judge, admin = make_person("Judge"), make_person("Emma", Role.MEMBER, Role.ADMIN)
    made = create_committee(name="Editors", seats=[Place(judge.id)], actor=admin)
    made.judge = judge  # type: ignore[attr-defined]  # for the factories below
    return made


@pytest.fixture
def make_post(make_person: Callable[..., Person]) -> Callable[..., Post]:
    def make(*, author: Person, group: Group | None = None) -> Post:
        return publish_post(body="The crane is back.", group=group, actor=author)

    return make


@pytest.fixture
def make_item(make_person: Callable[..., Person], committee: Committee) -> Callable[..., LibraryItem]:
    """Words that went the whole way: proposed, brought before the committee, approved."""

    def make(
        body: str = "The crane is back.", *, post: Post | None = None, author: Person | None = None
    ) -> LibraryItem:
        author = author or make_person()
        proposal: Proposal = open_proposal(title="Show the crane", body=body, post=post, actor=author)
        if post is not None and post.group is not None and post.group.access != "open":
            release_source(proposal, actor=author)
        submit_proposal(proposal, committee=committee, actor=author)
        judge: Person = committee.judge  # type: ignore[attr-defined]
        review_proposal(proposal, decision=Verdict.APPROVE, content_hash=proposal.content_hash, actor=judge)
        return next(item for item in list_library(author).items if item.proposal_id == proposal.id)

    return make


@pytest.fixture
def feeds(david: Person) -> Channel:
    return create_channel(kind="atom", name="Our feeds", config={}, actor=david)


@pytest.fixture
def reach(app: Flask) -> Callable[[str], None]:
    """Let the house's client reach a counterpart on this machine."""

    def allow(url: str) -> None:
        app.extensions["parvis.http"] = Client(frozenset({url.partition("://")[2]}))

    return allow


@pytest.fixture
def instance(reach: Callable[[str], None]) -> Iterator[MockServer]:
    """A real counterpart that nobody here wrote."""
    with MockServer() as server:
        reach(server.base_url)
        yield server


@pytest.fixture
def make_mastodon(david: Person) -> Callable[..., Channel]:
    def make(url: str, token: str = TOKEN) -> Channel:
        config: dict[str, Any] = {"instance_url": url, "access_token": token}
        channel = create_channel(kind="mastodon", name="@house", config=config, actor=david)
        check_channel(str(channel.id))
        return channel

    return make


@pytest.fixture
def faulty(reach: Callable[[str], None]) -> Iterator[FaultyServer]:
    """A server that behaves as badly as it is told to."""
    with FaultyServer() as server:
        reach(server.url)
        yield server

"""Who is told what, as a table."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.notifications import rules
from app.notifications.kinds import Kind
from app.notifications.rules import Muting

ADA, BEN, CLEO, DAN = (UUID(int=number) for number in range(1, 5))
NAMES = {ADA: "ada", BEN: "ben", CLEO: "cleo", DAN: "dan"}


def said(told):
    return {NAMES[person]: kind.value for person, kind in told.items()}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"mentioned": []}, {}),
        ({"mentioned": [BEN]}, {"ben": "mention"}),
        ({"mentioned": [ADA, BEN]}, {"ben": "mention"}),
        ({"mentioned": [], "called": [ADA, BEN, CLEO]}, {"ben": "call", "cleo": "call"}),
        ({"mentioned": [BEN], "called": [BEN, CLEO]}, {"ben": "mention", "cleo": "call"}),
    ],
)
def test_of_a_post_by_ada(facts, told):
    assert said(rules.of_post(ADA, **facts)) == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"post_author": BEN}, {"ben": "comment"}),
        ({"post_author": ADA}, {}),
        ({"post_author": BEN, "parent_author": CLEO}, {"ben": "comment", "cleo": "reply"}),
        ({"post_author": BEN, "parent_author": BEN}, {"ben": "reply"}),
        ({"post_author": BEN, "parent_author": ADA}, {"ben": "comment"}),
        ({"post_author": BEN, "mentioned": [BEN, CLEO]}, {"ben": "mention", "cleo": "mention"}),
        ({"post_author": BEN, "followers": [ADA, BEN, CLEO]}, {"ben": "comment", "cleo": "followed"}),
        ({"post_author": BEN, "followers": [BEN, CLEO], "mentioned": [CLEO]}, {"ben": "comment", "cleo": "mention"}),
        ({"post_author": BEN, "called": [BEN, DAN], "followers": [DAN]}, {"ben": "call", "dan": "followed"}),
        ({"post_author": BEN, "called": [DAN]}, {"ben": "comment", "dan": "call"}),
    ],
)
def test_of_a_comment_by_ada(facts, told):
    defaults = {"parent_author": None, "mentioned": [], "followers": [facts["post_author"]]}
    assert said(rules.of_comment(ADA, **defaults | facts)) == told


def test_of_what_one_did_oneself_nobody_is_told():
    assert rules.of_reaction(ADA, ADA) == {}
    assert rules.of_membership(ADA, added_by=ADA) == {}
    assert rules.of_membership(ADA, added_by=None) == {}
    assert rules.of_request(ADA, keepers=[ADA]) == {}


def test_of_reactions_memberships_and_requests():
    assert said(rules.of_reaction(ADA, BEN)) == {"ben": "reaction"}
    assert said(rules.of_membership(BEN, added_by=ADA)) == {"ben": "added"}
    assert said(rules.of_request(ADA, keepers=[BEN, CLEO])) == {"ben": "request", "cleo": "request"}


@pytest.mark.parametrize(
    ("kind", "muting", "is_told"),
    [
        (Kind.COMMENT, Muting(BEN), False),
        (Kind.REACTION, Muting(BEN), False),
        (Kind.CALL, Muting(BEN), False),
        (Kind.MENTION, Muting(BEN), True),
        (Kind.REQUEST, Muting(BEN), True),
        (Kind.MENTION, Muting(BEN, wholly=True), False),
        (Kind.MENTION, Muting(BEN, Kind.MENTION), False),
        (Kind.MENTION, Muting(BEN, Kind.COMMENT, wholly=True), True),
        (Kind.NOTICE, Muting(BEN, wholly=True), True),
        (Kind.NOTICE, Muting(BEN, Kind.NOTICE), True),
    ],
)
def test_what_ben_muted(kind, muting, is_told):
    told = rules.audible({BEN: kind, CLEO: kind}, [muting])
    assert (BEN in told) == is_told
    assert CLEO in told

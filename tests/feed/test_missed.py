"""What I missed: an order whose rule is published, and a reason beside each post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.core.db import session
from app.feed.missed import RULE, Candidate, rank
from app.feed.models import Post
from app.feed.queries import list_candidates
from app.feed.services import react
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.people.services import follow_person

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def candidate(*, days=0, voices=0, group=None, **flags):
    known = dict.fromkeys(
        ("is_followed", "names_me", "is_unanswered", "asks_me", "is_known", "is_muted", "is_own"), False
    )
    known["is_member"] = group is not None
    return Candidate(uuid4(), NOW - timedelta(days=days), voices, group, "Ben Roc", **(known | flags))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"asks_me": True, "days": 5}, {"names_me": True}),
        ({"names_me": True}, {"is_followed": True, "voices": 12}),
        ({"is_followed": True}, {"group": "Atelier 3"}),
        ({"group": "Atelier 3"}, {"is_unanswered": True}),
        ({"voices": 3}, {"voices": 2}),
        ({}, {"days": 1}),
        ({"voices": 18}, {"voices": 900, "days": 1}),
    ],
)
def test_the_rule_orders_as_it_says(first, second):
    better, worse = candidate(**first), candidate(**second)
    assert [each.post_id for each in rank([worse, better], NOW)] == [better.post_id, worse.post_id]


def test_what_is_known_or_muted_is_not_missed():
    assert rank([candidate(is_known=True, asks_me=True), candidate(is_muted=True)], NOW) == []


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def test_each_post_says_why_it_stands_there(as_ada, ada, make_person, make_group, make_post):
    ben, eve = make_person("Ben Roc"), make_person("Eve Sol")
    group = make_group("Atelier 3", owner=ben, members=(ada,))
    make_post("In my group.", author=ben, group=group)
    make_post(f"Ask @{ada.handle} about it.", author=ben)
    make_post("Where is the crane?", author=ben, parts=[NewQuestion()])
    make_post("From Eve.", author=eve)
    follow_person(eve, actor=ada)
    shown = as_ada.get("/?order=missed").text
    for reason in (
        "you belong to Atelier 3",
        "it mentions you",
        "this question has no answer yet",
        "you follow Eve Sol",
    ):
        assert f"Because {reason}" in shown
    for _words, points in RULE:
        assert points in shown


def test_what_i_may_not_read_was_not_missed(as_ada, ada, make_group, make_post, make_person):
    ben = make_person()
    secret = make_group(owner=ben, access=Access.SECRET)
    make_post("In the cellar.", author=ben, group=secret)
    assert "In the cellar." not in as_ada.get("/?order=missed").text


def test_my_own_old_and_answered_posts_are_left_out(ada, make_post):
    make_post(author=ada)
    known, old = make_post(), make_post()
    react(known, "thanks", actor=ada)
    session.get(Post, old.id).published_at -= timedelta(days=8)
    session.flush()
    assert [each.post_id for each in list_candidates(ada) if not each.is_known] == []


def test_every_post_says_why_one_sees_it(as_ada, ada, make_person, make_group, make_post):
    ben, eve = make_person("Ben Roc"), make_person("Eve Sol")
    group, other = make_group("Atelier 3", owner=ben, members=(ada,)), make_group("Garden", owner=ben)
    follow_person(eve, actor=ada)
    said = {
        make_post("In my group.", author=ben, group=group): ["Because you belong to Atelier 3"],
        make_post("In another.", author=ben, group=other): ["Because Garden is open to the whole house"],
        make_post("To all.", author=ben): ["Because it is for the whole house"],
        make_post("Mine.", author=ada): ["Because you wrote it"],
        make_post(f"You, @{ada.handle}.", author=eve): ["Because it mentions you", "Because you follow Eve Sol"],
    }
    assert f'href="/posts/{next(iter(said)).id}/reasons"' in as_ada.get("/").text
    for post, reasons in said.items():
        address = f"/posts/{post.id}/reasons"
        dialog = as_ada.get(address, headers={"HX-Request": "true"}).text
        for page in (as_ada.get(address).text, dialog):
            assert [reason for reason in reasons if reason not in page] == []
        assert "<html" not in dialog
    foreign = make_post("Secret.", author=ben, group=make_group(owner=ben, access=Access.SECRET))
    assert as_ada.get(f"/posts/{foreign.id}/reasons").status_code == 404


def test_the_interface_gives_the_reasons_too(as_ada, ada, make_person, make_group, make_post):
    ben = make_person("Ben Roc")
    group = make_group("Atelier 3", owner=ben, members=(ada,))
    make_post("To all.", author=ben)
    make_post(f"You, @{ada.handle}.", author=ben, group=group)
    missed = as_ada.get("/api/v1/feed?order=missed").json
    reasons = [item["reason"] for item in missed["items"]]
    assert (reasons, missed["next"]) == (["Because it mentions you", "Because it is for the whole house"], None)
    assert len(as_ada.get("/api/v1/feed?order=missed&limit=1").json["items"]) == 1
    assert as_ada.get("/api/v1/feed?order=missed&only=questions").status_code == 422
    assert "reason" not in as_ada.get("/api/v1/feed").json["items"][0]

"""Sharing: a post is carried into another place, and each reader sees it only as far as they may read it there."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.db import session
from app.core.errors import Forbidden, NotFound
from app.feed.services import delete_post, edit_post, hide_post, share_post, undelete_post
from app.groups.services import remove_member
from tests.support.statements import counted

API = "/api/v1"
GONE = "The post that was shared here is not available to you."


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def bob(make_person):
    return make_person("Bob Terre", language="en")


@pytest.fixture
def secret(ada, make_group, make_post):
    """A post that Ada may read and others may not."""
    group = make_group("Hidden workshop", owner=ada, access="secret")
    return make_post("Crane-secret words", title="Crane-secret title", author=ada, group=group)


def test_a_share_carries_the_post_with_its_context(client, ada, bob, make_post):
    original = make_post("The crane is back.", title="Crane", author=bob)
    share = share_post(original, body="Look at this", actor=ada)
    page = client.sign_in(bob).get(f"/posts/{share.id}").text
    for words in ("Look at this", "The crane is back.", "Bob Terre", f'href="/posts/{original.id}"'):
        assert words in page
    item = client.get(f"{API}/posts/{share.id}").json
    assert (item["shared_post"]["id"], item["shared_post"]["body"]) == (str(original.id), "The crane is back.")


def test_whoever_may_not_read_the_original_learns_nothing_of_it(client, ada, bob, secret):
    share = share_post(secret, body="Only for some", actor=ada)
    for reader, may_read in ((ada, True), (bob, False), (ada, True)):  # the same kept fragment for both
        client.sign_in(reader)
        for path in (f"/posts/{share.id}", "/"):
            page = client.get(path).text
            assert ("Crane-secret words" in page) is may_read
            assert (GONE in page) is not may_read
    client.sign_in(bob)
    assert "Hidden workshop" not in client.get(f"/posts/{share.id}").text
    assert client.get(f"{API}/posts/{share.id}").json["shared_post"] is None
    assert str(secret.id) not in client.get(f"{API}/posts/{share.id}").text
    assert str(secret.id) not in client.get(f"/posts/{share.id}").text


def test_whoever_loses_the_place_of_the_original_loses_the_card(client, ada, bob, make_group, make_post):
    group = make_group(owner=bob, members=(ada,), access="closed")
    share = share_post(make_post("Crane-secret", author=bob, group=group), actor=bob)
    client.sign_in(ada)
    assert "Crane-secret" in client.get("/").text
    remove_member(group, ada, actor=bob)
    page = client.get("/").text
    assert f'id="post-{share.id}"' in page
    assert "Crane-secret" not in page


def test_an_original_that_changes_or_goes_does_so_in_the_card(client, ada, bob, make_post, make_person):
    original = make_post("Before", author=bob)
    share_post(original, actor=ada)
    client.sign_in(ada)
    edit_post(original, body="Afterwards", actor=bob)
    assert client.get("/").text.count("Afterwards") == 2
    delete_post(original, actor=bob)
    page = client.get("/").text
    assert "Afterwards" not in page
    assert GONE in page
    undelete_post(original, actor=bob)
    hide_post(original, actor=make_person("", Role.MODERATOR, Role.MEMBER))
    assert GONE in client.sign_in(bob).get("/").text


def test_a_share_of_a_share_carries_the_first(ada, bob, make_post):
    original = make_post(author=bob)
    again = share_post(share_post(original, actor=ada), body="Again", actor=bob)
    session.refresh(again)
    assert again.parts == {"shared_post": {"id": str(original.id)}}


def test_only_who_sees_a_post_and_may_write_there_shares_it(ada, bob, secret, make_post, make_group, make_person):
    with pytest.raises(NotFound):
        share_post(secret, actor=bob)
    with pytest.raises(Forbidden):
        share_post(make_post(), group=make_group(), actor=bob)
    carried = share_post(secret, actor=ada)
    with pytest.raises(NotFound):
        share_post(carried, actor=bob)


def test_cards_cost_as_much_for_six_as_for_one(connection, client, ada, make_post):
    client.sign_in(ada)
    taken = []
    for count in (1, 5):
        for _ in range(count):
            share_post(make_post(), actor=ada)
        client.get("/")
        with counted(connection) as statements:
            client.get("/")
        taken.append(len(statements))
    assert taken[0] == taken[1]


def test_a_page_takes_the_words_and_keeps_them_when_it_is_refused(client, ada, bob, make_post, make_group):
    original, closed = make_post("The crane is back.", author=bob), make_group(access="closed")
    client.sign_in(ada)
    assert "The crane is back." in client.get(f"/posts/{original.id}/shares/new").text
    form = {"body": "Look", "group_id": str(closed.id)}
    answer = client.post(f"/posts/{original.id}/shares", data=form)
    assert (answer.status_code, "Look" in answer.text) == (403, True)
    assert client.post(f"/posts/{original.id}/shares", data=form | {"group_id": ""}).status_code == 303


def test_the_interface_shares(client, ada, bob, make_post):
    client.sign_in(ada)
    answer = client.post(f"{API}/posts/{make_post(author=bob).id}/shares", json={"body": "Look"})
    assert (answer.status_code, answer.json["shared_post"]["author"]["name"]) == (201, "Bob Terre")

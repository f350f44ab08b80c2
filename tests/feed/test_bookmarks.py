"""Bookmarks: what one keeps for later, and nobody else knows."""

from __future__ import annotations

import pytest

from app.feed.queries import read_own
from app.feed.services import keep_post, let_post_go

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


def test_a_post_is_kept_once_and_let_go(ada, make_post):
    post = make_post()
    for _ in range(2):
        keep_post(post, actor=ada)
    assert read_own(ada, [post.id])[post.id].kept_at
    for _ in range(2):
        let_post_go(post, actor=ada)
    assert not read_own(ada, [post.id])[post.id].kept_at


def test_only_the_one_who_keeps_a_post_is_told(client, ada, make_person, make_post):
    post = make_post()
    client.sign_in(ada).put(f"{API}/posts/{post.id}/bookmark")
    assert client.get(f"{API}/posts/{post.id}").json["bookmarked"]
    assert f'"bookmarks": ["{post.id}"]' in client.get("/").text
    client.sign_in(post.author)
    assert not client.get(f"{API}/posts/{post.id}").json["bookmarked"]
    assert '"bookmarks": []' in client.get("/").text


def test_a_plain_button_keeps_a_post_and_lets_it_go(client, ada, make_post):
    post = make_post()
    client.sign_in(ada)
    for is_kept in (True, False):
        assert client.post(f"/posts/{post.id}/bookmark").status_code == 303
        assert client.get(f"{API}/posts/{post.id}").json["bookmarked"] is is_kept

"""The feed's operations as INTERFACES promises them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accounts.models import Role
from app.groups.models import Access
from app.groups.services import remove_member

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def test_a_post_is_published_with_201_and_read_back(as_ada, ada):
    answer = as_ada.post(f"{API}/posts", json={"body": "The **crane** is back."})
    assert answer.status_code == 201
    post = answer.json
    assert post["html"] == "<p>The <strong>crane</strong> is back.</p>\n"
    assert (post["author"]["id"], post["author"]["name"], post["author"]["handle"]) == (
        str(ada.id),
        "Ada Lune",
        ada.handle,
    )
    assert post["group"] is None
    assert (post["reactions"], post["my_reactions"], post["labels"], post["comment_count"]) == ({}, [], [], 0)
    assert as_ada.get(f"{API}/posts/{post['id']}").json == post


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "body"),
        ({"body": ""}, "body"),
        ({"body": "   "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": "a\0b"}, "body"),
        ({"body": 7}, "body"),
        ({"body": None}, "body"),
        ({"body": "x", "group_id": "seven"}, "group_id"),
        ({"body": "x", "poll": {"options": ["a"]}}, "poll_options"),
        ({"body": "x", "poll": "a or b"}, "poll"),
    ],
)
def test_a_post_that_cannot_be_used_is_422_and_names_the_field(as_ada, values, field):
    answer = as_ada.post(f"{API}/posts", json=values)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_an_unknown_group_and_a_secret_one_look_the_same(as_ada, make_group):
    secret = make_group(access=Access.SECRET)
    for group_id in (uuid4(), secret.id):
        assert as_ada.post(f"{API}/posts", json={"body": "x", "group_id": str(group_id)}).status_code == 404
        assert as_ada.get(f"{API}/groups/{group_id}/posts").status_code == 404


def test_a_closed_group_is_known_but_neither_read_nor_written(as_ada, make_group):
    closed = make_group(access=Access.CLOSED)
    assert as_ada.post(f"{API}/posts", json={"body": "x", "group_id": str(closed.id)}).status_code == 403
    assert as_ada.get(f"{API}/groups/{closed.id}/posts").status_code == 403


def test_the_feed_is_newest_first_and_pages_without_gap_or_repetition(as_ada, ada, make_group, make_post):
    group = make_group(members=(ada,))
    posts = [make_post(f"n {number}", author=ada, group=group if number % 2 else None) for number in range(7)]
    read, cursor = [], None
    while True:
        page = as_ada.get(f"{API}/feed", query_string={"limit": 3, **({"cursor": cursor} if cursor else {})}).json
        read += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert read == [str(post.id) for post in reversed(posts)]


@pytest.mark.parametrize("arguments", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"scope": "everything"}])
def test_a_page_that_cannot_be_given_is_422(as_ada, arguments):
    assert as_ada.get(f"{API}/feed", query_string=arguments).status_code == 422


def test_a_comment_and_its_reply_are_listed_oldest_first(as_ada, make_post):
    post = make_post()
    first = as_ada.post(f"{API}/posts/{post.id}/comments", json={"body": "When?"})
    assert first.status_code == 201
    reply = as_ada.post(f"{API}/posts/{post.id}/comments", json={"body": "Now.", "parent_id": first.json["id"]}).json
    listed = as_ada.get(f"{API}/posts/{post.id}/comments").json
    assert [(item["id"], item["parent_id"]) for item in listed["items"]] == [
        (first.json["id"], None),
        (reply["id"], first.json["id"]),
    ]
    assert as_ada.get(f"{API}/posts/{post.id}").json["comment_count"] == 2


def test_a_comment_of_another_post_cannot_be_answered(as_ada, make_post, make_comment):
    elsewhere, post = make_comment(make_post()), make_post()
    for parent_id in (elsewhere.id, uuid4()):
        answer = as_ada.post(f"{API}/posts/{post.id}/comments", json={"body": "x", "parent_id": str(parent_id)})
        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"] == "parent_id"


def test_a_reaction_is_put_replaced_and_taken_back(as_ada, make_post):
    post = make_post()
    address = f"{API}/posts/{post.id}/reactions"
    assert as_ada.put(f"{address}/thanks").json == {"reactions": {"thanks": 1}, "my_reactions": ["thanks"]}
    assert as_ada.put(f"{address}/thanks").json == {"reactions": {"thanks": 1}, "my_reactions": ["thanks"]}
    assert as_ada.put(f"{address}/funny").json == {"reactions": {"funny": 1}, "my_reactions": ["funny"]}
    assert as_ada.delete(f"{address}/thanks").json == {"reactions": {"funny": 1}, "my_reactions": ["funny"]}
    assert as_ada.delete(f"{address}/funny").json == {"reactions": {}, "my_reactions": []}
    assert as_ada.put(f"{address}/love").status_code == 422


def test_a_comment_is_reacted_to_edited_and_deleted(as_ada, ada, make_post, make_comment):
    comment = make_comment(make_post(), author=ada)
    address = f"{API}/comments/{comment.id}"
    assert as_ada.put(f"{address}/reactions/like").json == {"reactions": {"like": 1}, "my_reactions": ["like"]}
    assert as_ada.delete(f"{address}/reactions/like").json["reactions"] == {}
    assert as_ada.patch(address, json={"body": "Better."}).json["html"] == "<p>Better.</p>\n"
    assert as_ada.delete(address).status_code == 204
    assert as_ada.delete(address).status_code == 404


def test_only_authors_edit_and_nobody_edits_what_they_do_not_see(as_ada, make_person, make_post, make_group):
    assert as_ada.patch(f"{API}/posts/{make_post().id}", json={"body": "x"}).status_code == 403
    owner = make_person()
    hidden_away = make_post(author=owner, group=make_group(owner=owner, access=Access.CLOSED))
    for method in (as_ada.get, as_ada.delete):
        assert method(f"{API}/posts/{hidden_away.id}").status_code == 404
    assert as_ada.patch(f"{API}/posts/{hidden_away.id}", json={"body": "x"}).status_code == 404


def test_a_deleted_post_is_gone(as_ada, ada, make_post, make_comment):
    post = make_post(author=ada)
    comment = make_comment(post, author=ada)
    assert as_ada.delete(f"{API}/posts/{post.id}").status_code == 204
    assert as_ada.get(f"{API}/posts/{post.id}").status_code == 404
    assert as_ada.get(f"{API}/posts/{post.id}/comments").status_code == 404
    assert as_ada.put(f"{API}/comments/{comment.id}/reactions/like").status_code == 404
    assert as_ada.get(f"{API}/feed").json["items"] == []


def test_a_member_who_was_removed_neither_reads_nor_writes_any_more(as_ada, ada, make_person, make_group, make_post):
    owner = make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    post = make_post(author=ada, group=group)
    remove_member(group, ada, actor=owner)
    assert as_ada.get(f"{API}/feed").json["items"] == []
    assert as_ada.get(f"{API}/posts/{post.id}").status_code == 404
    assert as_ada.post(f"{API}/posts/{post.id}/comments", json={"body": "x"}).status_code == 404
    assert as_ada.put(f"{API}/posts/{post.id}/reactions/like").status_code == 404
    assert as_ada.post(f"{API}/posts", json={"body": "x", "group_id": str(group.id)}).status_code == 404


def test_a_guest_reads_their_groups_and_not_the_house(client, make_person, make_group, make_post):
    guest = make_person("Gil Ami", Role.GUEST)
    group = make_group(members=(guest,))
    inside, outside = make_post(group=group, author=guest), make_post()
    as_guest = client.sign_in(guest)
    for scope in ("mine", "groups", "all"):
        listed = as_guest.get(f"{API}/feed", query_string={"scope": scope}).json["items"]
        assert [item["id"] for item in listed] == [str(inside.id)]
    assert as_guest.get(f"{API}/posts/{outside.id}").status_code == 404
    assert as_guest.post(f"{API}/posts", json={"body": "x"}).status_code == 403

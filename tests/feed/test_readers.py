"""Following, muting, and what is new in a conversation since one last saw it."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import NotFound
from app.feed.queries import list_followers, read_own
from app.feed.services import (
    delete_comment,
    follow_post,
    hide_comment,
    mark_seen,
    mute_post,
    publish_comment,
    unfollow_post,
    unmute_post,
)
from app.groups.models import Access
from app.groups.services import remove_member

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def new_to(make_person):
    """How many comments of a post are new to a person."""
    return lambda person, post: read_own(person, [post.id])[post.id].new_comments


@pytest.fixture
def make_moderator(make_person):
    return lambda: make_person("Chloé", Role.MODERATOR)


def test_authors_those_who_answer_and_those_who_are_named_follow_by_themselves(make_person, make_post, make_comment):
    ada, ben, cleo, dan = (make_person() for _ in range(4))
    post = make_post(f"Ask @{ben.handle}", author=ada)
    make_comment(post, f"Or @{cleo.handle}", author=dan)
    assert list_followers(post.id) == {person.id for person in (ada, ben, cleo, dan)}
    assert read_own(ada, [post.id])[post.id].follows
    assert not read_own(make_person(), [post.id])[post.id].follows


def test_whoever_left_a_conversation_does_not_follow_again_by_answering(make_person, make_post, make_comment):
    ada, ben = make_person(), make_person()
    post = make_post(author=ada)
    for person in (ada, ben):
        unfollow_post(post, actor=person)
        make_comment(post, f"@{ben.handle}, no", author=person)
    assert list_followers(post.id) == set()
    follow_post(post, actor=ben)
    assert list_followers(post.id) == {ben.id}


def test_a_muted_conversation_is_followed_again_as_before_or_by_saying_so(make_person, make_post):
    ada, ben = make_person(), make_person()
    post = make_post(author=ada)
    for person in (ada, ben):
        mute_post(post, actor=person)
    assert list_followers(post.id) == set()
    assert all(read_own(person, [post.id])[post.id].is_muted for person in (ada, ben))
    unmute_post(post, actor=ada)
    follow_post(post, actor=ben)
    assert list_followers(post.id) == {ada.id, ben.id}
    assert not any(read_own(person, [post.id])[post.id].is_muted for person in (ada, ben))


def test_what_came_since_one_saw_the_conversation_is_new(ada, make_post, make_comment, make_moderator, new_to):
    post = make_post()
    make_comment(post)
    assert new_to(ada, post) == 0, "it was never opened"
    assert new_to(post.author, post) == 1, "authors have seen their own post"
    mark_seen(post, number=99, actor=ada)
    came = [make_comment(post) for _ in range(4)]
    assert new_to(ada, post) == 4
    delete_comment(came[0], actor=came[0].author)
    hide_comment(came[1], actor=make_moderator())
    assert new_to(ada, post) == 2
    mark_seen(post, number=1, actor=ada)
    assert new_to(ada, post) == 2
    mark_seen(post, number=4, actor=ada)
    assert new_to(ada, post) == 1
    publish_comment(post, body="Me too", actor=ada)
    assert new_to(ada, post) == 0


def test_only_the_reader_is_told_how_far_they_have_seen_it(client, ada, make_post, make_comment):
    post = make_post()
    mark_seen(post, number=0, actor=ada)
    make_comment(post)
    client.sign_in(ada)
    assert client.get(f"{API}/posts/{post.id}").json["new_comments"] == 1
    assert f'"new_comments": {{"{post.id}": 1}}' in client.get("/").text
    assert client.put(f"{API}/posts/{post.id}/seen", json={"number": 1}).status_code == 204
    assert client.get(f"{API}/posts/{post.id}").json["new_comments"] == 0


@pytest.mark.parametrize("number", [-1, 2**31, "x", None])
def test_what_is_no_number_of_a_comment_is_refused(client, ada, make_post, number):
    post = make_post()
    client.sign_in(ada)
    assert client.put(f"{API}/posts/{post.id}/seen", json={"number": number}).status_code == 422
    assert client.post(f"/posts/{post.id}/seen", data={"number": number or ""}).status_code == 422


def test_plain_buttons_follow_and_mute_and_do_so_no_longer(client, ada, make_post):
    post = make_post()
    client.sign_in(ada)
    for deed, told in (("follow", "following"), ("mute", "muted")):
        for is_so in (True, False):
            assert client.post(f"/posts/{post.id}/{deed}").status_code == 303
            assert client.get(f"{API}/posts/{post.id}").json[told] is is_so
    client.post(f"/posts/{post.id}/mute")
    page = client.get("/people").text
    assert "Muted: no more notifications of this post, unless you are mentioned." in page
    assert f'action="/posts/{post.id}/mute"' in page, "the same once more takes it back"


def test_whoever_was_removed_can_no_longer_follow(make_person, make_group, make_post):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.CLOSED)
    post = make_post(author=owner, group=group)
    follow_post(post, actor=ada)
    remove_member(group, ada, actor=owner)
    for deed in (follow_post, mute_post):
        with pytest.raises(NotFound):
            deed(post, actor=ada)
    with pytest.raises(NotFound):
        mark_seen(post, number=1, actor=ada)

"""Arranging: three posts at most stand on top of a group, in an order, and a closed conversation takes no answers."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.feed.queries import list_standing
from app.feed.services import (
    delete_post,
    lock_post,
    pin_post,
    publish_comment,
    react,
    unlock_post,
    unpin_post,
)

API = "/api/v1"


@pytest.fixture
def workshop(make_group, keeper, member):
    return make_group(owner=keeper, members=(member,))


@pytest.fixture
def say(make_post, workshop, member):
    return lambda body: make_post(body, author=member, group=workshop)


def test_pins_stand_on_top_in_the_order_their_keepers_chose(client, say, keeper, workshop):
    first, second, newest = say("first"), say("second"), say("newest")
    pin_post(first, actor=keeper)
    pin_post(second, position=2, actor=keeper)
    assert list_standing(workshop) == [first.id, second.id]
    pin_post(second, actor=keeper)
    assert list_standing(workshop) == [second.id, first.id]
    page = client.sign_in(keeper).get(f"/groups/{workshop.slug}").text
    places = [page.index(f'id="post-{post.id}"') for post in (second, first, newest)]
    assert places == sorted(places)
    assert page.count(">Pinned<") == 2
    assert page.count(f'id="post-{first.id}"') == 1
    unpin_post(second, actor=keeper)
    session.refresh(first)
    assert first.parts == {"pinned": {"position": 1}}
    assert list_standing(workshop) == [first.id]


def test_three_stand_on_top_at_most_and_one_that_is_gone_does_not_count(say, keeper, member):
    posts = [say(f"post {number}") for number in range(4)]
    for post in posts[:3]:
        pin_post(post, actor=keeper)
    pin_post(posts[0], actor=keeper)  # again: it moves
    with pytest.raises(Conflict):
        pin_post(posts[3], actor=keeper)
    delete_post(posts[0], actor=member)
    pin_post(posts[3], actor=keeper)


def test_only_those_who_look_after_the_place_arrange_it(say, make_post, member, make_person):
    post, in_house = say("here"), make_post(author=member)
    for deed in (pin_post, unpin_post, lock_post, unlock_post):
        with pytest.raises(Forbidden):
            deed(post, actor=member)
        with pytest.raises(Forbidden):
            deed(in_house, actor=member)
    lock_post(in_house, actor=make_person("", Role.COMMUNICATION, Role.MEMBER))


def test_a_closed_conversation_takes_no_answers_and_says_so(client, say, keeper, member, make_comment):
    post = say("here")
    comment = make_comment(post, author=keeper)
    for _ in range(2):
        lock_post(post, actor=keeper)
    for deed in (
        lambda: publish_comment(post, body="no", actor=member),
        lambda: react(post, "like", actor=member),
        lambda: react(comment, "like", actor=member),
    ):
        with pytest.raises(Forbidden):
            deed()
    page = client.sign_in(member).get(f"/posts/{post.id}").text
    assert "This conversation is closed" in page
    assert "data-answer" not in page
    unlock_post(post, actor=keeper)
    publish_comment(post, body="yes", actor=member)


def test_the_menu_and_the_interface_pin_and_close(client, say, keeper):
    post = say("here")
    client.sign_in(keeper)
    for there in (True, False):
        assert client.post(f"/posts/{post.id}/pin").status_code == 303
        assert client.post(f"/posts/{post.id}/lock").status_code == 303
        item = client.get(f"{API}/posts/{post.id}").json
        assert ("pinned" in item, "locked" in item) == (there, there)
    assert client.put(f"{API}/posts/{post.id}/pin", json={"position": 9}).status_code == 422
    assert client.put(f"{API}/posts/{post.id}/pin", json={}).status_code == 204
    assert client.put(f"{API}/posts/{post.id}/lock").status_code == 204
    assert client.get(f"{API}/posts/{post.id}").json["pinned"] == {"position": 1}


def test_where_no_script_opens_the_menu_the_page_has_plain_forms(client, say, keeper, member, make_person):
    post = say("here")
    address = f"/posts/{post.id}"

    def offered(person):
        told = re.search(r"<noscript><div.*?</noscript>", client.sign_in(person).get(address).text, re.DOTALL)
        return set(re.findall(rf'(?:action|href)="{address}/(\w+)"', told[0])) if told else set()

    assert offered(keeper) == {"pin", "lock", "place", "archive", "deletion"}
    assert offered(member) == {"edit", "place", "archive", "deletion"}
    assert offered(make_person()) == set()
    client.sign_in(keeper)
    assert client.post(f"{address}/lock", data={"next": address}).location == f"{address}#post-{post.id}"
    assert "Reopen the conversation" in client.get(address).text

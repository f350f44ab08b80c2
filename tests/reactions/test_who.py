"""Who reacted: told to those who see the thing, one word after the other."""

from __future__ import annotations

import pytest

from app.chat.services import open_conversation, send_message
from app.chat.services import react as react_to_message
from app.feed.services import publish_comment, publish_post, react
from app.groups.models import Access
from app.groups.services import remove_member


@pytest.fixture
def people(make_person):
    return [make_person(name) for name in ("Ada Lune", "Ben Roc", "Cleo Sol")]


@pytest.fixture
def group(people, make_group):
    return make_group(owner=people[0], members=tuple(people[1:]), access=Access.SECRET)


def names(answer):
    return [item["person"]["name"] for item in answer.json["items"]]


def test_who_reacted_is_told_the_newest_first_and_by_word(client, people, group):
    ada, ben, cleo = people
    post = publish_post(body="First", group=group, actor=ada)
    comment = publish_comment(post, body="Second", actor=ada)
    for thing, address in ((post, f"/posts/{post.id}"), (comment, f"/comments/{comment.id}")):
        react(thing, "thanks", actor=ben)
        react(thing, "funny", actor=cleo)
        client.sign_in(ada)
        assert names(client.get(f"/api/v1{address}/reactions")) == ["Cleo Sol", "Ben Roc"]
        assert names(client.get(f"/api/v1{address}/reactions?name=thanks")) == ["Ben Roc"]
        assert names(client.get(f"/api/v1{address}/reactions?name=like")) == []
        assert client.get(f"/api/v1{address}/reactions?name=love").status_code == 422
        page = client.get(f"{address}/reactions?name=funny").text
        assert "Cleo Sol" in page
        assert "Ben Roc" not in page
        assert "<dialog" in client.get(f"{address}/reactions", headers={"HX-Request": "true"}).text


def test_the_list_goes_on_where_it_stopped(client, people, group):
    post = publish_post(body="First", group=group, actor=people[0])
    for person in people:
        react(post, "like", actor=person)
    client.sign_in(people[0])
    first = client.get(f"/api/v1/posts/{post.id}/reactions?limit=2")
    rest = client.get(f"/api/v1/posts/{post.id}/reactions?limit=2&cursor={first.json['next']}")
    assert names(first) + names(rest) == ["Cleo Sol", "Ben Roc", "Ada Lune"]
    assert rest.json["next"] is None


def test_whoever_left_is_told_no_more(client, people, group):
    ada, ben, _cleo = people
    post = publish_post(body="First", group=group, actor=ada)
    react(post, "like", actor=ada)
    client.sign_in(ben)
    assert names(client.get(f"/api/v1/posts/{post.id}/reactions")) == ["Ada Lune"]
    remove_member(group, ben, actor=ben)
    for address in (f"/api/v1/posts/{post.id}/reactions", f"/posts/{post.id}/reactions"):
        assert client.get(address).status_code == 404


def test_who_reacted_to_a_message_is_told_to_those_who_take_part(client, people):
    ada, ben, cleo = people
    conversation = open_conversation([ben], title="", actor=ada)
    message = send_message(conversation, client_id="1", body="Hello", actor=ada)
    react_to_message(message, name="thanks", actor=ben)
    client.sign_in(ada)
    assert names(client.get(f"/api/v1/messages/{message.id}/reactions")) == ["Ben Roc"]
    assert "Ben Roc" in client.get(f"/messages/{message.id}/reactions").text
    client.sign_in(cleo)
    assert client.get(f"/api/v1/messages/{message.id}/reactions").status_code == 404
    assert client.get(f"/messages/{message.id}/reactions").status_code == 404

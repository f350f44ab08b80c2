"""Archiving: what is put away stands in no list of what is new and takes no answer, is found, and comes back."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.services import rename_person
from app.core import clock, worker
from app.core.db import session
from app.core.errors import Conflict, Forbidden, NotFound
from app.delivery.findings import find_news
from app.feed.models import Pin
from app.feed.queries import (
    Only,
    Scope,
    list_author_posts,
    list_candidates,
    list_feed,
    list_group_posts,
    list_only,
    list_standing,
    list_unconfirmed,
)
from app.feed.services import (
    archive_post,
    bring_back_post,
    confirm_reading,
    delete_post,
    keep_post,
    pin_post,
    publish_comment,
    publish_post,
    react,
    remind_readers,
)
from app.feed.services.announcing import NewAnnouncement
from app.groups.services import remove_member
from search.indexing import rebuild

API = "/api/v1"


@pytest.fixture
def reader(make_person):
    return make_person("Ben Mori", language="en")


@pytest.fixture
def workshop(make_group, keeper, member, reader):
    return make_group(owner=keeper, members=(member, reader))


def lists_of(reader, group, author):
    """In which lists of what is new a reader finds posts."""
    found = {scope.value: list_feed(reader, scope=scope).items for scope in Scope}
    found |= {"group": list_group_posts(group, viewer=reader).items}
    found |= {"author": list_author_posts(author, viewer=reader).items, "missed": list_candidates(reader)}
    since, until = clock.from_now(days=-1), clock.from_now(days=1)
    return {name for name, entries in found.items() if entries} | set(
        ["digest"] if find_news(reader, since=since, until=until).posts else []
    )


def test_what_is_put_away_leaves_every_list_and_comes_back_to_where_it_stood(
    make_post, workshop, member, reader, keeper, make_comment
):
    post = make_post(author=member, group=workshop)
    for _ in range(2):
        make_comment(post, author=keeper)
    everywhere = {"mine", "groups", "all", "group", "author", "missed", "digest"}
    assert lists_of(reader, workshop, member) == everywhere
    keep_post(post, actor=reader)
    for _ in range(2):
        archive_post(post, actor=member)
    assert lists_of(reader, workshop, member) == set()
    archived = [list_only(reader, Only.ARCHIVED), list_group_posts(workshop, viewer=reader, archived=True)]
    assert [[entry.id for entry in page.items] for page in archived] == [[post.id]] * 2
    assert [entry.id for entry in list_only(reader, Only.BOOKMARKS).items] == [post.id]
    for _ in range(2):
        bring_back_post(post, actor=keeper)
    assert lists_of(reader, workshop, member) == everywhere
    assert list_only(reader, Only.ARCHIVED).items == []


def test_it_says_by_whom_and_takes_no_answer(client, make_post, make_comment, workshop, member, reader, keeper):
    post = make_post(author=member, group=workshop)
    comment = make_comment(post, author=keeper)
    archive_post(post, actor=keeper)
    for deed in (
        lambda: publish_comment(post, body="no", actor=reader),
        lambda: react(post, "like", actor=reader),
        lambda: react(comment, "like", actor=reader),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert "Archived by Elsa Roussel" in client.sign_in(reader).get(f"/posts/{post.id}").text
    rename_person(keeper, name="Elsa Roux", actor=keeper)
    worker.drain()
    assert client.get(f"{API}/posts/{post.id}").json["archived"]["by"]["name"] == "Elsa Roux"


def test_an_announcement_that_is_put_away_asks_nobody(workshop, keeper, reader):
    post = publish_post(body="Read", group=workshop, parts=[NewAnnouncement(confirm=True)], actor=keeper)
    assert list_unconfirmed(reader)
    assert list_standing(workshop) == [post.id]
    archive_post(post, actor=keeper)
    assert list_unconfirmed(reader) == list_standing(workshop) == []
    for deed in (lambda: confirm_reading(post, actor=reader), lambda: remind_readers(post, actor=keeper)):
        with pytest.raises(Conflict):
            deed()


@pytest.mark.parametrize("take", [archive_post, delete_post])
def test_a_pin_goes_with_its_post_and_the_others_move_up(make_post, workshop, member, keeper, take):
    first, second = (make_post(author=member, group=workshop) for _ in range(2))
    for position, post in enumerate((first, second), start=1):
        pin_post(post, position=position, actor=keeper)
    take(first, actor=member)
    session.refresh(second)
    assert [(pin.post_id, pin.position) for pin in session.query(Pin)] == [(second.id, 1)]
    assert second.parts["pinned"] == {"position": 1}


def test_authors_and_those_who_look_after_the_place_put_away(make_post, make_person, workshop, member, reader, keeper):
    post, in_house = make_post(author=member, group=workshop), make_post(author=member)
    for thing, actor in ((post, reader), (in_house, reader), (in_house, keeper)):
        for deed in (archive_post, bring_back_post):
            with pytest.raises(Forbidden):
                deed(thing, actor=actor)
    archive_post(in_house, actor=make_person("", Role.COMMUNICATION, Role.MEMBER))
    bring_back_post(in_house, actor=member)
    remove_member(workshop, member, actor=keeper)
    secret = make_post(author=keeper, group=workshop)
    workshop.access = "secret"
    session.flush()
    with pytest.raises(NotFound):
        archive_post(secret, actor=member)


def test_search_finds_it_and_says_so(client, make_post, member, reader):
    post = make_post("The heron is back.", author=member)
    archive_post(post, actor=member)
    rebuild()
    found = client.sign_in(reader).get(f"{API}/search?q=heron").json["items"]
    assert [(item["id"], item["is_archived"]) for item in found] == [(str(post.id), True)]
    assert "Archived" in client.get("/search?q=heron").text


def test_the_menu_archives_undoes_and_tells_who_may(client, make_post, make_person, member):
    post = make_post(author=member)
    client.sign_in(make_person("Nina", Role.COMMUNICATION, Role.MEMBER, language="en"))
    assert f'"tends": ["{post.id}"]' in client.get("/").text
    for words, there in (("Post archived.", True), ("The post stands where it stood.", False)):
        answer = client.post(f"/posts/{post.id}/archive", follow_redirects=True)
        assert words in answer.text
        assert ("archived" in client.get(f"{API}/posts/{post.id}").json) == there
    assert client.post(f"/posts/{post.id}/lock").status_code == 303
    assert client.get(f"{API}/posts/{post.id}").json["locked"]

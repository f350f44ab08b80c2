"""Moving: a post goes elsewhere with all that is its own, and whoever does not read there loses it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock, worker
from app.core.db import session
from app.core.errors import Conflict, Forbidden, NotFound
from app.delivery.findings import find_news
from app.feed.models import Pin
from app.feed.queries import Only, Scope, list_author_posts, list_candidates, list_feed, list_group_posts, list_only
from app.feed.services import (
    delete_comment,
    delete_post,
    keep_post,
    move_post,
    pin_post,
    publish_comment,
    publish_post,
    share_post,
    undo_move,
    vote,
)
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.groups.models import Access
from search.indexing import rebuild

API = "/api/v1"


@pytest.fixture(autouse=True)
def _index(app):
    rebuild()


@pytest.fixture
def author(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def stayer(make_person):
    """Somebody of the first place alone."""
    return make_person("Ben Mori", language="en")


@pytest.fixture
def newcomer(make_person):
    """Somebody of the second place alone."""
    return make_person("Eva Le Goff", language="en")


@pytest.fixture
def here(make_group, keeper, author, stayer):
    return make_group(owner=keeper, members=(author, stayer), access=Access.SECRET, name="Here")


@pytest.fixture
def there(make_group, keeper, author, newcomer):
    return make_group(owner=keeper, members=(author, newcomer), access=Access.SECRET, name="There")


def lists_of(reader, author):
    found = {scope.value: list_feed(reader, scope=scope).items for scope in Scope}
    found |= {"author": list_author_posts(author, viewer=reader).items, "missed": list_candidates(reader)}
    found |= {"kept": list_only(reader, Only.BOOKMARKS).items}
    since, until = clock.from_now(days=-1), clock.from_now(days=1)
    found |= {"digest": find_news(reader, since=since, until=until).posts}
    return {name for name, entries in found.items() if entries}


def test_who_does_not_read_there_loses_it_everywhere_and_who_does_gets_it(
    client, make_post, make_file, here, there, author, stayer, newcomer, keeper
):
    file = make_file(owner=author)
    post = make_post(f"The heron for @{stayer.handle}", author=author, group=here, file_ids=[file.id])
    comment = publish_comment(post, body="Seen at two.", actor=stayer)
    publish_comment(post, body="Again?", parent=comment, actor=keeper)
    keep_post(post, actor=stayer)
    worker.drain()
    as_stayer = client.sign_in(stayer)
    as_newcomer = client.application.test_client().sign_in(newcomer)
    addresses = [f"/posts/{post.id}", f"/posts/{post.id}/fragment", f"/files/{file.id}", f"{API}/posts/{post.id}"]
    addresses.append(f"{API}/posts/{post.id}/comments")
    assert [as_stayer.get(each).status_code for each in addresses] == [200] * 5
    told = lambda: {each["kind"] for each in as_stayer.get(f"{API}/notifications").json["items"]}  # noqa: E731 (short)
    assert told() == {"added", "mention", "reply"}
    assert lists_of(stayer, author) >= {"mine", "groups", "all", "author", "kept"}
    move_post(post, there, actor=keeper)
    assert [as_stayer.get(each).status_code for each in addresses] == [404] * 5
    assert told() == {"added"}
    assert lists_of(stayer, author) == set()
    worker.drain()
    for words in ("heron", "two"):
        assert as_stayer.get(f"{API}/search?q={words}").json["items"] == []
        assert as_newcomer.get(f"{API}/search?q={words}").json["items"]
    assert [as_newcomer.get(each).status_code for each in addresses] == [200] * 5
    assert [entry.id for entry in list_group_posts(there, viewer=newcomer).items] == [post.id]


def test_open_pages_are_told_where_it_stood_and_where_it_stands(
    app, make_post, here, there, author, stayer, keeper, newcomer, make_person
):
    post = make_post(author=author, group=here)
    connect = app.extensions["socketio"].test_client
    people = {"stayer": stayer, "newcomer": newcomer, "stranger": make_person()}
    sockets = {n: connect(app, flask_test_client=app.test_client().sign_in(p)) for n, p in people.items()}
    for socket in sockets.values():
        socket.get_received()
    move_post(post, there, actor=keeper)
    heard = {
        name for name, socket in sockets.items() if any(e["name"] == "post.changed" for e in socket.get_received())
    }
    assert heard == {"stayer", "newcomer"}
    publish_comment(post, body="Here", actor=author)
    assert sockets["stayer"].get_received() == []


def test_it_says_where_it_stood_to_those_alone_who_know_of_that_place(
    client, make_post, here, there, author, newcomer, keeper
):
    post = make_post(f"We of @{here.slug} say so", author=author, group=here)
    move_post(post, there, actor=keeper)
    page = client.sign_in(keeper).get(f"/posts/{post.id}").text
    assert "Moved here from" in page
    assert client.get(f"{API}/posts/{post.id}").json["moved"]["from"]["name"] == "Here"
    client.sign_in(newcomer)
    for address in (f"/posts/{post.id}", f"{API}/posts/{post.id}", f"/groups/{there.slug}"):
        text = client.get(address).text
        assert "Moved here from" not in text
        assert str(here.id) not in text
        assert f"/groups/{here.slug}" not in text


def test_a_share_of_it_shows_it_to_those_who_read_it_where_it_stands(
    client, make_post, here, there, author, stayer, keeper
):
    post = make_post("The heron", author=author, group=here)
    share = share_post(post, body="Look", group=here, actor=author)
    client.sign_in(stayer)
    assert "The heron" in client.get(f"/posts/{share.id}").text
    move_post(post, there, actor=keeper)
    assert "The heron" not in client.get(f"/posts/{share.id}").text
    assert client.get(f"{API}/posts/{share.id}").json["shared_post"] is None


@pytest.mark.parametrize("what", ["announcement", "event"])
def test_what_is_bound_to_its_place_stays(here, there, keeper, what):
    part = NewAnnouncement(confirm=True) if what == "announcement" else NewEvent("Visit", clock.from_now(days=2))
    post = publish_post(body="Here", group=here, parts=[part], actor=keeper)
    with pytest.raises(Conflict):
        move_post(post, there, actor=keeper)


def test_who_may_move_it_and_where_to(make_post, make_group, here, there, author, stayer, keeper, newcomer):
    post, house = make_post(author=author, group=here), make_post(author=author)
    for thing, to, actor, error in (
        (post, there, stayer, NotFound),
        (house, there, newcomer, Forbidden),
        (make_post(author=stayer, group=here), there, keeper, Conflict),  # its author would lose it
        (make_post(author=stayer, group=here), None, keeper, Conflict),  # all would read what few could
        (post, make_group(owner=stayer, access=Access.OPEN), author, Forbidden),
    ):
        with pytest.raises(error):
            move_post(thing, to, actor=actor)
    move_post(house, here, actor=author)
    move_post(post, None, actor=author)  # one's own words alone
    assert (house.group_id, post.group_id) == (here.id, None)
    gone = make_post(author=author, group=here)
    delete_post(gone, actor=author)
    with pytest.raises(NotFound):
        move_post(gone, there, actor=author)


def test_it_is_moved_by_its_menu_and_back_by_undo_for_a_while(client, make_post, here, there, author, keeper):
    post = make_post(author=author, group=here)
    pin_post(post, actor=keeper)
    client.sign_in(author)
    assert there.name in client.get(f"/posts/{post.id}/place").text
    assert (
        "Post moved." in client.post(f"/posts/{post.id}/place", data={"group_id": there.id}, follow_redirects=True).text
    )
    session.refresh(post)
    assert (post.group_id, session.query(Pin).count(), "pinned" in post.parts) == (there.id, 0, False)
    assert client.post(f"/posts/{post.id}/place/undoing").status_code == 303
    session.refresh(post)
    assert post.group_id == here.id
    assert client.put(f"{API}/posts/{post.id}/place", json={"group_id": str(there.id)}).status_code == 200
    with pytest.raises(NotFound):
        undo_move(post, actor=keeper)
    with clock.stopped_at(clock.now() + timedelta(minutes=20)), pytest.raises(Conflict):
        undo_move(post, actor=author)


@pytest.mark.parametrize("said", ["a word taken away", "a vote"])
def test_what_others_said_goes_out_to_more_people_by_no_detour(author, keeper, stayer, here, said):
    post = publish_post(body="Who comes?", group=here, parts=[NewPoll(("I", "Not I"))], actor=keeper)
    if said == "a vote":
        vote(post, ["1"], actor=stayer)
    else:
        delete_comment(publish_comment(post, body="Not to be told.", actor=stayer), actor=keeper)
    with pytest.raises(Conflict):
        move_post(post, None, actor=keeper)


def test_an_author_takes_nobody_elses_words_to_people_who_did_not_read_them(make_post, author, stayer, here, there):
    post = make_post(author=author, group=here)
    publish_comment(post, body="Not to be told.", actor=stayer)
    with pytest.raises(Conflict):
        move_post(post, there, actor=author)
    assert post.group_id == here.id

"""How often pages ask the database: as often for twenty rows as for two, and less when fragments are kept."""

from __future__ import annotations

import pytest

from app.core.db import session
from app.feed import queries
from app.feed.queries import Scope
from app.feed.rendering import render_comments, render_posts
from app.reactions.queries import get_words
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


@pytest.fixture
def converse(ada, make_person, make_group, make_post, make_comment, make_file):
    """As many posts by as many people in as many groups, and a thread as long, each with a file."""

    def converse(count):
        people = [make_person() for _ in range(count)]
        for person in people:
            files = [make_file(owner=person).id]
            make_post(author=person, group=make_group(owner=person, members=(ada,)), file_ids=files)
        post = make_post(author=people[0])
        for person in people:
            make_comment(post, author=person, file_ids=[make_file(owner=person).id])
        return post

    return converse


def cold_and_warm(app, connection, viewer, action):
    """How many statements an action takes with no fragment kept, and with all of them."""
    app.extensions["parvis.fragments"].forget_all()
    get_words()  # what the house keeps of itself is asked for once
    assert not viewer.is_guest  # who asks is known before
    taken = []
    for _ in range(2):
        with app.test_request_context(), counted(connection) as statements:
            action()
        taken.append(len(statements))
    return taken


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("scope", Scope)
def test_a_timeline_takes_four_statements_cold_and_one_warm(app, connection, ada, converse, count, scope):
    converse(count)
    action = lambda: render_posts(queries.list_feed(ada, scope=scope, limit=30).items)  # noqa: E731 (it is short)
    assert cold_and_warm(app, connection, ada, action) == [4, 1]


@pytest.mark.parametrize("count", [2, 20])
def test_a_thread_takes_two_statements_cold_and_one_warm(app, connection, ada, converse, count):
    post = converse(count)
    session.refresh(post)
    action = lambda: render_comments(queries.list_thread(post, viewer=ada, limit=30)[0], is_keeper=False)  # noqa: E731 (as above)
    assert cold_and_warm(app, connection, ada, action) == [2, 1]


@pytest.mark.parametrize("path", ["/", "/?scope=all", "/api/v1/feed", "/posts/{post}", "/api/v1/posts/{post}/comments"])
def test_a_page_asks_as_often_for_twenty_rows_as_for_two(app, connection, client, ada, converse, path):
    client.sign_in(ada)
    client.get("/")  # what the house keeps of itself is asked for once
    taken = []
    for count in (2, 18):
        post = converse(count)
        app.extensions["parvis.fragments"].forget_all()
        with counted(connection) as statements:
            assert client.get(path.format(post=post.id)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1]


@pytest.mark.parametrize(("path", "most"), [("/", 4), ("/groups/{group}", 7), ("/posts/{post}", 6)])
def test_a_warm_page_asks_no_more_often_than_this(connection, client, ada, make_group, make_post, path, most):
    group = make_group(members=(ada,))
    post = make_post(author=ada, group=group)
    client.sign_in(ada)
    client.post("/first-steps/dismissal")
    address = path.format(group=group.slug, post=post.id)
    for _ in range(2):
        client.get(address)
    with counted(connection) as statements:
        assert client.get(address).status_code == 200
    assert len(statements) <= most

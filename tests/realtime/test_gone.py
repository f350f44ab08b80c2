"""What is deleted, hidden or brought back: those who read it are told to look again, and learn nothing else."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.feed.services import (
    delete_comment,
    delete_post,
    hide_post,
    publish_comment,
    publish_post,
    restore_post,
    undelete_post,
)
from app.groups.models import Access


@pytest.fixture
def people(make_person):
    return {name: make_person(name) for name in ("author", "reader", "stranger")}


@pytest.fixture
def group(make_group, people):
    return make_group(owner=people["author"], members=(people["reader"],), access=Access.CLOSED)


@pytest.fixture
def heard(app, people, group):
    """What each of them heard since it was last asked."""
    connect = app.extensions["socketio"].test_client
    sockets = {name: connect(app, flask_test_client=app.test_client().sign_in(who)) for name, who in people.items()}

    def read(event):
        return {
            name: [each["args"][0] for each in socket.get_received() if each["name"] == event]
            for name, socket in sockets.items()
        }

    return read


def test_readers_hear_that_a_post_went_and_came_back(people, group, make_person, heard):
    post = publish_post(body="Heron", group=group, actor=people["author"])
    moderator = make_person("", Role.MODERATOR)
    deeds = [
        lambda: delete_post(post, actor=people["author"]),
        lambda: undelete_post(post, actor=people["author"]),
        lambda: hide_post(post, actor=moderator),
        lambda: restore_post(post, actor=moderator),
    ]
    heard("post.changed")
    for deed in deeds:
        deed()
        told = [{"id": str(post.id), "version": post.version}]
        assert heard("post.changed") == {"author": told, "reader": told, "stranger": []}


def test_readers_hear_that_a_comment_went_and_how_many_are_left(people, group, heard):
    post = publish_post(body="Heron", group=group, actor=people["author"])
    gone, _stays = (publish_comment(post, body="Falcon", actor=people["reader"]) for _ in range(2))
    delete_comment(gone, actor=people["author"])
    told = [{"id": str(gone.id), "post_id": str(post.id), "comment_count": 1}]
    assert heard("comment.changed") == {"author": told, "reader": told, "stranger": []}


def test_of_a_comment_whose_post_is_gone_nothing_is_said(people, group, make_person, heard):
    post = publish_post(body="Heron", group=group, actor=people["author"])
    comment = publish_comment(post, body="Falcon", actor=people["reader"])
    hide_post(post, actor=make_person("", Role.MODERATOR))
    delete_comment(comment, actor=people["author"])
    assert heard("comment.changed") == {"author": [], "reader": [], "stranger": []}

"""Timelines give the newest of what a person may read, however much is said elsewhere."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.feed.queries import Scope, list_author_posts, list_feed, list_group_posts, timelines
from app.feed.services import delete_post, hide_post
from app.groups.models import Access


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


def ids(page):
    return [entry.id for entry in page.items]


def read_through(viewer, scope, limit):
    """Every post of a timeline, page by page."""
    read, cursor = [], None
    while True:
        page = list_feed(viewer, scope=scope, limit=limit, cursor=cursor)
        read += ids(page)
        cursor = page.next
        if cursor is None:
            return read


@pytest.fixture
def conversation(ada, make_person, make_group, make_post):
    """Posts of the house, of a group of Ada's, of an open one and of a secret one, mixed."""
    ben = make_person("Ben Roc")
    places = {
        "house": None,
        "mine": make_group(owner=ben, members=(ada,), access=Access.SECRET),
        "open": make_group(owner=ben),
        "secret": make_group(owner=ben, access=Access.SECRET),
    }
    return [(name, make_post(author=ben, group=places[name]).id) for _ in range(6) for name in places]


EXPECTED = {Scope.MINE: {"house", "mine"}, Scope.GROUPS: {"mine"}, Scope.ALL: {"house", "mine", "open"}}


@pytest.mark.parametrize("windows", [(1_000, 2_000, 3_000), (2, 5, 10_000)], ids=["at once", "with patience"])
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("limit", [1, 4, 100])
def test_a_timeline_misses_nothing_and_repeats_nothing(monkeypatch, ada, conversation, windows, scope, limit):
    """Also where the posts wanted are not among the newest of all."""
    monkeypatch.setattr(timelines, "WINDOWS", windows)
    expected = [post_id for name, post_id in reversed(conversation) if name in EXPECTED[scope]]
    assert read_through(ada, scope, limit) == expected


@pytest.mark.parametrize("windows", [(1_000, 2_000, 3_000), (1, 2, 10_000)], ids=["at once", "with patience"])
def test_what_is_deleted_or_hidden_is_passed_over_but_for_its_author(monkeypatch, ada, make_person, make_post, windows):
    monkeypatch.setattr(timelines, "WINDOWS", windows)
    ben, moderator = make_person(), make_person("Chloé", Role.MEMBER, Role.MODERATOR)
    kept, deleted, hidden = (make_post(author=ada) for _ in range(3))
    delete_post(deleted, actor=ada)
    hide_post(hidden, actor=moderator)
    for scope in (Scope.MINE, Scope.ALL):
        assert ids(list_feed(ben, scope=scope)) == [kept.id]
        assert ids(list_feed(ada, scope=scope)) == [hidden.id, kept.id]


def test_the_posts_of_a_group_and_of_a_person_are_read_by_who_may(ada, make_person, make_group, make_post):
    ben, stranger = make_person(), make_person()
    group = make_group(owner=ben, members=(ada,), access=Access.CLOSED)
    inside, outside = make_post(author=ben, group=group), make_post(author=ben)
    assert ids(list_group_posts(group, viewer=ada)) == [inside.id]
    assert ids(list_group_posts(group, viewer=stranger)) == []
    assert ids(list_author_posts(ben, viewer=ada)) == [outside.id, inside.id]
    assert ids(list_author_posts(ben, viewer=stranger)) == [outside.id]


def test_each_entry_says_what_is_the_viewers_own(ada, make_group, make_post):
    group = make_group(owner=ada)
    make_post(author=ada, group=group)
    assert [(entry.my_role, entry.own.reaction) for entry in list_feed(ada).items] == [("owner", None)]

"""Search in the house: what is said is found by who may read it, at that moment."""

from __future__ import annotations

import pytest

from app.feed.services import delete_post, edit_post, publish_comment, publish_post
from app.groups.models import Access
from app.groups.services import change_group, remove_member
from search.finding import find, suggest
from search.indexing import engine


@pytest.fixture
def found(drain, app):
    """The types and titles that a person finds."""
    engine().clear()

    def ask(viewer, words):
        drain()
        return sorted(item.type for item in find(viewer, words).items)

    return ask


def test_a_post_and_its_comment_are_found(make_person, found):
    ada, ben = make_person(), make_person()
    post = publish_post(body="The **ferrule** of the boiler", actor=ada)
    publish_comment(post, body="Which ferrule?", actor=ben)
    assert found(ben, "ferrule") == ["comment", "post"]


def test_an_edited_post_is_found_by_its_new_words_alone(make_person, found):
    ada = make_person()
    post = publish_post(body="The ferrule", actor=ada)
    edit_post(post, body="The gasket", actor=ada)
    assert (found(ada, "ferrule"), found(ada, "gasket")) == ([], ["post"])


def test_a_deleted_post_is_not_found_with_its_comments(make_person, found):
    ada = make_person()
    post = publish_post(body="The ferrule", actor=ada)
    publish_comment(post, body="My ferrule", actor=ada)
    delete_post(post, actor=ada)
    assert found(ada, "ferrule") == []


def test_a_closed_group_is_found_in_by_its_members_only(make_person, make_group, found):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, access=Access.CLOSED)
    publish_post(body="The ferrule", group=group, actor=ada)
    assert (found(ada, "ferrule"), found(ben, "ferrule")) == (["post"], [])


def test_who_left_finds_nothing_more_even_before_the_index_knows(make_person, make_group, found):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.CLOSED)
    publish_post(body="The ferrule", group=group, actor=ada)
    assert found(ben, "ferrule") == ["post"]
    remove_member(group, ben, actor=ben)
    assert [item.type for item in find(ben, "ferrule").items] == []


def test_a_group_that_closes_takes_its_posts_out_of_others_sight(make_person, make_group, found):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada)
    publish_post(body="The ferrule", group=group, actor=ada)
    assert found(ben, "ferrule") == ["post"]
    change_group(group, access=Access.CLOSED, actor=ada)
    assert found(ben, "ferrule") == []


def test_a_person_is_suggested_while_one_types(make_person, drain, app):
    engine().clear()
    ada = make_person("Gwendoline Tanguy")
    drain()
    assert [item.title for item in suggest(ada, "gwen")] == ["Gwendoline Tanguy"]

"""Home narrowed to one kind of post, of all that one may read."""

from __future__ import annotations

import pytest

from app.core.db import session
from app.feed.queries import Only, list_only
from app.feed.services import keep_post
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.people.models import Profile
from app.people.services import add_department, place_person

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


def bodies(client, only):
    return [item["body"] for item in client.get(f"{API}/feed?only={only}").json["items"]]


def test_questions_without_an_answer_are_found(client, ada, make_post):
    make_post("The crane is back.")
    make_post("Where is it?", parts=[NewQuestion()])
    assert bodies(client.sign_in(ada), "questions") == ["Where is it?"]
    shown = client.get("/?only=questions").text
    assert "Where is it?" in shown
    assert "The crane is back." not in shown


def test_what_i_keep_is_found_and_nobody_else_finds_it(client, ada, make_person, make_post):
    post = make_post("Worth keeping.")
    keep_post(post, actor=ada)
    assert bodies(client.sign_in(ada), "bookmarks") == ["Worth keeping."]
    assert bodies(client.sign_in(make_person()), "bookmarks") == []


def test_my_departments_posts_are_found(client, make_person, make_post):
    ada, ben = make_person("Ada Lune"), make_person("Ben Roc")
    welding = add_department(name="Welding", actor=None)
    for person in (ada, ben):
        place_person(session.get(Profile, person.id), department=welding, manager=None, actor=None)
    make_post("From the welders.", author=ben)
    make_post("From elsewhere.")
    assert bodies(client.sign_in(ada), "department") == ["From the welders."]


def test_who_has_no_department_finds_nothing_of_it(client, ada, make_post):
    make_post("From elsewhere.")
    assert bodies(client.sign_in(ada), "department") == []


@pytest.mark.parametrize("only", Only)
def test_no_filter_shows_what_one_may_not_read(ada, make_person, make_group, make_post, only):
    ben = make_person()
    secret = make_group(owner=ben, access=Access.SECRET)
    make_post("In the cellar?", author=ben, group=secret, parts=[NewQuestion()])
    assert list_only(ada, only).items == []


def test_an_unknown_kind_shows_everything_in_a_page_and_is_refused_by_the_interface(client, ada, make_post):
    make_post("The crane is back.")
    assert "The crane is back." in client.sign_in(ada).get("/?only=nonsense").text
    assert client.get(f"{API}/feed?only=nonsense").status_code == 422

"""Questions: accepting an answer, what the post shows of it, and what becomes of that when things change."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.services import rename_person
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid
from app.feed import services
from app.feed.listeners import follow_answerer
from app.feed.queries import Only, list_group_questions, list_only
from app.feed.services import accept_answer, publish_post, react, take_back_answer
from app.feed.services.answering import NewQuestion
from app.people.events import ProfileChanged

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def ask(ada):
    def ask(body="How?", **values):
        return publish_post(body=body, parts=[NewQuestion()], **{"actor": ada, **values})

    return ask


def accepted(post):
    session.refresh(post)
    return post.parts["question"]["accepted"]


def test_the_accepted_answer_is_read_with_the_question_and_marked_in_the_thread(ask, ada, make_comment, client):
    post = ask()
    comment = make_comment(post, "Like **this**.")
    client.sign_in(ada)
    told = client.put(f"{API}/posts/{post.id}/answer", json={"comment_id": str(comment.id)}).json
    assert told["question"]["accepted"]["html"] == comment.html
    home, thread = client.get("/").text, client.get(f"/posts/{post.id}").text
    assert "Question answered" in home
    assert "Accepted by Ada Lune" in home
    assert "comment-accepted" in thread
    assert client.get(f"{API}/posts/{post.id}/comments").json["items"][0]["is_accepted"]


def test_another_answer_takes_the_place_and_is_taken_back(ask, ada, make_comment):
    post = ask()
    first, second = make_comment(post), make_comment(post)
    accept_answer(post, first, actor=ada)
    accept_answer(post, second, actor=ada)
    assert accepted(post)["comment_id"] == str(second.id)
    take_back_answer(post, actor=ada)
    assert accepted(post) is None


def test_only_who_asked_and_keepers_of_the_group_accept(ask, ada, make_person, make_group, make_comment):
    owner, bob = make_person(), make_person()
    post = ask(group=make_group(owner=owner, members=(ada, bob)))
    comment = make_comment(post, author=bob)
    with pytest.raises(Forbidden):
        accept_answer(post, comment, actor=bob)
    accept_answer(post, comment, actor=owner)
    assert accepted(post)["accepted_by"] == owner.name


def test_what_cannot_be_an_answer_is_refused(ask, ada, make_post, make_comment):
    post, other = ask(), make_post(author=ada)
    elsewhere, gone = make_comment(other), make_comment(post, author=ada)
    services.delete_comment(gone, actor=ada)
    for comment in (elsewhere, gone):
        with pytest.raises(Invalid):
            accept_answer(post, comment, actor=ada)
    with pytest.raises(Conflict):
        accept_answer(other, elsewhere, actor=ada)


def test_the_shown_answer_follows_what_becomes_of_the_comment(ask, ada, make_person, make_comment):
    post, bob, judge = ask(), make_person(), make_person("Judge", Role.MODERATOR)
    comment = make_comment(post, "So.", author=bob)
    accept_answer(post, comment, actor=ada)
    services.edit_comment(comment, body="So, rather.", actor=bob)
    react(comment, "insightful", actor=ada)
    assert "So, rather." in accepted(post)["html"]
    assert accepted(post)["useful"] == 1
    for away, back, actor in (
        (services.hide_comment, services.restore_comment, judge),
        (services.delete_comment, services.undelete_comment, bob),
    ):
        away(comment, actor=actor)
        assert (accepted(post), post.question_state) == (None, "waiting")
        back(comment, actor=actor)
        assert accepted(post)["comment_id"] == str(comment.id)
    rename_person(bob, name="Bob Neuf", actor=bob)
    follow_answerer(ProfileChanged(bob.id))
    assert accepted(post)["author"]["name"] == "Bob Neuf"


def test_questions_that_wait_are_listed_alone_and_counted_at_the_groups_tab(ask, ada, make_group, make_comment, client):
    group = make_group(owner=ada)
    waiting, answered = ask("Waiting?", group=group), ask("Answered?", group=group)
    publish_post(body="No question.", group=group, actor=ada)
    accept_answer(answered, make_comment(answered, author=ada), actor=ada)
    assert [entry.id for entry in list_group_questions(group, waits=True, viewer=ada).items] == [waiting.id]
    assert [entry.id for entry in list_only(ada, Only.QUESTIONS).items] == [waiting.id]
    every = list_group_questions(group, waits=False, viewer=ada).items
    assert [entry.id for entry in every] == [answered.id, waiting.id]
    client.sign_in(ada)
    page = client.get(f"/groups/{group.slug}/questions").text
    assert "1 without an answer" in page
    assert "Waiting?" in page
    assert "Answered?" not in page


def test_questions_of_places_one_does_not_read_are_not_listed(ask, ada, make_group, make_person):
    group, stranger = make_group(owner=ada, access="secret"), make_person()
    ask(group=group)
    assert not list_only(stranger, Only.QUESTIONS).items
    assert not list_group_questions(group, waits=True, viewer=stranger).items

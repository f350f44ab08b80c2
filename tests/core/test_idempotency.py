"""Idempotency keys: a request that comes again is done once, for whoever may still do it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import FailedSignIn, Scope
from app.accounts.services import create_token
from app.chat.services import open_conversation
from app.core import clock
from app.core.db import session
from app.core.idempotency import KEPT, LONGEST_KEY, Answered, forget_old_answers
from app.feed.models import Post
from app.groups.models import Access
from app.groups.services import remove_member
from tests.factories import PASSWORD

WORDS = "Nobody but us knows of the kestrel"


@pytest.fixture
def send(client, make_person):
    """POST as one person, with a key."""
    ada = make_person("Ada", password=PASSWORD)
    bearer = create_token(actor=ada).secret

    def send(path, body, key="key", token=bearer, **options):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        sent = {"data": body} if isinstance(body, dict) and options else {"json": body}
        return client.post(f"/api/v1{path}", **sent, headers=headers, **options)

    send.person = ada
    return send


def count_posts():
    return len(session.scalars(select(Post.id)).all())


def test_the_same_request_again_gets_the_first_answer(send):
    first, again = (send("/posts", {"body": WORDS}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    assert count_posts() == 1


def test_another_body_under_the_same_key_is_refused(send):
    send("/posts", {"body": WORDS})
    assert send("/posts", {"body": "Something else"}).status_code == 422
    assert count_posts() == 1


def test_a_key_belongs_to_a_person_and_an_operation(send, make_person):
    send("/posts", {"body": WORDS})
    ben = create_token(actor=make_person("Ben")).secret
    assert send("/posts", {"body": "By Ben"}, token=ben).status_code == 201
    assert send("/groups", {"name": "Kestrels"}).status_code == 201


def test_a_refused_request_does_not_burn_its_key(send):
    assert send("/posts", {"body": ""}).status_code == 422
    assert send("/posts", {"body": WORDS}).status_code == 201


def test_a_page_that_was_refused_leaves_nothing_behind_and_may_be_sent_again(client, send):
    client.sign_in(send.person)
    headers = {"HX-Request": "true", "Idempotency-Key": "key", "X-CSRF-Token": client.csrf_token}
    poll = {"body": "Which one?", "group_id": "", "kind": "poll", "poll_options": "only one"}
    assert client.post("/posts", data=poll, headers=headers).status_code == 422
    assert count_posts() == 0
    assert client.post("/posts", data=poll | {"poll_options": "one\nor two"}, headers=headers).status_code == 201
    assert count_posts() == 1


@pytest.mark.parametrize("key", ["", "x" * (LONGEST_KEY + 1)])
def test_a_key_that_is_none_is_refused(send, key):
    answer = send("/posts", {"body": WORDS}, key=key)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert count_posts() == 0


@pytest.mark.parametrize("key", ["é", "'; DROP TABLE post; --", " ", "\x7f", "x" * LONGEST_KEY])
def test_any_other_text_is_a_key(send, key):
    assert [send("/posts", {"body": WORDS}, key=key).status_code for _ in range(2)] == [201, 201]
    assert count_posts() == 1


def test_whoever_lost_the_right_is_not_answered_again(send, make_group):
    group = make_group(members=(send.person,), access=Access.SECRET)
    body = {"body": WORDS, "group_id": str(group.id)}
    assert send("/posts", body).status_code == 201
    remove_member(group, send.person, actor=send.person)
    again = send("/posts", body)
    assert again.status_code == 404
    assert WORDS not in again.get_data(as_text=True)


def test_a_repetition_is_told_to_nobody(send, make_person, announced):
    conversation = open_conversation([make_person()], actor=send.person)
    path, body = f"/conversations/{conversation.id}/messages", {"client_id": "1", "body": WORDS}
    send(path, body)
    told = len(announced)
    assert send(path, body).status_code == 201
    assert send("/posts", {"body": WORDS}).status_code == 201
    told_of_post = len(announced)
    assert send("/posts", {"body": WORDS}).status_code == 201
    assert (told_of_post, len(announced)) == (told + 1, told + 1)


def test_what_is_kept_of_an_answer_cannot_be_read_in_the_database(send):
    send("/posts", {"body": WORDS})
    kept = session.scalars(select(Answered)).one()
    assert WORDS.encode() not in kept.body


def test_guessing_passwords_counts_with_a_key_as_without(send, make_person):
    victim = make_person(password=PASSWORD)
    guess = {"email": victim.email, "password": "wrong"}
    statuses = [send("/tokens", guess, key=f"{number}").status_code for number in range(12)]
    assert session.scalars(select(FailedSignIn).where(FailedSignIn.email == victim.email)).all()
    assert (statuses[0], statuses[-1]) == (401, 429)


def test_a_new_token_is_kept_nowhere(send):
    wish = {"email": send.person.email, "password": PASSWORD}
    first, again = (send("/tokens", wish).get_json() for _ in range(2))
    assert first["token"] != again["token"]
    assert session.scalars(select(Answered)).all() == []


def test_a_token_that_may_only_read_is_not_given_what_another_wrote(send):
    send("/posts", {"body": WORDS})
    reading = create_token(scopes=[Scope.READ], actor=send.person).secret
    assert send("/posts", {"body": WORDS}, token=reading).status_code == 403


def test_old_answers_are_forgotten(send):
    send("/posts", {"body": WORDS})
    with clock.stopped_at(clock.now() + KEPT):
        forget_old_answers()
    assert session.scalars(select(Answered)).all() == []

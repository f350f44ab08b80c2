"""One's own files: what takes up room, and where it hangs, and never what is kept for others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.chat.services import open_conversation, send_message
from app.core import clock
from app.core.db import session
from app.feed.services import delete_post, publish_comment, publish_post
from app.feed.services.posting import UNDO_LASTS
from app.feed.services.releasing import release_files
from app.files.models import File, Holder
from app.files.quotas import use_of
from app.files.services import keep_files
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada", language="en")


@pytest.fixture
def client(app, ada):
    return app.test_client().sign_in(ada)


def page(client):
    return client.get("/settings/files").get_data(as_text=True)


def test_the_largest_stand_first_each_with_where_it_hangs(client, make_file, make_person, ada):
    small, large, said, loose = (make_file(b"a" * size, f"{size}.txt", owner=ada) for size in (10, 500, 20, 5))
    post = publish_post(body="See this", file_ids=[large.id], actor=ada)
    comment = publish_comment(post, body="And this", file_ids=[small.id], actor=ada)
    conversation = open_conversation([make_person()], actor=ada)
    send_message(conversation, body="Here", client_id="1", file_ids=[said.id], actor=ada)
    shown = page(client)
    places = [shown.index(name) for name in ("500.txt", "20.txt", "10.txt", "5.txt")]
    assert places == sorted(places)
    for address in (f"/posts/{post.id}", f"/posts/{post.id}#comment-{comment.id}", f"/messages/{conversation.id}"):
        assert f'href="{address}"' in shown
    assert f'href="/files/{loose.id}"' in shown


def test_the_files_of_others_are_not_among_them(client, make_file, make_person):
    ben = make_person("Ben")
    publish_post(body="See this", file_ids=[make_file(name="theirs.txt", owner=ben).id], actor=ben)
    assert "theirs.txt" not in page(client)


def test_what_hangs_where_one_no_longer_is_counts_and_is_not_shown(client, make_group, make_file, make_person, ada):
    group = make_group("The hidden ones", owner=make_person(), members=(ada,), access=Access.SECRET)
    file = make_file(name="mine.txt", owner=ada)
    post = publish_post(body="See this", group=group, file_ids=[file.id], actor=ada)
    assert f'href="/posts/{post.id}"' in page(client)
    remove_member(group, ada, actor=ada)
    shown = page(client)
    assert "mine.txt" not in shown
    assert f"/posts/{post.id}" not in shown
    assert use_of(ada).size == file.size


def test_what_was_deleted_and_is_kept_as_evidence_neither_shows_nor_counts(client, make_file, ada):
    file = make_file(name="evidence.txt", owner=ada)
    post = publish_post(body="See this", file_ids=[file.id], actor=ada)
    keep_files(Holder("evidence", post.id), post.files)
    assert "evidence.txt" in page(client)
    delete_post(post, actor=ada)
    with clock.stopped_at(clock.now() + UNDO_LASTS + timedelta(seconds=1)):
        release_files()
    assert session.query(File).count() == 1
    assert ("evidence.txt" in page(client), use_of(ada).size) == (False, 0)


def test_the_number_of_statements_does_not_grow_with_the_files(client, connection, make_file, ada):
    def ask():
        with counted(connection) as statements:
            page(client)
        return len(statements)

    publish_post(body="See this", file_ids=[make_file(owner=ada).id], actor=ada)
    ask()
    few = ask()
    for number in range(9):
        publish_post(body="See this", file_ids=[make_file(f"{number}".encode(), owner=ada).id], actor=ada)
    assert ask() == few

"""Who may open a file: whoever may see something it hangs on at that moment, and nobody else."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import inspect

from app.accounts.models import Role, Scope
from app.accounts.services import create_token
from app.chat.services import delete_message, hide_message, leave_conversation, open_conversation, send_message
from app.core.db import session
from app.core.errors import Invalid
from app.feed.services import (
    delete_comment,
    delete_post,
    edit_post,
    hide_post,
    publish_comment,
    publish_post,
    restore_post,
    undelete_post,
)
from app.files.models import File, Holder
from app.files.services import set_files, upload_file
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.pictures import drawn


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def ben(make_person):
    return make_person("Ben")


@pytest.fixture
def asks(app):
    """The status that somebody gets for a file, or for another address of it."""

    def ask(person, file, suffix="", **options):
        file_id = inspect(file).identity[0]  # its row may be gone
        return app.test_client().sign_in(person).get(f"/files/{file_id}{suffix}", **options).status_code

    return ask


@pytest.fixture
def shared(make_person, make_group, make_file, ada, ben):
    """A post with a file by Ada in a secret group that Ben is in too; and its group."""
    group = make_group(members=(ada, ben), access=Access.SECRET)
    file = make_file(owner=ada)
    return publish_post(body="See this", group=group, file_ids=[file.id], actor=ada), file, group


def test_a_file_that_hangs_on_nothing_is_its_owners_alone(make_person, make_file, asks, ada, ben):
    file = make_file(owner=ada)
    assert asks(ada, file) == 200
    assert {asks(other, file) for other in (ben, make_person("", Role.ADMIN), make_person("", Role.MODERATOR))} == {404}


def test_a_file_in_a_group_is_open_to_its_members_and_does_not_exist_for_others(make_person, asks, shared, ada, ben):
    _post, file, _group = shared
    assert (asks(ada, file), asks(ben, file), asks(make_person("", Role.ADMIN), file)) == (200, 200, 404)


def test_a_secret_file_and_a_missing_one_look_the_same(app, make_person, shared):
    _post, file, _group = shared
    client = app.test_client().sign_in(make_person())
    answers = [client.get(f"/files/{which}") for which in (file.id, "0190a6b4-0000-7000-8000-000000000000")]
    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (answer.get_data(as_text=True) for answer in answers)
    assert first.replace(str(file.id), "?").split("csrf-token")[0] == second.split("csrf-token")[0]


def test_who_is_removed_from_the_group_gets_nothing_more_at_once_not_even_their_own(app, asks, shared, ada, ben):
    _post, file, group = shared
    client = app.test_client().sign_in(ben)
    tag = client.get(f"/files/{file.id}").headers["ETag"]
    assert client.get(f"/files/{file.id}", headers={"If-None-Match": tag}).status_code == 304
    for person in (ada, ben):
        remove_member(group, person, actor=person)
    assert client.get(f"/files/{file.id}", headers={"If-None-Match": tag}).status_code == 404
    assert client.get(f"/files/{file.id}", headers={"Range": "bytes=0-1"}).status_code == 404
    assert asks(ada, file) == 404


def test_a_smaller_picture_is_as_secret_as_the_picture(make_person, make_group, asks, ada):
    file = upload_file(drawn(), name="a.png", actor=ada)
    publish_post(body="", group=make_group(members=(ada,), access=Access.CLOSED), file_ids=[file.id], actor=ada)
    stranger = make_person()
    for suffix in ("", "/preview", "/preview?size=small"):
        assert (asks(ada, file, suffix), asks(stranger, file, suffix)) == (200, 404)


def test_a_deleted_post_takes_its_files_along_and_brings_them_back(asks, shared, ada, ben):
    post, file, _group = shared
    delete_post(post, actor=ada)
    assert (asks(ada, file), asks(ben, file)) == (404, 404)
    undelete_post(post, actor=ada)
    assert asks(ben, file) == 200


def test_what_moderation_hides_only_its_author_still_opens(make_person, asks, shared, ada, ben):
    post, file, _group = shared
    moderator = make_person("", Role.MODERATOR)
    hide_post(post, actor=moderator)
    assert (asks(ada, file), asks(ben, file)) == (200, 404)
    restore_post(post, actor=moderator)
    assert asks(ben, file) == 200


def test_a_deleted_comment_takes_its_files_along(make_file, asks, shared, ben, ada):
    post, _file, _group = shared
    file = make_file(owner=ben)
    comment = publish_comment(post, body="And this", file_ids=[file.id], actor=ben)
    assert asks(ada, file) == 200
    delete_comment(comment, actor=ben)
    assert (asks(ada, file), asks(ben, file)) == (404, 404)


def test_a_file_in_a_conversation_is_for_those_who_take_part(make_person, make_file, asks, ada, ben):
    cleo = make_person("Cleo")
    conversation = open_conversation([ben, cleo], actor=ada)
    file = make_file(owner=ada)
    send_message(conversation, body="", client_id="1", file_ids=[file.id], actor=ada)
    assert [asks(person, file) for person in (ada, ben, cleo, make_person())] == [200, 200, 200, 404]
    leave_conversation(conversation, actor=cleo)
    assert asks(cleo, file) == 404


def test_a_deleted_message_takes_its_file_away_for_good(make_file, asks, ada, ben):
    file = make_file(owner=ada)
    conversation = open_conversation([ben], actor=ada)
    message = send_message(conversation, body="", client_id="1", file_ids=[file.id], actor=ada)
    delete_message(message, actor=ada)
    assert (asks(ada, file), asks(ben, file)) == (404, 404)
    assert session.query(File).count() == 0


def test_a_hidden_message_hides_its_file(make_person, make_file, asks, ada, ben):
    file = make_file(owner=ada)
    conversation = open_conversation([ben], actor=ada)
    message = send_message(conversation, body="", client_id="1", file_ids=[file.id], actor=ada)
    hide_message(message, actor=make_person("", Role.MODERATOR))
    assert (asks(ada, file), asks(ben, file)) == (404, 404)


def test_the_file_of_somebody_else_is_refused_like_a_missing_one(app, make_file, ada, ben, shared):
    _post, attached, _group = shared
    client = app.test_client().sign_in(ben)
    missing = "0190a6b4-0000-7000-8000-000000000000"
    answers = [
        client.post("/api/v1/posts", json={"body": "Mine", "file_ids": [str(file_id)]})
        for file_id in (make_file(owner=ada).id, attached.id, missing)
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert answers[0].json == answers[1].json == answers[2].json
    assert answers[0].json["errors"][0]["field"] == "file_ids"


def test_a_file_may_hang_on_several_things_and_is_open_to_whoever_sees_one(make_person, asks, shared, ada):
    post, file, _group = shared
    stranger = make_person()
    assert asks(stranger, file) == 404
    other = publish_post(body="For all", file_ids=[file.id], actor=ada)
    assert asks(stranger, file) == 200
    edit_post(other, file_ids=[], actor=ada)
    assert asks(stranger, file) == 404
    assert post.files[0]["id"] == str(file.id)


def test_a_file_that_is_taken_off_the_last_thing_is_gone(asks, shared, ada):
    post, file, _group = shared
    edit_post(post, file_ids=[], actor=ada)
    assert post.files == []
    assert asks(ada, file) == 404
    assert session.query(File).count() == 0


def test_more_files_than_a_thing_may_hold_are_refused(make_file, ada):
    files = [make_file(owner=ada) for _ in range(11)]
    with pytest.raises(Invalid):
        publish_post(body="All of these", file_ids=[file.id for file in files], actor=ada)
    post = publish_post(body="Twice the same", file_ids=[files[0].id, files[1].id, files[0].id], actor=ada)
    assert [file["id"] for file in post.files] == [str(files[0].id), str(files[1].id)]


def test_setting_the_same_files_again_changes_nothing(make_file, ada):
    file, holder = make_file(owner=ada), Holder("post", ada.id)
    assert set_files(holder, [file.id], actor=ada) == set_files(holder, [file.id], actor=ada)


def test_a_token_opens_what_its_owner_may_see(app, shared, ben, make_person):
    _post, file, _group = shared
    for person, status in ((ben, 200), (make_person(), 404)):
        token = create_token(scopes=[Scope.READ], actor=person)
        answer = app.test_client().get(f"/files/{file.id}", headers={"Authorization": f"Bearer {token.secret}"})
        assert answer.status_code == status


PDF = b"%PDF-1.7 words"


@pytest.mark.parametrize(
    ("content", "name", "disposition", "media_type"),
    [
        (PDF, "a.pdf", "inline", "application/pdf"),
        (drawn().read(), "a.png", "inline", "image/png"),
        (drawn(form="JPEG").read(), "a.jpg", "inline", "image/jpeg"),
        (b"<html><script>alert(1)</script>", "a.txt", "attachment", "text/plain; charset=utf-8"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.csv", "attachment", "text/csv; charset=utf-8"),
        (b"PK\x03\x04 words", "a.zip", "attachment", "application/zip"),
    ],
)
def test_nothing_that_could_act_is_shown_in_the_page(app, ada, content, name, disposition, media_type):
    file = upload_file(io.BytesIO(content), name=name, actor=ada)
    headers = app.test_client().sign_in(ada).get(f"/files/{file.id}").headers
    assert headers["Content-Disposition"].partition(";")[0] == disposition
    assert headers["Content-Type"] == media_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=0-3", 206, b"%PDF"),
        ("bytes=9-", 206, b"words"),
        ("bytes=-5", 206, b"words"),
        ("bytes=99-", 416, None),
    ],
)
def test_a_part_of_a_file_is_sent_where_it_is_asked_for(app, ada, wanted, status, content):
    file = upload_file(io.BytesIO(PDF), name="a.pdf", actor=ada)
    answer = app.test_client().sign_in(ada).get(f"/files/{file.id}", headers={"Range": wanted})
    assert answer.status_code == status
    if content is not None:
        assert answer.data == content

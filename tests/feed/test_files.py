"""Pictures and files of posts and comments: shown with what they hang on, changed and refused with it."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pytest

from app.core.db import session
from app.feed.models import Comment, Post
from app.feed.services import edit_comment, edit_post, publish_comment, publish_post
from app.files.models import File
from tests.support.pictures import drawn

API = "/api/v1"


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def sent_form(**fields):
    return {"data": {"files": "shown", **fields}, "content_type": "multipart/form-data"}


def test_a_post_carries_its_files_in_the_order_of_its_author(as_ada, ada, make_file, make_picture):
    note, wall = make_file(owner=ada), make_picture(owner=ada)
    post = as_ada.post(f"{API}/posts", json={"body": "See", "file_ids": [str(wall.id), str(note.id)]}).json
    assert [file["name"] for file in post["files"]] == ["wall.png", "note.txt"]
    assert post["files"][0] == as_ada.get(f"{API}/files/{wall.id}").json
    assert post["files"][1]["url"] == f"/files/{note.id}"
    assert "preview_url" not in post["files"][1]
    for address in ("feed", "posts/" + post["id"]):
        found = as_ada.get(f"{API}/{address}").json
        assert found.get("items", [found])[0]["files"] == post["files"]


def test_a_comment_carries_its_files(as_ada, ada, make_post, make_file):
    post, file = make_post(), make_file(owner=ada)
    comment = as_ada.post(f"{API}/posts/{post.id}/comments", json={"body": "", "file_ids": [str(file.id)]}).json
    assert [file["id"] for file in comment["files"]] == [str(file.id)]
    assert as_ada.get(f"{API}/posts/{post.id}/comments").json["items"][0]["files"] == comment["files"]


def test_a_picture_needs_no_words_but_nothing_at_all_is_refused(as_ada, ada, make_picture):
    picture = make_picture(owner=ada)
    assert as_ada.post(f"{API}/posts", json={"body": "", "file_ids": [str(picture.id)]}).status_code == 201
    answer = as_ada.post(f"{API}/posts", json={"body": " ", "file_ids": []})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "body")


@pytest.mark.parametrize("file_ids", [["seven"], [str(uuid4())], "seven", None, [None]])
def test_files_that_cannot_be_attached_are_refused_and_nothing_is_published(as_ada, file_ids):
    answer = as_ada.post(f"{API}/posts", json={"body": "See", "file_ids": file_ids})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"].startswith("file_ids")
    assert session.query(Post).count() == 0


def test_an_edit_replaces_the_files_only_where_it_names_them(as_ada, ada, make_file):
    first, second = make_file(owner=ada), make_file(name="second.txt", owner=ada)
    post = publish_post(body="See", file_ids=[first.id], actor=ada)
    address = f"{API}/posts/{post.id}"
    assert [file["id"] for file in as_ada.patch(address, json={"body": "Look"}).json["files"]] == [str(first.id)]
    changed = as_ada.patch(address, json={"file_ids": [str(second.id), str(first.id)]}).json
    assert [file["id"] for file in changed["files"]] == [str(second.id), str(first.id)]
    assert (changed["body"], bool(changed["edited_at"])) == ("Look", True)
    assert as_ada.patch(address, json={"body": "", "file_ids": []}).status_code == 422
    assert len(as_ada.get(address).json["files"]) == 2


def test_setting_the_same_files_again_is_no_edit(ada, make_file):
    file = make_file(owner=ada)
    post = publish_post(body="See", file_ids=[file.id], actor=ada)
    edit_post(post, file_ids=[file.id], actor=ada)
    assert (post.version, post.edited_at) == (1, None)


def test_a_page_shows_pictures_with_their_words_and_size_and_other_files_in_rows(as_ada, ada, make_file, make_picture):
    wall, plain = make_picture(owner=ada), make_picture(alt="", owner=ada)
    note = make_file(b"a" * 1_260_000, name="<b>plan.txt", owner=ada)
    post = publish_post(body="See", file_ids=[wall.id, note.id, plain.id], actor=ada)
    for page in ("/", f"/posts/{post.id}", f"/posts/{post.id}/fragment"):
        shown = as_ada.get(page).text
        first, second = re.findall(r"<img [^>]*preview[^>]*>", shown)[:2]
        assert f'src="/files/{wall.id}/preview"' in first
        assert 'width="60" height="40" alt="A wall"' in first
        assert 'alt="wall.png"' in second  # a picture without words is at least named
        assert 'data-count="2"' in shown
        assert f'href="/files/{note.id}"' in shown
        assert "&lt;b&gt;plan.txt" in shown
        assert "1.3\u00a0MB" in shown


def test_a_page_shows_the_files_of_a_comment(as_ada, ada, make_post, make_picture):
    post, picture = make_post(), make_picture(owner=ada)
    comment = publish_comment(post, body="", file_ids=[picture.id], actor=ada)
    for page in (f"/posts/{post.id}", f"/comments/{comment.id}/fragment"):
        assert f'src="/files/{picture.id}/preview"' in as_ada.get(page).text


def test_a_kept_fragment_gives_way_when_the_files_change(as_ada, ada, make_picture):
    first, second = make_picture(owner=ada), make_picture(owner=ada)
    post = publish_post(body="See", file_ids=[first.id], actor=ada)
    comment = publish_comment(post, body="See", actor=ada)
    thread, old = f"/posts/{post.id}", f"/files/{first.id}"
    assert old in as_ada.get(thread).text
    edit_post(post, file_ids=[second.id], actor=ada)
    edit_comment(comment, file_ids=[make_picture(owner=ada).id], actor=ada)
    shown = as_ada.get(thread).text
    assert old not in shown
    assert f"/files/{second.id}" in shown
    assert f"/files/{comment.files[0]['id']}" in shown


def test_a_post_with_pictures_is_written_by_a_plain_form(as_ada):
    pictures = [(drawn(), "wall.png"), (io.BytesIO(b""), ""), (drawn(), "roof.png")]
    answer = as_ada.post("/posts", **sent_form(body="See", group_id="", file=pictures, alt=["A wall", "", "A roof"]))
    assert answer.status_code == 303
    post = session.query(Post).one()
    assert [(file["name"], file["alt"]) for file in post.files] == [("wall.png", "A wall"), ("roof.png", "A roof")]


def test_a_file_that_the_page_has_sent_already_is_described_and_attached_by_the_form(as_ada, ada, make_picture):
    picture = make_picture(alt="", owner=ada)
    as_ada.post("/posts", **sent_form(body="See", file_ids=[str(picture.id)], **{f"alt-{picture.id}": "A wall"}))
    assert session.query(Post).one().files[0]["alt"] == "A wall"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"body": "See", "file": [(io.BytesIO(b"MZ"), "a.exe")]}, 415),
        ({"body": "See", "file": [(io.BytesIO(b"words"), "a.png")]}, 415),
        ({"body": "See", "title": "x" * 201}, 422),
    ],
)
def test_a_refused_form_keeps_the_text_and_the_files_that_were_taken(as_ada, fields, status):
    files = [(drawn(), "wall.png"), *fields.pop("file", [])]
    answer = as_ada.post("/posts", **sent_form(group_id="", **fields, file=files, alt=["A wall"]))
    assert answer.status_code == status
    kept = session.query(File).one()
    assert f'name="file_ids" value="{kept.id}" checked' in answer.text
    assert "See</textarea>" in answer.text
    assert 'value="A wall"' in answer.text
    assert session.query(Post).count() == 0


def test_a_comment_with_a_file_is_written_by_a_plain_form_and_refused_in_place(as_ada, make_post):
    post = make_post()
    address = f"/posts/{post.id}/comments"
    refused = as_ada.post(address, **sent_form(body="Mine", file=[(io.BytesIO(b"MZ"), "a.exe")]))
    assert refused.status_code == 415
    assert "Mine</textarea>" in refused.text
    assert as_ada.post(address, **sent_form(body="", file=[(drawn(), "wall.png")], alt=["A wall"])).status_code == 303
    assert session.query(Comment).one().files[0]["alt"] == "A wall"


def test_the_edit_form_keeps_removes_describes_and_adds_files(as_ada, ada, make_file, make_picture):
    note, wall = make_file(owner=ada), make_picture(owner=ada)
    post = publish_post(body="See", file_ids=[note.id, wall.id], actor=ada)
    address = f"/posts/{post.id}/edit"
    assert len(re.findall(r'name="file_ids" value="[^"]+" checked', as_ada.get(address).text)) == 2
    added = [(io.BytesIO(b"words"), "added.txt")]
    form = sent_form(body="See", title="", file_ids=[str(wall.id)], file=added, **{f"alt-{wall.id}": "The wall"})
    assert as_ada.post(address, **form).status_code == 303
    session.refresh(post)
    assert [(file["name"], file["alt"]) for file in post.files] == [("wall.png", "The wall"), ("added.txt", "")]
    assert "The wall" in as_ada.get("/").text


def test_the_edit_form_of_a_comment_refuses_in_place(as_ada, ada, make_post, make_file):
    file = make_file(owner=ada)
    comment = publish_comment(make_post(), body="See", file_ids=[file.id], actor=ada)
    address = f"/comments/{comment.id}/edit"
    refused = as_ada.post(address, **sent_form(body="See", file_ids=[str(file.id)], file=[(io.BytesIO(b""), "a.txt")]))
    assert refused.status_code == 422
    assert "This file is empty." in refused.text
    assert f'value="{file.id}" checked' in refused.text


def test_a_form_that_says_nothing_of_files_leaves_them(as_ada, ada, make_file):
    post = publish_post(body="See", file_ids=[make_file(owner=ada).id], actor=ada)
    assert as_ada.post(f"/posts/{post.id}/edit", data={"body": "Look", "title": ""}).status_code == 303
    session.refresh(post)
    assert (post.body, len(post.files)) == ("Look", 1)

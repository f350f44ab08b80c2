"""A group's files as pages: found, added, renewed, put in order, and refused with words."""

from __future__ import annotations

import io

import pytest

from app.core.db import session
from app.feed.services import delete_post, publish_post
from app.folders.models import Document, Folder
from app.folders.services import create_folder
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.statements import counted


@pytest.fixture
def client(app, ada):
    return app.test_client().sign_in(ada)


@pytest.fixture
def here(group):
    return f"/groups/{group.slug}/files"


def text(answer):
    return answer.get_data(as_text=True)


def test_the_group_has_a_tab_with_its_files(client, group, put, here):
    assert f'href="{here}"' in text(client.get(f"/groups/{group.slug}"))
    document = put("Consignes.txt")
    page = text(client.get(here))
    assert "Consignes.txt" in page
    assert f'href="/files/{document.file_id}"' in page


def test_several_files_are_added_at_once_and_one_that_is_refused_keeps_none_of_the_others_out(client, group, here):
    folder_id = client.post(f"{here}/folders", data={"name": "Consignes"}).location.rpartition("/")[2]
    files = [(io.BytesIO(b"one"), "one.txt"), (io.BytesIO(b"MZ"), "two.exe"), (io.BytesIO(b"three"), "three.txt")]
    answer = client.post(here, data={"file": files, "folder_id": folder_id})
    assert answer.status_code == 415
    page = text(answer)
    assert ["one.txt" in page, "two.exe – " in page, "three.txt" in page] == [True] * 3
    assert {document.folder_id for document in session.query(Document)} == {session.query(Folder).one().id}


def asked(page):
    """What the page asks: the fields of its form, each with its first value."""
    return [word.split('"')[0] for word in page.split('name="file" value="')[1:]]


@pytest.mark.parametrize(("choice", "names"), [(None, ["plan.txt"]), ("both", ["plan (2).txt", "plan.txt"])])
def test_a_file_whose_name_is_taken_is_a_new_version_unless_both_are_kept(client, put, here, choice, names):
    document = put("plan.txt")
    files = [(io.BytesIO(b"newer"), "Plan.txt"), (io.BytesIO(b"words"), "other.txt")]
    answer = client.post(here, data={"file": files})
    assert answer.status_code == 200
    assert [one.name for one in session.query(Document).order_by(Document.name)] == ["other.txt", "plan.txt"]
    (file_id,) = asked(text(answer))
    sent = {"file": file_id} | ({f"choice_{file_id}": choice} if choice else {})
    assert client.post(f"{here}/namesakes", data=sent).status_code == 303
    kept = {one.name.lower(): one.number for one in session.query(Document) if one.name != "other.txt"}
    assert kept == dict.fromkeys(names, 1 if choice else 2)
    again = client.post(f"{here}/namesakes", data=sent)
    assert (again.status_code, "plus là" in text(again)) == (422, True)
    session.refresh(document)
    assert document.number == (1 if choice else 2)


def test_no_file_takes_the_name_of_another_folders_or_of_one_that_is_deleted(client, put, here):
    deleted = put("plan.txt")
    client.post(f"{here}/{deleted.id}/deletion")
    folder_id = client.post(f"{here}/folders", data={"name": "Consignes"}).location.rpartition("/")[2]
    for where in ({"folder_id": folder_id}, {}):
        assert client.post(here, data={"file": (io.BytesIO(b"words"), "plan.txt")} | where).status_code == 303


def test_a_file_is_renewed_brought_back_renamed_deleted_and_undone(client, put, here):
    document = put()
    address = f"{here}/{document.id}"
    assert client.post(f"{address}/versions", data={"file": (io.BytesIO(b"newer"), "b.txt")}).status_code == 303
    assert client.post(f"{address}/versions/1/restoration").status_code == 303
    page = text(client.get(address))
    assert all(f"Version\u00a0{number}" in page for number in (1, 2, 3))
    assert client.post(address, data={"name": "Other"}).status_code == 303
    gone = client.post(f"{address}/deletion")
    assert f'action="{address}/restoration"' in text(client.get(gone.location))
    assert client.get(address).status_code == 404
    assert "Other.txt" in text(client.get(f"{here}/deleted"))
    assert client.post(f"{address}/restoration").status_code == 303
    assert "Other.txt" in text(client.get(address))


@pytest.mark.parametrize(
    ("address", "form", "words"),
    [
        ("/folders", {"name": ""}, "Le nom d’un dossier"),
        ("/{document}", {"name": " "}, "Il faut un nom"),
        ("/{document}/versions", {}, "Choisissez d’abord un fichier"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(client, put, here, address, form, words):
    answer = client.post(here + address.format(document=put().id), data=form)
    assert answer.status_code == 422
    assert words in text(answer)


def test_the_number_of_statements_does_not_grow_with_the_files(client, connection, group, put, here, ada, ben):
    def ask():
        with counted(connection) as statements:
            client.get(here)
        return len(statements)

    put("a.txt")
    create_folder(group, name="First", actor=ada)
    ask()
    few = ask()
    for number in range(9):
        put(f"{number}.txt", actor=ben if number % 2 else ada)
        create_folder(group, name=f"Folder {number}", actor=ben)
    assert ask() == few


def test_who_is_removed_has_no_file_of_the_group_any_more(app, group, put, renew, here, gaelle, ben):
    document = put()
    former = document.file_id
    renew(document)
    client = app.test_client().sign_in(ben)
    open_pages = [here, f"{here}/{document.id}", f"/files/{former}", f"/files/{document.file_id}"]
    assert [client.get(page).status_code for page in open_pages] == [200] * 4
    remove_member(group, ben, actor=gaelle)
    assert [client.get(page).status_code for page in open_pages] == [404] * 4
    assert client.get(f"/files/{former}", headers={"Range": "bytes=0-1"}).status_code == 404


def test_readers_of_an_open_group_read_and_are_offered_nothing_else(app, make_person, make_group, ada):
    group = make_group(owner=ada, access=Access.OPEN)
    here = f"/groups/{group.slug}/files"
    client = app.test_client().sign_in(ada)
    client.post(here, data={"file": (io.BytesIO(b"words"), "plan.txt")})
    reader = app.test_client().sign_in(make_person())
    page = text(reader.get(here))
    assert "plan.txt" in page
    assert 'type="file"' not in page
    document = session.query(Document).one()
    assert reader.get(f"/files/{document.file_id}").status_code == 200
    assert reader.post(f"{here}/{document.id}/deletion").status_code == 403


def test_files_that_came_with_posts_are_listed_beside_those_that_the_group_keeps(client, group, make_file, here, ada):
    post = publish_post(body="See this", group=group, file_ids=[make_file(name="photo.txt", owner=ada).id], actor=ada)
    publish_post(body="For all", file_ids=[make_file(name="elsewhere.txt", owner=ada).id], actor=ada)
    page = text(client.get(here))
    assert "photo.txt" in page
    assert f'href="/posts/{post.id}"' in page
    assert "elsewhere.txt" not in page
    delete_post(post, actor=ada)
    assert "photo.txt" not in text(client.get(here))

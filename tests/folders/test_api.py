"""A group's files over REST: the same deeds, the same refusals."""

from __future__ import annotations

import io

import pytest

from app.accounts.services import create_person
from app.core.db import session
from app.folders.models import Document, Version
from app.folders.services import add_document, add_version
from app.groups.services import create_group
from tests.support.at_once import at_once


@pytest.fixture
def client(app, ada):
    return app.test_client().sign_in(ada)


@pytest.fixture
def root(group):
    return f"/api/v1/groups/{group.id}"


def sent(content=b"a plan", name="plan.txt", **fields):
    return {"file": (io.BytesIO(content), name), **fields}


def test_a_file_is_put_into_a_folder_found_moved_and_renewed(client, root, group):
    folder = client.post(f"{root}/folders", json={"name": "Consignes"}).json
    item = client.post(f"{root}/files", data=sent(folder_id=folder["id"])).json
    assert item == {
        "id": item["id"],
        "group_id": str(group.id),
        "folder_id": folder["id"],
        "name": "plan.txt",
        "number": 1,
        "size": 6,
        "media_type": "text/plain",
        "url": item["url"],
        "added_by": item["added_by"],
        "added_at": item["added_at"],
        "changed_by": item["added_by"],
        "changed_at": item["added_at"],
        "hidden_at": None,
    }
    assert item["added_by"]["name"] == "Ada"
    assert client.get(item["url"]).data == b"a plan"
    assert client.get(f"{root}/files").json["items"] == []
    assert client.get(f"{root}/files?folder_id={folder['id']}").json["items"] == [item]
    address = f"{root}/files/{item['id']}"
    assert client.patch(address, json={"folder_id": None}).json["folder_id"] is None
    assert client.post(f"{address}/versions", data=sent(b"newer")).json["number"] == 2
    assert [one["number"] for one in client.get(f"{address}/versions").json["items"]] == [2, 1]
    again = client.post(f"{address}/versions/1/restoration").json
    assert (again["number"], again["restored_from"], client.get(again["url"]).data) == (3, 1, b"a plan")
    found = client.get(f"{root}/files?q=PLAN").json["items"]
    assert [(one["number"], one["changed_by"]["name"]) for one in found] == [(3, "Ada")]


def test_what_is_deleted_is_gone_until_it_is_brought_back(client, root):
    folder = client.post(f"{root}/folders", json={"name": "Consignes"}).json
    for address in (
        f"{root}/files/{client.post(f'{root}/files', data=sent()).json['id']}",
        f"{root}/folders/{folder['id']}",
    ):
        assert client.delete(address).status_code == 204
        assert client.patch(address, json={"name": "Other"}).status_code == 404
        assert client.post(f"{address}/restoration").status_code == 200
        assert client.post(f"{address}/restoration").status_code == 404
    assert [one["name"] for one in client.get(f"{root}/folders").json["items"]] == ["Consignes"]


def test_the_files_of_a_folder_page_by_name(client, root):
    for name in ("c.txt", "a.txt", "b.txt"):
        client.post(f"{root}/files", data=sent(name=name))
    first = client.get(f"{root}/files?limit=2").json
    second = client.get(f"{root}/files?limit=2&cursor={first['next']}").json
    assert [one["name"] for one in first["items"] + second["items"]] == ["a.txt", "b.txt", "c.txt"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("sending", "status"),
    [
        (lambda client, root: client.post(f"{root}/files", data={}, content_type="multipart/form-data"), 422),
        (lambda client, root: client.post(f"{root}/files", data=sent(b"MZ", "a.exe")), 415),
        (lambda client, root: client.post(f"{root}/files", data=sent(folder_id="nonsense")), 422),
        (lambda client, root: client.post(f"{root}/folders", json={"name": "a/b"}), 422),
        (lambda client, root: client.get(f"{root}/files?limit=0"), 422),
        (lambda client, root: client.get(f"{root}/files/01a21c84-0eec-7402-8e87-0e6bfc34d3f5"), 404),
    ],
)
def test_what_cannot_be_used_is_refused(client, root, sending, status):
    answer = sending(client, root)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_versions_that_come_at_the_same_moment_all_stay_each_with_its_number(own_house):
    ada = create_person(email="ada@house.example", name="Ada", actor=None)
    group = create_group(name="Atelier 3", actor=ada)
    document_id = add_document(group, io.BytesIO(b"first"), name="plan.txt", actor=ada).id

    def renew(actor):
        add_version(session.get_one(Document, document_id), io.BytesIO(b"next"), name="plan.txt", actor=actor)

    assert at_once(own_house, renew, [ada.id] * 3) == [None] * 3
    session.expire_all()
    assert sorted(version.number for version in session.query(Version)) == [1, 2, 3, 4]
    assert session.get_one(Document, document_id).number == 4

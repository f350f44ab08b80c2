"""Pictures and files of messages: sent by page, REST and socket, and gone with the message."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest

from app.chat.services import edit_message, open_conversation, send_message
from app.core.db import session
from app.files.models import File
from tests.support.pictures import drawn


@pytest.fixture
def ada(make_person):
    return make_person("Ada", language="en")


@pytest.fixture
def ben(make_person):
    return make_person("Ben", language="en")


@pytest.fixture
def pair(ada, ben):
    return open_conversation([ben], actor=ada)


@pytest.fixture
def messages(pair):
    return f"/api/v1/conversations/{pair.id}/messages"


def test_a_message_carries_its_files_and_needs_no_words(app, ada, ben, messages, make_picture):
    picture = make_picture(owner=ada)
    sent = (
        app.test_client()
        .sign_in(ada)
        .post(messages, json={"client_id": "1", "body": "", "file_ids": [str(picture.id)]})
    )
    assert sent.status_code == 201
    assert (sent.json["files"][0]["name"], sent.json["files"][0]["alt"]) == ("wall.png", "A wall")
    assert app.test_client().sign_in(ben).get(messages).json["items"][0]["files"] == sent.json["files"]
    assert app.test_client().sign_in(ben).get(sent.json["files"][0]["preview_url"]).status_code == 200


def test_files_that_cannot_be_attached_are_refused_and_nothing_is_said(app, ada, ben, messages, make_file):
    client = app.test_client().sign_in(ada)
    for file_id in (make_file(owner=ben).id, uuid4()):
        answer = client.post(messages, json={"client_id": "1", "body": "See", "file_ids": [str(file_id)]})
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "file_ids")
    assert client.get(messages).json["items"] == []


def test_a_socket_sends_files_once_and_everybody_hears_of_them(app, ada, ben, pair, make_file):
    sockets = [
        app.extensions["socketio"].test_client(app, flask_test_client=app.test_client().sign_in(person))
        for person in (ada, ben)
    ]
    file = make_file(owner=ada)
    payload = {"conversation_id": str(pair.id), "client_id": "1", "body": "See", "file_ids": [str(file.id)]}
    first, again = (sockets[0].emit("message.send", payload, callback=True) for _ in range(2))
    assert first == again
    assert first["message"]["files"][0]["id"] == str(file.id)
    heard = [event["args"][0] for event in sockets[1].get_received() if event["name"] == "message.created"]
    assert [message["files"] for message in heard] == [first["message"]["files"]]
    refused = sockets[1].emit("message.send", payload | {"client_id": "2"}, callback=True)
    assert (refused["ok"], refused["error"]["status"]) == (False, 422)
    edited = sockets[0].emit("message.edit", {"id": first["message"]["id"], "file_ids": []}, callback=True)
    assert edited == {"ok": True}
    updated = [event["args"][0] for event in sockets[1].get_received() if event["name"] == "message.updated"]
    assert updated[0]["files"] == []


def test_an_edit_of_the_words_leaves_the_files(ada, pair, make_file):
    file = make_file(owner=ada)
    message = send_message(pair, body="See", client_id="1", file_ids=[file.id], actor=ada)
    edit_message(message, body="Look", actor=ada)
    assert [item["id"] for item in message.files] == [str(file.id)]
    edit_message(message, body="", actor=ada)
    assert (message.body, len(message.files)) == ("", 1)


def test_a_deleted_message_says_nothing_of_its_files(app, ada, ben, messages, make_file):
    client = app.test_client().sign_in(ada)
    file = make_file(name="secret plan.txt", owner=ada)
    sent = client.post(messages, json={"client_id": "1", "body": "", "file_ids": [str(file.id)]}).json
    assert client.delete(f"/api/v1/messages/{sent['id']}").status_code == 204
    for person in (ada, ben):
        assert "secret plan" not in app.test_client().sign_in(person).get(messages).text
    assert session.query(File).count() == 0


def test_a_message_without_words_is_named_after_its_file(app, ada, ben, pair, make_file):
    said = send_message(pair, body="", client_id="1", file_ids=[make_file(name="plan.txt", owner=ada).id], actor=ada)
    send_message(pair, body="Thanks", client_id="2", reply_to=said, actor=ben)
    page = app.test_client().sign_in(ben).get(f"/messages/{pair.id}").text
    assert "<span data-quote-text>plan.txt</span>" in page
    assert f'href="/files/{said.files[0]["id"]}"' in page


def test_a_message_with_a_picture_is_sent_by_a_plain_form_and_refused_in_place(app, ada, pair, messages):
    client = app.test_client().sign_in(ada)
    address = f"/messages/{pair.id}"

    def form(*files, **fields):
        return {"data": {"files": "shown", "file": list(files), **fields}, "content_type": "multipart/form-data"}

    refused = client.post(address, **form((drawn(), "wall.png"), (io.BytesIO(b"MZ"), "a.exe"), body="See"))
    assert refused.status_code == 415
    kept = session.query(File).one()
    assert f'value="{kept.id}" checked' in refused.text
    assert "See</textarea>" in refused.text
    sent = client.post(address, **form(body="See", file_ids=str(kept.id), **{f"alt-{kept.id}": "A wall"}))
    assert sent.status_code == 303
    assert client.get(messages).json["items"][0]["files"][0]["alt"] == "A wall"


def test_ones_voice_is_a_sound_and_only_chat_may_hear(client, pair, ada, ben):
    client.sign_in(ada)
    spoken = io.BytesIO(b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + b"A_OPUS" + bytes(90))
    answer = client.post("/api/v1/files", data={"file": (spoken, "Voice note 0′03″.weba")})
    assert (answer.status_code, answer.json["media_type"]) == (201, "audio/webm")
    send_message(pair, body="", client_id="v", file_ids=[UUID(answer.json["id"])], actor=ada)
    client.sign_in(ben)
    page = client.get(f"/messages/{pair.id}")
    assert f'<audio controls preload="none" src="/files/{answer.json["id"]}"' in page.text
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "microphone=()" in client.get("/people").headers["Permissions-Policy"]
    assert client.get(f"/files/{answer.json['id']}", headers={"Range": "bytes=0-3"}).status_code == 206

"""Files of what was reported: kept as evidence, and seen by those alone who see the case."""

from __future__ import annotations

import io

import pytest

from app.accounts.services import create_token
from app.chat.services import delete_message, open_conversation, send_message
from app.core.db import session
from app.feed.services import edit_post
from app.files.models import File
from app.folders.services import add_document, add_version, delete_document, remove_for_good
from app.governance.services import acknowledge_code
from app.groups.models import Access
from moderation.models import Case, CaseItem, Category, Evidence, TargetKind
from moderation.services import file_report


@pytest.fixture
def opens(app):
    def ask(person, file_id):
        headers = {"Authorization": f"Bearer {create_token(actor=person).secret}"}
        return app.test_client().get(f"/files/{file_id}", headers=headers).status_code

    return ask


def evidence_of(case):
    return session.query(Evidence).join(CaseItem).filter(CaseItem.case_id == case.id).order_by(Evidence.id).all()


def test_a_moderator_sees_the_picture_that_was_reported_and_nobody_else_gains_anything(
    app, make_person, make_group, make_post, make_moderator, make_picture, report, case_of, opens
):
    author, reader = make_person(), make_person()
    group = make_group(members=(author, reader), access=Access.SECRET)
    picture = make_picture(alt="A cruel drawing", owner=author)
    moderator, stranger = make_moderator(), make_person()
    post = make_post("", author=author, group=group, file_ids=[picture.id])
    assert opens(moderator, picture.id) == 404
    case = case_of(report(post, by=reader))
    assert [opens(person, picture.id) for person in (moderator, author, stranger)] == [200, 200, 404]
    acknowledge_code(actor=moderator)
    desk = app.test_client().sign_in(moderator)
    [kept] = desk.get(f"/api/v1/moderation/cases/{case.id}").json["items"][0]["evidence"]
    assert (kept["text"], kept["files"][0]["name"]) == ("A cruel drawing", "wall.png")
    assert f'src="/files/{picture.id}/preview"' in desk.get(f"/moderation/cases/{case.id}").text


def test_a_moderator_with_a_stake_in_the_case_sees_nothing_of_it(
    make_person, make_moderator, make_post, make_file, report, opens
):
    author, reporter = make_person(), make_moderator()
    file = make_file(owner=author)
    post = make_post("See", author=author, file_ids=[file.id])
    report(post, by=reporter)
    edit_post(post, file_ids=[], actor=author)
    assert (opens(reporter, file.id), opens(make_moderator(), file.id)) == (404, 200)


def test_a_deleted_message_leaves_its_file_to_the_evidence_alone(
    make_person, make_moderator, make_file, case_of, opens, code
):
    author, reader = make_person(), make_person()
    file = make_file(b"a threat", owner=author)
    conversation = open_conversation([reader], actor=author)
    message = send_message(conversation, body="", client_id="1", file_ids=[file.id], actor=author)
    filed = file_report(TargetKind.MESSAGE, message.id, category=Category.THREAT, statement="Read it", actor=reader)
    delete_message(message, actor=author)
    assert session.get(File, file.id) is not None
    assert [opens(person, file.id) for person in (make_moderator(), author, reader)] == [200, 404, 404]
    assert evidence_of(case_of(filed))[0].text == "note.txt"


def test_the_same_words_with_other_files_are_other_evidence(make_person, make_post, make_file, report, case_of):
    author = make_person()
    first, second = make_file(owner=author), make_file(owner=author)
    post = make_post("See", author=author, file_ids=[first.id])
    case = case_of(report(post))
    report(post)
    edit_post(post, file_ids=[second.id], actor=author)
    report(post)
    assert [kept.files[0]["id"] for kept in evidence_of(case)] == [str(first.id), str(second.id)]


def test_a_file_of_a_group_is_reported_and_seen_by_the_moderator_as_it_was(
    app, make_person, make_group, make_moderator, opens
):
    author, reader, stranger = make_person(), make_person(), make_person()
    group = make_group("Hidden ones", owner=author, members=(reader,), access=Access.SECRET)
    document = add_document(group, io.BytesIO(b"cruel words"), name="list.txt", actor=author)
    reported, moderator = document.file_id, make_moderator()
    acknowledge_code(actor=reader)
    page = app.test_client().sign_in(reader).get(f"/groups/{group.slug}/files/{document.id}").text
    assert f'href="/report/file/{document.id}"' in page
    target = {"target": {"type": "file", "id": str(document.id)}, "category": "harassment", "statement": "Cruel."}
    assert app.test_client().sign_in(stranger).post("/api/v1/reports", json=target).status_code == 404
    assert app.test_client().sign_in(reader).post("/api/v1/reports", json=target).status_code == 201
    add_version(document, io.BytesIO(b"kind words"), name="list.txt", actor=author)
    delete_document(document, actor=author)
    remove_for_good(document, actor=author)
    assert [opens(person, reported) for person in (moderator, author, reader, stranger)] == [200, 404, 404, 404]
    acknowledge_code(actor=moderator)
    [case] = session.query(Case).all()
    shown = app.test_client().sign_in(moderator).get(f"/moderation/cases/{case.id}").text
    assert "list.txt" in shown
    assert "Hidden ones" not in shown

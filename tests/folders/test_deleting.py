"""Deleting: what is gone can be brought back for a while; then, or on purpose, it and the room it took are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.files.models import Attachment, File
from app.files.quotas import use_of
from app.folders.models import Document, Folder, Version
from app.folders.queries import get_deleted_document, get_tree, list_deleted, list_documents
from app.folders.services import (
    KEPT,
    create_folder,
    delete_document,
    delete_folder,
    remove_for_good,
    sweep_deleted,
    undelete_document,
    undelete_folder,
)


def rows():
    return [session.query(kind).count() for kind in (Folder, Document, Version, Attachment, File)]


def test_a_deleted_file_opens_for_nobody_until_it_is_brought_back(asks, group, put, ada, ben):
    document = put()
    delete_document(document, actor=ada)
    delete_document(document, actor=ada)
    assert list_documents(group, viewer=ada).items == []
    assert (asks(ada, f"/files/{document.file_id}"), asks(ben, f"/files/{document.file_id}")) == (404, 404)
    undelete_document(document, actor=ada)
    assert (asks(ben, f"/files/{document.file_id}"), list_documents(group, viewer=ben).items) == (200, [document])


def test_a_deleted_folder_takes_what_is_in_it_along_and_brings_back_just_that(group, put, ada, gaelle):
    outer = create_folder(group, name="Outer", actor=ada)
    inner = create_folder(group, name="Inner", parent_id=outer.id, actor=ada)
    kept, gone_before = put("kept.txt", folder=inner), put("gone.txt", folder=inner)
    delete_document(gone_before, actor=ada)
    delete_folder(outer, actor=gaelle)
    assert len(get_tree(group, viewer=ada)) == 0
    undelete_folder(outer, actor=gaelle)
    tree = get_tree(group, viewer=ada)
    assert [one.name for one in tree.path(tree.get(kept.folder_id))] == ["Outer", "Inner"]
    assert list_documents(group, viewer=ada, folder=inner).items == [kept]
    assert list_deleted(group, viewer=ada).documents == [gone_before]


def test_what_was_deleted_comes_back_to_the_top_where_its_folder_is_gone(group, put, ada, gaelle):
    folder = create_folder(group, name="Folder", actor=ada)
    document = put(folder=folder)
    put("plan.txt")
    delete_document(document, actor=ada)
    delete_folder(folder, actor=gaelle)
    undelete_document(document, actor=ada)
    assert (document.folder_id, document.name) == (None, "plan (2).txt")


def test_who_adds_brings_their_own_back_and_who_runs_the_group_everything(group, put, gaelle, ada, ben):
    document = put()
    delete_document(document, actor=gaelle)
    shown = [list_deleted(group, viewer=person).documents for person in (gaelle, ada, ben)]
    assert shown == [[document], [document], []]
    with pytest.raises(NotFound):
        get_deleted_document(group, document.id, viewer=ben)


def test_after_a_month_it_is_gone_with_all_its_versions(group, put, renew, ada, gaelle):
    folder = create_folder(group, name="Folder", actor=ada)
    renew(put(folder=folder))
    delete_folder(folder, actor=gaelle)
    assert sweep_deleted() == 0
    with clock.stopped_at(clock.now() + KEPT + timedelta(minutes=1)):
        assert sweep_deleted() == 1
        assert sweep_deleted() == 0
    assert rows() == [0, 0, 0, 0, 0]


def test_who_removes_it_for_good_has_the_room_at_once(put, renew, ada):
    document = put("plan.txt", b"a" * 100)
    renew(document, b"b" * 50)
    delete_document(document, actor=ada)
    assert use_of(ada).size == 150
    remove_for_good(document, actor=ada)
    assert (use_of(ada).size, rows()) == (0, [0, 0, 0, 0, 0])


def test_what_is_not_deleted_is_not_removed(put, ada):
    with pytest.raises(NotFound):
        remove_for_good(put(), actor=ada)


def test_what_was_deleted_before_its_folder_can_still_be_brought_back_when_that_is_gone_for_good(
    group, put, ada, gaelle
):
    folder = create_folder(group, name="Folder", actor=ada)
    document = put(folder=folder)
    delete_document(document, actor=ada)
    delete_folder(folder, actor=gaelle)
    remove_for_good(folder, actor=gaelle)
    session.expire_all()
    undelete_document(document, actor=ada)
    assert document.folder_id is None

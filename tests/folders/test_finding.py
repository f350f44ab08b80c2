"""Files of groups are found by their names, by whoever may open them at that moment."""

from __future__ import annotations

import pytest

from app.folders.services import change_document, create_folder, delete_document, delete_folder, undelete_folder
from app.groups.models import Access
from app.groups.services import change_group, remove_member
from search.finding import find
from search.indexing import engine


@pytest.fixture
def found(drain, app):
    """The names of the files that somebody finds."""
    engine().clear()

    def found(viewer, q, **where):
        drain()
        return [result.title for result in find(viewer, q, kind="file", **where).items]

    return found


def test_a_file_is_found_by_any_part_of_its_name(group, put, found, ada, ben):
    document = put("Gamme_de-soudage 2026.txt")
    for words in ("gamme", "soudage", "2026", "Gamme_de-soudage 2026.txt"):
        assert found(ben, words) == ["Gamme_de-soudage 2026.txt"], words
    result = find(ben, "soudage", group_id=group.id, author_id=ada.id).items[0]
    assert (result.type, result.url) == ("file", f"/groups/{group.slug}/files/{document.id}")
    change_document(document, name="Budget", folder_id=None, actor=ada)
    assert (found(ben, "soudage"), found(ben, "budget")) == ([], ["Budget.txt"])


def test_only_who_may_open_a_file_finds_it(group, put, found, make_person, gaelle, ben):
    put("budget.txt")
    assert (found(ben, "budget"), found(make_person(), "budget")) == (["budget.txt"], [])
    remove_member(group, ben, actor=ben)
    assert found(ben, "budget") == []
    change_group(group, access=Access.OPEN, actor=gaelle)
    assert found(ben, "budget") == ["budget.txt"]


def test_what_is_deleted_is_not_found_and_what_comes_back_is(group, put, found, gaelle, ada):
    folder = create_folder(group, name="Folder", actor=ada)
    document = put("budget.txt", folder=folder)
    delete_folder(folder, actor=gaelle)
    assert found(ada, "budget") == []
    undelete_folder(folder, actor=gaelle)
    assert found(ada, "budget") == ["budget.txt"]
    delete_document(document, actor=ada)
    assert found(ada, "budget") == []

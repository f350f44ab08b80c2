"""Filing: documents in folders and in versions, and who may do what with them."""

from __future__ import annotations

import pytest

from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound
from app.files.models import File
from app.folders.queries import get_tree, list_documents, list_versions
from app.folders.services import (
    change_document,
    change_folder,
    create_folder,
    delete_folder,
    restore_version,
)
from app.folders.services.sorting import DEEPEST
from app.groups.services import change_group, remove_member


def names(group, viewer, **where):
    return [document.name for document in list_documents(group, viewer=viewer, **where).items]


def test_a_file_is_there_for_the_group_with_its_place_and_its_maker(group, put, ada, ben):
    folder = create_folder(group, name="Consignes", actor=ada)
    document = put(folder=folder)
    assert names(group, ben) == []
    assert names(group, ben, folder=folder) == ["plan.txt"]
    assert (document.added_by.name, document.number, document.file.size) == ("Ada", 1, len(b"a plan"))


def test_two_files_of_a_name_beside_each_other_get_a_number(group, put, ada):
    folder = create_folder(group, name="Other", actor=ada)
    for _ in range(3):
        put("Plan.txt")
    put("plan.txt", folder=folder)
    assert names(group, ada) == ["Plan (2).txt", "Plan (3).txt", "Plan.txt"]
    assert names(group, ada, folder=folder) == ["plan.txt"]


def test_each_version_stays_and_one_can_be_brought_back(app, group, put, renew, ada, ben):
    document = put("plan.txt", b"first")
    renew(document, b"second, in a table", "budget.csv", actor=ben)
    assert (document.name, document.number, document.changed_by.name) == ("plan.csv", 2, "Ben")
    again = restore_version(document, 1, actor=ada)
    assert (again.number, again.restored_from, document.name) == (3, 1, "plan.txt")
    versions = list_versions(document, viewer=ben).items
    assert [(one.number, one.made_by.name) for one in versions] == [(3, "Ada"), (2, "Ben"), (1, "Ada")]
    client = app.test_client().sign_in(ben)
    assert [client.get(f"/files/{one.file_id}").data for one in versions] == [b"first", b"second, in a table", b"first"]


def test_bringing_back_what_is_there_changes_nothing(put, ada):
    document = put()
    assert restore_version(document, 1, actor=ada).number == 1
    with pytest.raises(NotFound):
        restore_version(document, 2, actor=ada)


def test_a_file_is_renamed_and_moved_and_keeps_what_it_is(group, put, ada):
    folder = create_folder(group, name="Consignes", actor=ada)
    document = put("plan.txt")
    change_document(document, name="Été / hiver.exe", folder_id=folder.id, actor=ada)
    assert (document.name, document.file.name, document.folder_id) == ("Été - hiver.exe.txt",) * 2 + (folder.id,)
    assert document.file.folded == "ete - hiver.exe.txt", "by which it is looked for"
    with pytest.raises(Invalid):
        change_document(document, name=" . ", folder_id=None, actor=ada)


def test_members_add_and_tidy_up_their_own_and_who_runs_the_group_everything(
    group, put, renew, gaelle, moderator, ada, ben, make_person
):
    document, folder = put(actor=ada), create_folder(group, name="Ours", actor=ada)
    renew(document, actor=ben)
    restore_version(document, 1, actor=ben)
    for deed in (
        lambda who: change_document(document, name="other.txt", folder_id=None, actor=who),
        lambda who: change_folder(folder, name="Other", parent_id=None, actor=who),
        lambda who: delete_folder(folder, actor=who),
    ):
        with pytest.raises(Forbidden):
            deed(ben)
    change_document(document, name="other.txt", folder_id=None, actor=moderator)
    put("inside.txt", folder=folder)
    with pytest.raises(Forbidden):
        delete_folder(folder, actor=ada)
    delete_folder(folder, actor=gaelle)
    with pytest.raises(Forbidden):
        put(actor=make_person())


def test_who_is_removed_while_sending_adds_nothing(group, put, renew, gaelle, ada):
    document = put(actor=gaelle)
    remove_member(group, ada, actor=gaelle)
    for deed in (lambda: put("late.txt"), lambda: renew(document), lambda: create_folder(group, name="X", actor=ada)):
        with pytest.raises(Forbidden):
            deed()
    assert names(group, gaelle) == ["plan.txt"]
    assert session.query(File).count() == 1


def test_a_folder_that_went_meanwhile_takes_nothing(group, put, ada, gaelle):
    folder = create_folder(group, name="Gone soon", actor=ada)
    delete_folder(folder, actor=gaelle)
    with pytest.raises(NotFound):
        put(folder=folder)


def test_folders_lie_in_each_other_and_never_in_themselves(group, ada):
    outer = create_folder(group, name="Outer", actor=ada)
    inner = create_folder(group, name="Inner", parent_id=outer.id, actor=ada)
    tree = get_tree(group, viewer=ada)
    assert [one.name for one in tree.path(inner)] == ["Outer", "Inner"]
    for parent in (outer, inner):
        with pytest.raises(Invalid):
            change_folder(outer, name="Outer", parent_id=parent.id, actor=ada)
    change_folder(inner, name="Inner", parent_id=None, actor=ada)
    assert [one.name for one in get_tree(group, viewer=ada).inside(None)] == ["Inner", "Outer"]


@pytest.mark.parametrize("name", ["", " ", "a" * 101, "a/b", " OUTER "])
def test_a_folder_without_a_name_of_its_own_is_refused(group, ada, name):
    create_folder(group, name="Outer", actor=ada)
    with pytest.raises(Invalid):
        create_folder(group, name=name, actor=ada)


def test_folders_are_not_endlessly_deep(group, ada):
    parent_id = None
    for number in range(DEEPEST):
        parent_id = create_folder(group, name=f"Level {number}", parent_id=parent_id, actor=ada).id
    with pytest.raises(Invalid):
        create_folder(group, name="Too deep", parent_id=parent_id, actor=ada)


def test_a_folder_of_another_group_is_as_good_as_none(make_group, group, put, ada):
    theirs = create_folder(make_group(owner=ada), name="Theirs", actor=ada)
    with pytest.raises(NotFound):
        put(folder=theirs)
    with pytest.raises(NotFound):
        create_folder(group, name="Ours", parent_id=theirs.id, actor=ada)
    with pytest.raises(NotFound):
        change_document(put(), name="plan.txt", folder_id=theirs.id, actor=ada)


def test_a_name_is_looked_for_in_all_folders(group, put, ada, ben):
    folder = create_folder(group, name="Consignes", actor=ada)
    put("Évacuation.txt", folder=folder)
    put("evacuation-2.txt")
    put("budget.csv")
    assert names(group, ben, q="vacuation") == ["evacuation-2.txt", "Évacuation.txt"]
    assert names(group, ben, q="100%") == []


def test_in_an_archived_group_everything_stays_as_it_is(app, group, put, renew, gaelle, ada):
    folder = create_folder(group, name="Folder", actor=ada)
    document = put(folder=folder)
    change_group(group, archived=True, actor=gaelle)
    for person in (ada, gaelle):
        for deed in (
            lambda who: put("more.txt", actor=who),
            lambda who: renew(document, actor=who),
            lambda who: change_document(document, name="other", folder_id=None, actor=who),
            lambda who: create_folder(group, name="More", actor=who),
            lambda who: delete_folder(folder, actor=who),
        ):
            with pytest.raises(Forbidden):
                deed(person)
    page = app.test_client().sign_in(gaelle).get(f"/groups/{group.slug}/files/{document.id}").get_data(as_text=True)
    assert f'href="/files/{document.file_id}"' in page
    assert 'type="file"' not in page


def test_where_a_group_only_announces_those_who_run_it_add_files(group, put, gaelle, ada):
    change_group(group, announcement_only=True, actor=gaelle)
    with pytest.raises(Forbidden):
        put(actor=ada)
    put(actor=gaelle)
    assert names(group, ada) == ["plan.txt"]

"""Writing: every save is a version, links follow titles, and nobody's words are overwritten unseen."""

from __future__ import annotations

import pytest

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.groups.models import Group
from app.groups.services import create_group, remove_member, set_member
from app.knowledge.events import KnowledgePageChanged
from app.knowledge.models import KnowledgePage
from app.knowledge.queries import get_page, list_contents, list_deleted, list_versions
from app.knowledge.services import (
    EditConflict,
    delete_page,
    edit_page,
    guard_page,
    move_page,
    restore_version,
    shift_page,
    undelete_page,
    write_page,
)
from tests.support.at_once import at_once
from tests.support.statements import counted


def edit(page, body, *, actor, based_on=None, title=None):
    edit_page(page, title=title or page.title, body=body, based_on=based_on or page.version, actor=actor)


def titles(group, viewer, q=""):
    found = list_contents(group, viewer=viewer, q=q)
    return [(chapter.page.title, *(page.title for page in chapter.pages)) for chapter in found]


def test_a_page_is_kept_as_written_and_told_once(here, make_page, announced):
    announced.clear()
    page = make_page(" Welding ", "**Mask** <script>")
    assert (page.title, page.body) == ("Welding", "**Mask** <script>")
    assert page.html == "<p><strong>Mask</strong> &lt;script&gt;</p>\n"
    assert announced == [KnowledgePageChanged(page.id, here.ada.id)]


def test_each_save_is_a_version_with_its_writer_and_the_same_again_is_none(here, make_page):
    page = make_page(body="First.")
    edit(page, "Second.", actor=here.ben)
    edit(page, "Second.", actor=here.ben)
    restore_version(page, 1, actor=here.owner)
    restore_version(page, 3, actor=here.owner)
    found = [(one.number, one.body, one.editor.name, one.restores) for one in list_versions(page)]
    assert found == [(1, "First.", "Ada Lune", None), (2, "Second.", "Ben Ferro", None), (3, "First.", "Owner", 1)]
    assert (page.body, page.version) == ("First.", 3)
    with pytest.raises(NotFound):
        restore_version(page, 9, actor=here.ada)


def test_whoever_typed_on_an_older_version_is_told_and_nothing_is_lost(here, make_page):
    page = make_page(body="First.")
    edit(page, "Ben's.", actor=here.ben, based_on=1)
    with pytest.raises(EditConflict):
        edit(page, "Ada's.", actor=here.ada, based_on=1)
    assert page.body == "Ben's."
    edit(page, "Both.", actor=here.ada, based_on=2)
    assert [one.body for one in list_versions(page)] == ["First.", "Ben's.", "Both."]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 201}),
        ("title", {"title": "a]b"}),
        ("title", {"title": "WÉLDING"}),
        ("body", {"body": " "}),
        ("body", {"body": "x" * 20_001}),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make_page, field, words):
    make_page()
    with pytest.raises(Invalid) as refusal:
        make_page(**{"title": "Other", "body": "Words"} | words)
    assert list(refusal.value.errors) == [field]


def test_members_write_and_others_do_not(here, make_page):
    page = make_page()
    with pytest.raises(Forbidden):
        make_page("Other", actor=here.stranger)
    with pytest.raises(NotFound):
        edit(page, "x", actor=here.stranger)
    remove_member(here.group, here.ada, actor=here.owner)
    with pytest.raises(NotFound):
        edit(page, "x", actor=here.ada)
    with pytest.raises(NotFound):
        get_page(page.id, viewer=here.ada)


def test_a_page_may_be_kept_by_those_who_run_the_group(here, make_page):
    page = make_page()
    with pytest.raises(Forbidden):
        guard_page(page, is_for_keepers=True, actor=here.ada)
    guard_page(page, is_for_keepers=True, actor=here.owner)
    for deed in (lambda: edit(page, "x", actor=here.ada), lambda: delete_page(page, actor=here.ada)):
        with pytest.raises(Forbidden):
            deed()
    edit(page, "By the owner.", actor=here.owner)


def test_links_lead_to_pages_by_their_titles_whenever_these_come_change_or_go(here, make_page):
    page = make_page(body="See [[tools]], [[Tools|the tools]], `[[Tools]]` and @ada.")
    new = f'href="/groups/{here.group.slug}/knowledge/new?title='
    assert page.html.count(f'{new}tools"') + page.html.count(f'{new}Tools"') == 2
    tools = make_page("Tools")
    link = f'<a href="/knowledge/{tools.id}" class="page">'
    assert f"{link}tools</a>, {link}the tools</a>, <code>[[Tools]]</code>" in page.html
    edit(tools, tools.body, title="Machines", actor=here.ben)
    assert page.html.count(link) == 2
    delete_page(tools, actor=here.ada)
    assert link not in page.html
    undelete_page(tools, actor=here.ada)
    assert page.html.count(link) == 2
    make_page("Tools", "The new ones.")
    assert link not in page.html


def test_saving_looks_at_no_page_that_names_others_however_many_there_are(here, make_page, connection):
    page, asked = make_page("Tools", "A hammer."), []
    for number in range(2):
        for copy in range(4):
            make_page(f"Page {number} {copy}", "See [[Welding]] and [[Tools]].")
        with counted(connection) as statements:
            edit(page, f"A hammer, and {number} saws.", actor=here.ben)
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_links_name_no_page_of_another_group(here, make_page, make_group):
    write_page(make_group(owner=here.ada), title="Secret tools", body="x", actor=here.ada)
    assert "knowledge/new?title=Secret" in make_page(body="[[Secret tools]]").html


def test_pages_stand_in_their_order_one_under_another(here, make_page):
    start = make_page("Start", is_start=True)
    first, second, third = make_page("First"), make_page("Second"), make_page("Third")
    move_page(third, first, actor=here.ben)
    assert titles(here.group, here.ada) == [("Start",), ("First", "Third"), ("Second",)]
    for page, parent in ((second, third), (first, second), (first, first), (second, start), (start, first)):
        with pytest.raises(Invalid):
            move_page(page, parent, actor=here.ada)
    shift_page(second, up=True, actor=here.ada)
    shift_page(second, up=True, actor=here.ada)
    assert titles(here.group, here.ada) == [("Start",), ("Second",), ("First", "Third")]
    move_page(third, None, actor=here.ada)
    assert titles(here.group, here.ada)[-1] == ("Third",)
    assert titles(here.group, here.ada, "thi") == [("Third",)]


def test_what_is_deleted_comes_back_where_it_stood(here, make_page):
    first = make_page("First", actor=here.ben)
    under = make_page("Under", parent=first)
    with pytest.raises(Forbidden):
        delete_page(first, actor=here.ada)
    delete_page(first, actor=here.owner)
    assert titles(here.group, here.ada) == [("Under",)]
    assert [page.title for page in list_deleted(here.group, viewer=here.owner)] == ["First"]
    assert list_deleted(here.group, viewer=here.ada) == []
    with pytest.raises(NotFound):
        undelete_page(first, actor=here.ada)
    namesake = make_page("first")
    with pytest.raises(Conflict):
        undelete_page(first, actor=here.owner)
    delete_page(namesake, actor=here.owner)
    undelete_page(first, actor=here.owner)
    assert titles(here.group, here.ada) == [("First", "Under")]
    assert under.parent_id == first.id


def test_the_start_page_is_written_once_and_stays(here, make_page):
    start = make_page("Start", is_start=True)
    with pytest.raises(EditConflict):
        make_page("Another", is_start=True)
    with pytest.raises(Forbidden):
        delete_page(start, actor=here.owner)


@pytest.mark.parametrize("time", [1, 2])
def test_of_many_who_save_at_the_same_moment_one_is_kept_and_the_others_are_told(own_house, time):
    people = [
        create_person(email=f"p{number}@x.example", name=f"P {number}", roles=(Role.MEMBER,), actor=None)
        for number in range(6)
    ]
    group = create_group(name="Shop", actor=people[0])
    for person in people[1:]:
        set_member(group, person, actor=people[0])
    page_id = write_page(group, title="Welding", body="First.", actor=people[0]).id
    ids, group_id = [person.id for person in people], group.id

    def save(actor: Person) -> None:
        edit(session.get_one(KnowledgePage, page_id), f"By {actor.name}.", actor=actor, based_on=1)

    def write(actor: Person) -> KnowledgePage:
        return write_page(session.get_one(Group, group_id), title="Tools", body=actor.name, actor=actor)

    saved, written = at_once(own_house, save, ids), at_once(own_house, write, ids)
    assert sum(result is None for result in saved) == 1
    assert sum(isinstance(result, EditConflict) for result in saved) == 5
    assert sum(isinstance(result, Invalid) for result in written) == 5
    session.rollback()
    assert len(list_versions(session.get_one(KnowledgePage, page_id))) == 2

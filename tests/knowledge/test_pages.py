"""The pages of knowledge: they work without a script, and no refusal loses what was typed."""

from __future__ import annotations

import pytest

from app.core.db import session
from app.groups.services import remove_member
from app.knowledge.models import KnowledgePage
from app.knowledge.services import delete_page, edit_page
from tests.support.statements import counted


@pytest.fixture
def as_ada(client, here):
    return client.sign_in(here.ada)


def test_the_start_page_and_the_contents_are_read_on_the_tab(as_ada, here, make_page):
    address = f"/groups/{here.group.slug}/knowledge"
    assert "new?start=1" in as_ada.get(address).text
    made = as_ada.post(address, data={"title": "Welcome", "body": "Read **this** first.", "start": "1"})
    assert made.status_code == 303
    tools = make_page("Tools")
    shown = as_ada.get(address).text
    assert "<p>Read <strong>this</strong> first.</p>" in shown
    assert f"/knowledge/{tools.id}" in shown
    assert "new?start=1" not in shown


def test_titles_are_found_by_the_beginning_of_their_words(as_ada, here, make_page):
    make_page("L’atelier de soudure")
    make_page("Tools")
    found = as_ada.get(f"/groups/{here.group.slug}/knowledge?q=SOUD").text
    assert ">L’atelier de soudure</a>" in found
    assert ">Tools</a>" not in found


def test_two_who_edit_at_once_are_shown_both_texts(as_ada, here, make_page):
    page = make_page(body="Wear a mask.")
    edit_page(page, title=page.title, body="Wear a mask and gloves.", based_on=1, actor=here.ben)
    sent = {"title": "Welding", "body": "Wear a new mask."}
    for nonsense in ("", "x", "9" * 30):
        assert as_ada.post(f"/knowledge/{page.id}/edit", data=sent | {"based_on": nonsense}).status_code == 409
    answer = as_ada.post(f"/knowledge/{page.id}/edit", data=sent | {"based_on": "1"})
    assert answer.status_code == 409
    assert "Wear a new mask.</textarea>" in answer.text
    assert "<ins>mask and gloves.</ins>" in answer.text
    assert 'name="based_on" value="2"' in answer.text
    assert as_ada.post(f"/knowledge/{page.id}/edit", data=sent | {"based_on": "2"}).status_code == 303
    session.refresh(page)
    assert (page.body, page.version) == ("Wear a new mask.", 3)


@pytest.mark.parametrize("lose", ["deleted", "removed"])
def test_whose_page_is_gone_while_typing_gets_the_words_back(as_ada, here, make_page, lose):
    page = make_page()
    if lose == "deleted":
        delete_page(page, actor=here.owner)
    else:
        remove_member(here.group, here.ada, actor=here.owner)
    answer = as_ada.post(f"/knowledge/{page.id}/edit", data={"title": "x", "body": "Long thoughts.", "based_on": "1"})
    assert answer.status_code == 404
    assert "Long thoughts.</textarea>" in answer.text


@pytest.mark.parametrize("wrong", [{"title": ""}, {"body": ""}, {"title": "a|b"}])
def test_what_cannot_be_saved_is_told_and_kept(as_ada, make_page, wrong):
    page = make_page()
    sent = {"title": "Kept title", "body": "Kept words.", "based_on": "1"} | wrong
    answer = as_ada.post(f"/knowledge/{page.id}/edit", data=sent)
    assert answer.status_code == 422
    assert "Kept" in answer.text
    assert 'role="alert"' in answer.text


def test_versions_tell_who_changed_what_and_lead_back(as_ada, here, make_page):
    page = make_page(body="Wear a mask.")
    edit_page(page, title=page.title, body="Wear two masks.", note="Safer", based_on=1, actor=here.ben)
    shown = as_ada.get(f"/knowledge/{page.id}/history").text
    assert "<del>a mask.</del> <ins>two masks.</ins>" in shown
    assert "Ben Ferro" in shown
    assert "Safer" in shown
    as_ada.post(f"/knowledge/{page.id}/versions/1/restoration")
    session.refresh(page)
    assert page.body == "Wear a mask."


def test_a_page_is_deleted_with_a_way_back(as_ada, make_page):
    page = make_page()
    gone = as_ada.post(f"/knowledge/{page.id}/deletion", follow_redirects=True).text
    assert f'action="/knowledge/{page.id}/restoration"' in gone
    assert as_ada.get(f"/knowledge/{page.id}").status_code == 404
    assert as_ada.post(f"/knowledge/{page.id}/restoration").status_code == 303
    assert as_ada.get(f"/knowledge/{page.id}").status_code == 200


def test_pages_are_moved_and_guarded_by_buttons(client, here, make_page):
    first, second = make_page("First"), make_page("Second")
    client.sign_in(here.owner)
    client.post(f"/knowledge/{second.id}/order", data={"way": "up"})
    client.post(f"/knowledge/{first.id}/place", data={"parent": str(second.id)})
    client.post(f"/knowledge/{first.id}/guard", data={"who": "keepers"})
    shown = session.get_one(KnowledgePage, first.id)
    assert (shown.parent_id, shown.is_for_keepers) == (second.id, True)
    assert client.post(f"/knowledge/{second.id}/order", data={"way": "sideways"}).status_code == 422


@pytest.mark.parametrize("path", ["/groups/{group}/knowledge", "/knowledge/{page}", "/knowledge/{page}/history"])
def test_a_page_asks_as_often_for_twenty_rows_as_for_two(client, connection, here, make_page, path):
    page, taken = make_page("Parent"), []
    client.sign_in(here.ada)
    address = path.format(group=here.group.slug, page=page.id)
    client.get(address)  # what the house keeps of itself is asked for once
    for count in (2, 18):
        for number in range(count):
            make_page(f"Page {page.version} {number}", parent=page if number % 2 else None)
            edit_page(page, title="Parent", body=f"{count} {number}", based_on=page.version, actor=here.ben)
        with counted(connection) as statements:
            assert client.get(address).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1]

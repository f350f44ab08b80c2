"""Files of proposals: taken along from the post, bound to its words, and seen by whoever knows of the proposal."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import Invalid
from app.decisions.contents import hash_of
from app.decisions.queries import list_versions
from app.decisions.services import edit_proposal, open_proposal, release_source
from app.feed.services import delete_post, edit_post
from app.groups.models import Access


@pytest.fixture
def ada(make_person):
    return make_person("Ada", language="en")


@pytest.fixture
def post(make_post, make_picture, make_file, ada):
    return make_post("See", author=ada, file_ids=[make_picture(owner=ada).id, make_file(owner=ada).id])


@pytest.fixture
def opens(app):
    def ask(person, file):
        return app.test_client().sign_in(person).get(f"/files/{file['id']}").status_code

    return ask


def ids(files):
    return [file["id"] for file in files]


def test_the_files_of_the_post_come_along_unless_some_are_chosen(make_proposal, post, ada):
    assert make_proposal(author=ada, post=post).file_ids == ids(post.files)
    chosen = make_proposal(author=ada, post=post, file_ids=[post.files[1]["id"]])
    assert chosen.file_ids == ids(post.files[1:])
    assert chosen.content_hash == hash_of(chosen.title, chosen.body, chosen.file_ids)


def test_no_other_file_comes_along(make_proposal, make_file, post, ada):
    for file_ids in ([make_file(owner=ada).id], [post.files[0]["id"]] * 2):
        with pytest.raises(Invalid):
            make_proposal(author=ada, post=post, file_ids=file_ids)


def test_who_knows_of_the_proposal_opens_its_files_whatever_becomes_of_the_post(
    make_person, make_group, make_post, make_file, make_proposal, opens, ada
):
    group = make_group(owner=ada, access=Access.CLOSED)
    file_ids = [make_file(owner=ada).id, make_file(owner=ada).id]
    post = make_post("See", author=ada, group=group, file_ids=file_ids)
    proposal = make_proposal(author=ada, post=post, file_ids=file_ids[:1])
    taken, left = post.files
    reader = make_person()
    assert opens(reader, taken) == 404
    release_source(proposal, actor=ada)
    assert (opens(reader, taken), opens(reader, left)) == (200, 404)
    edit_post(post, file_ids=[], actor=ada)
    delete_post(post, actor=ada)
    assert (opens(reader, taken), opens(ada, left)) == (200, 404)


def test_a_version_keeps_the_files_that_a_later_one_leaves_out(make_person, make_proposal, opens, post, ada):
    proposal = make_proposal(author=ada, post=post)
    edit_proposal(proposal, file_ids=[post.files[0]["id"]], actor=ada)
    assert (proposal.version, proposal.file_ids) == (2, ids(post.files[:1]))
    assert [version.file_ids for version in list_versions(proposal)] == [ids(post.files[:1]), ids(post.files)]
    files = list(post.files)
    delete_post(post, actor=ada)
    assert [opens(make_person(), file) for file in files] == [200, 200]
    edit_proposal(proposal, title="Other words", actor=ada)
    assert proposal.file_ids == ids(files[:1])


def test_who_does_not_see_the_post_is_not_offered_its_other_files(
    app, make_person, make_group, make_post, make_file, make_proposal, ada
):
    group = make_group(owner=ada, access=Access.SECRET)
    secret = make_file(name="secret plan.txt", owner=ada)
    shown = make_file(name="shown.txt", owner=ada)
    post = make_post("See", author=ada, group=group, file_ids=[secret.id, shown.id])
    proposal = make_proposal(author=ada, post=post, file_ids=[shown.id])
    release_source(proposal, actor=ada)
    david = make_person("", Role.MEMBER, Role.COMMUNICATION)
    form = app.test_client().sign_in(david).get(f"/proposals/{proposal.id}/edit").text
    assert "shown.txt" in form
    assert "secret plan.txt" not in form
    with pytest.raises(Invalid):
        edit_proposal(proposal, file_ids=[secret.id], actor=david)


def test_the_pages_offer_the_files_and_show_those_that_were_chosen(app, post, ada):
    client = app.test_client().sign_in(ada)
    wall, note = post.files
    form = client.get(f"/proposals/new?post={post.id}").text
    assert all(f'value="{file["id"]}" checked' in form for file in (wall, note))
    words = {"title": "Show it", "body": "The wall.", "kind": "content", "post": str(post.id), "files": "shown"}
    refused = client.post("/proposals", data=words | {"title": "", "file_ids": [wall["id"]]}).text
    assert f'value="{wall["id"]}" checked' in refused
    assert f'value="{note["id"]}">' in refused
    made = client.post("/proposals", data=words | {"file_ids": [wall["id"]]})
    page = client.get(made.location).text
    assert f'src="/files/{wall["id"]}/preview"' in page
    assert f"/files/{note['id']}" not in page
    assert client.post(f"{made.location}/edit", data=words | {"note": ""}).status_code == 303
    assert f"/files/{wall['id']}" not in client.get(made.location).text
    assert f"/files/{wall['id']}" in client.get(f"{made.location}/versions/1").text


def test_without_a_post_there_is_nothing_to_take_along(app, ada):
    proposal = open_proposal(title="Show it", body="The wall.", actor=ada)
    assert proposal.file_ids == []
    assert "file_ids" not in app.test_client().sign_in(ada).get("/proposals/new").text

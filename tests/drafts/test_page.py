"""The page of one's drafts: each with its words and the way on, and nothing of places that are open no more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.chat.services import invite_to_conversation, leave_conversation, open_conversation, send_message
from app.core import clock
from app.drafts.queries import list_begun, list_drafts
from app.drafts.services import keep_draft, let_go
from app.feed.services import delete_post, publish_comment, publish_post
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada", language="en")


@pytest.fixture
def ben(make_person):
    return make_person("Ben", language="en")


def begin(place, text, *, actor, **more):
    return keep_draft(place, content={"body:0": text, **more}, version=0, actor=actor)


def spots(person):
    return {draft.place: draft.spot.url for draft in list_begun(person).items}


def test_drafts_stand_with_the_latest_first_and_lead_to_where_they_go_on(ada, ben, make_group):
    group = make_group(owner=ada)
    post = publish_post(body="The **crane** is back", group=group, actor=ada)
    comment = publish_comment(post, body="Good", actor=ada)
    talk = open_conversation([ben], actor=ada)
    said = send_message(talk, body="Hello", client_id="1", actor=ben)
    expected = {
        "post": "/posts/new",
        f"comment-{post.id}": f"/posts/{post.id}#reply",
        f"comment-{comment.id}": f"/posts/{post.id}?reply={comment.id}#reply",
        f"edit-{comment.id}": f"/comments/{comment.id}/edit",
        f"edit-{post.id}": f"/posts/{post.id}/edit",
        f"share-{post.id}": f"/posts/{post.id}/shares/new",
        f"chat-{talk.id}": f"/messages/{talk.id}",
        f"thread-{said.id}": f"/messages/{talk.id}?thread={said.id}",
        "new-event": "/events/new",
        "new-proposal": "/proposals/new",
        f"proposal-{post.id}": f"/proposals/new?post={post.id}",
    }
    for place in expected:
        begin(place, place, actor=ada)
    assert list(spots(ada).items()) == list(reversed(expected.items()))
    names = {draft.place: draft.spot.name for draft in list_begun(ada).items}
    assert names[f"chat-{talk.id}"] == names[f"thread-{said.id}"] == "Ben"
    assert names[f"share-{post.id}"] == "The crane is back"
    assert spots(ben) == {}


def test_every_way_on_is_a_page_that_its_author_may_open(client, ada, ben, make_group):
    post = publish_post(body="The crane", group=make_group(owner=ada), actor=ada)
    comment = publish_comment(post, body="Good", actor=ada)
    talk = open_conversation([ben], actor=ada)
    said = send_message(talk, body="Hello", client_id="1", actor=ben)
    for name in ("post", "new-event", "new-proposal", f"chat-{talk.id}", f"thread-{said.id}", f"proposal-{post.id}"):
        begin(name, "Words", actor=ada)
    for kind in ("comment", "edit"):
        for thing in (post, comment):
            begin(f"{kind}-{thing.id}", "Words", actor=ada)
    client.sign_in(ada)
    for draft in list_begun(ada).items:
        page = client.get(draft.spot.url.partition("#")[0])
        assert page.status_code == 200, draft.place
        assert f'data-draft="{draft.place}"' in page.text, draft.place


def test_of_a_place_where_one_may_write_no_more_nothing_is_shown(client, ada, ben, make_group):
    group = make_group("Night shift", access=Access.SECRET, owner=ben, members=(ada,))
    post = publish_post(body="The dark crane", group=group, actor=ben)
    other = publish_post(body="Gone soon", actor=ben)
    talk = open_conversation([ada], actor=ben)
    begin(f"comment-{post.id}", "My words of the crane", actor=ada)
    begin(f"comment-{other.id}", "My words of what is gone", actor=ada)
    begin(f"chat-{talk.id}", "My words to Ben", actor=ada)
    remove_member(group, ada, actor=ben)
    delete_post(other, actor=ben)
    assert spots(ada) == {f"chat-{talk.id}": f"/messages/{talk.id}"}
    page = client.sign_in(ada).get("/drafts").text
    assert "My words to Ben" in page
    for secret in (
        "My words of the crane",
        "My words of what is gone",
        "dark crane",
        "Night shift",
        "Gone soon",
        f"/posts/{post.id}",
        f"/posts/{other.id}",
    ):
        assert secret not in page
    assert [draft.place for draft in list_drafts(ada).items] == [f"chat-{talk.id}"]


def test_who_left_a_conversation_finds_neither_their_words_nor_its_name_until_they_are_back(
    client, ada, ben, make_person
):
    talk = open_conversation([ada, make_person()], title="The plot", actor=ben)
    begin(f"chat-{talk.id}", "What I wanted to say", actor=ada)
    client.sign_in(ada)
    assert "The plot" in client.get("/drafts").text
    leave_conversation(talk, actor=ada)
    page = client.get("/drafts").text
    assert "What I wanted to say" not in page
    assert "The plot" not in page
    invite_to_conversation(talk, [ada], actor=ben)
    assert "The plot" in client.get("/drafts").text


def test_what_can_be_done_with_a_draft_names_which_one(client, ada, ben):
    begin(f"chat-{open_conversation([ben], actor=ada).id}", "Words", actor=ada)
    begin("post", "Words", actor=ada)
    page = client.sign_in(ada).get("/drafts").text
    for deed in ("Go on writing", "Discard"):
        assert re.findall(rf'aria-label="{deed}: (.*?)"', page) == ["A post", "A message · Ben"]


def test_a_draft_is_discarded_by_a_plain_form_as_it_was_shown(client, ada):
    shown = begin("post", "The crane", actor=ada).version
    client.sign_in(ada)
    page = client.get("/drafts").text
    assert re.search(r'action="/drafts/post/deletion".*?name="version" value="(\d+)"', page, re.DOTALL)[1] == str(shown)
    newer = keep_draft("post", content={"body:0": "The newer crane"}, version=shown, actor=ada).version
    late = client.post("/drafts/post/deletion", data={"version": shown})
    assert late.status_code == 409
    assert "The newer crane" in late.text
    assert client.post("/drafts/post/deletion", data={"version": newer}).status_code == 303
    assert client.post("/drafts/post/deletion", data={"version": newer}).status_code == 303, "once more"
    assert "The newer crane" not in client.get("/drafts").text
    assert list_begun(ada).items == []
    assert client.post("/drafts/elsewhere/deletion", data={"version": "x"}).status_code == 404


def test_what_was_let_go_of_is_on_no_page_and_a_draft_without_words_says_what_was_chosen(ada):
    gone = begin("new-event", "Old", actor=ada)
    let_go("new-event", version=gone.version, actor=ada)
    keep_draft("post", content={"title:0": "Lunch", "option:0": "Soup", "option:1": "Salad"}, version=0, actor=ada)
    (draft,) = list_begun(ada).items
    assert (draft.title, draft.words) == ("Lunch", "Soup, Salad")


def test_pages_of_drafts_follow_each_other_in_as_many_statements(ada, ben, make_person, connection):
    talks = [open_conversation([make_person()], actor=ada) for _ in range(5)]
    for number, talk in enumerate(talks):
        with clock.stopped_at(clock.now() + timedelta(minutes=number)):
            begin(f"chat-{talk.id}", f"{number}", actor=ada)
    with counted(connection) as few:
        first = list_begun(ada, limit=2)
    with counted(connection) as many:
        rest = list_begun(ada, limit=20, cursor=first.next)
    assert [draft.words for draft in [*first.items, *rest.items]] == ["4", "3", "2", "1", "0"]
    assert rest.next is None
    assert len(few) == len(many)

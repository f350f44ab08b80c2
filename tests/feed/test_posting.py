"""Posting: what is kept, who is told, who may change it, and what becomes of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import rename_person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feed import hooks
from app.feed.events import PostDeleted, PostEdited, PostHidden, PostPublished, PostRestored
from app.feed.models import PostRevision
from app.feed.queries import get_post, list_mentioned
from app.feed.services import delete_post, edit_post, hide_post, publish_post, restore_post, undelete_post
from app.groups.models import Access
from app.groups.services import remove_member
from app.people.models import Block


def test_a_post_is_announced_once(make_person, announced):
    ada = make_person()
    announced.clear()
    post = publish_post(body="The crane is back.", actor=ada)
    assert announced == [PostPublished(post.id)]


def test_text_is_kept_as_written_beside_its_safe_html(make_post):
    post = make_post("Hello <script>alert(1)</script> *you*")
    assert post.body == "Hello <script>alert(1)</script> *you*"
    assert post.html == "<p>Hello &lt;script&gt;alert(1)&lt;/script&gt; <em>you</em></p>\n"


def test_an_edit_keeps_how_it_read_before(make_person, make_post, announced):
    ada = make_person()
    post = make_post("First.", author=ada)
    announced.clear()
    edit_post(post, body="Second.", actor=ada)
    edit_post(post, body="Second.", actor=ada)
    assert announced == [PostEdited(post.id)]
    assert session.scalars(select(PostRevision.body)).all() == ["First."]
    assert (post.body, post.version) == ("Second.", 2)


def test_somebody_else_neither_edits_nor_deletes(make_person, make_post):
    post, ben = make_post(), make_person()
    with pytest.raises(Forbidden):
        edit_post(post, body="x", actor=ben)
    with pytest.raises(Forbidden):
        delete_post(post, actor=ben)


def test_an_owner_removes_what_stands_in_their_group(make_person, make_group, make_post):
    owner, ben = make_person(), make_person()
    group = make_group(owner=owner, members=(ben,))
    post = make_post(author=ben, group=group)
    delete_post(post, actor=owner)
    with pytest.raises(NotFound):
        get_post(post.id, viewer=ben)


def test_a_deletion_is_undone_within_a_quarter_of_an_hour_by_who_did_it(make_person, make_post, announced):
    ada = make_person()
    post = make_post(author=ada)
    announced.clear()
    delete_post(post, actor=ada)
    with pytest.raises(NotFound):
        undelete_post(post, actor=make_person())
    undelete_post(post, actor=ada)
    undelete_post(post, actor=ada)
    assert [fact for fact in announced if isinstance(fact, (PostDeleted, PostRestored))] == [
        PostDeleted(post.id),
        PostRestored(post.id),
    ]
    delete_post(post, actor=ada)
    with clock.stopped_at(clock.from_now(minutes=16)), pytest.raises(Conflict):
        undelete_post(post, actor=ada)


def test_who_left_a_closed_group_cannot_bring_their_post_back(make_person, make_group, make_post):
    ada = make_person()
    group = make_group(members=(ada,), access=Access.CLOSED)
    post = make_post(author=ada, group=group)
    delete_post(post, actor=ada)
    remove_member(group, ada, actor=ada)
    with pytest.raises(NotFound):
        undelete_post(post, actor=ada)


def test_a_hidden_post_is_seen_by_its_author_alone_who_cannot_change_it(make_person, make_post, announced):
    ada, ben, moderator = make_person(), make_person(), make_person("Chloé", Role.MEMBER, Role.MODERATOR)
    post = make_post(author=ada)
    announced.clear()
    hide_post(post, actor=moderator)
    hide_post(post, actor=moderator)
    assert announced == [PostHidden(post.id)]
    assert get_post(post.id, viewer=ada).hidden_at
    for other in (ben, moderator):
        with pytest.raises(NotFound):
            get_post(post.id, viewer=other)
    with pytest.raises(Forbidden):
        edit_post(post, body="Nothing happened.", actor=ada)
    restore_post(post, actor=moderator)
    assert get_post(post.id, viewer=ben).hidden_at is None


def test_only_moderation_hides(make_person, make_post):
    with pytest.raises(Forbidden):
        hide_post(make_post(), actor=make_person("Emma", Role.MEMBER, Role.ADMIN))


def test_a_room_may_refuse_a_text_with_its_reason(app, make_person):
    hooks.review_text.answer(app, lambda _author, text, _group_id: "Not today." if "crane" in text else None)
    with pytest.raises(Forbidden, match=r"Not today\."):
        publish_post(body="The crane", actor=make_person())


def test_mentions_are_linked_and_kept_but_not_of_oneself(make_person):
    ada, ben = make_person("Ada Lune"), make_person("Ben Roc")
    post = publish_post(body=f"@{ben.handle}, @{ada.handle} and @nobody.", actor=ada)
    assert list_mentioned(post.id) == [ben.id]
    assert f'data-person-id="{ben.id}"' in post.html
    assert "@nobody" in post.html
    edit_post(post, body="Nobody.", actor=ada)
    assert list_mentioned(post.id) == []


def test_who_blocked_the_author_is_not_mentioned_by_them(make_person):
    ada, ben = make_person("Ada Lune"), make_person("Ben Roc")
    session.add(Block(blocker_id=ben.id, blocked_id=ada.id))
    session.flush()
    post = publish_post(body=f"@{ben.handle}", actor=ada)
    assert list_mentioned(post.id) == []
    assert "mention" not in post.html


def test_a_secret_group_is_a_link_only_in_itself(make_person, make_group):
    ada = make_person()
    secret, project = make_group("Ash", owner=ada, access=Access.SECRET), make_group("Beech", owner=ada)
    for place, linked in ((secret, True), (project, False), (None, False)):
        post = publish_post(body=f"See @{secret.slug}.", group=place, actor=ada)
        assert (str(secret.id) in post.html) is linked
    assert str(project.id) in publish_post(body=f"See @{project.slug}.", actor=ada).html


@pytest.mark.parametrize("body", ["", " \n ", "\x01", "x" * 20_001])
def test_an_empty_or_endless_text_is_refused(make_person, body):
    with pytest.raises(Invalid):
        publish_post(body=body, actor=make_person())


def test_a_new_name_is_shown_where_the_person_is_mentioned(make_person, make_comment, drain):
    ada, ben = make_person("Ada Lune"), make_person("Ben Roc")
    post = publish_post(body=f"@{ben.handle}", actor=ada)
    comment = make_comment(post, f"Yes, @{ben.handle}", author=ada)
    rename_person(ben, name="Ben Rocher", actor=ben)
    drain()
    for written in (post, comment):
        session.refresh(written)
        assert "@Ben Rocher" in written.html
        assert written.version > 1


def test_a_title_keeps_the_space_that_holds_its_question_mark(make_post):
    assert make_post("Body.", title=" Qui a\tle  gabarit\u202f? ").title == "Qui a le gabarit\u202f?"

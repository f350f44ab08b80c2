"""Comments and reactions: their order, their counters, and who may not take part."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import Forbidden, Invalid, NotFound
from app.feed import hooks
from app.feed.events import CommentPublished, ReactionChanged
from app.feed.queries import get_comment, list_comments
from app.feed.services import (
    delete_comment,
    edit_comment,
    hide_comment,
    publish_comment,
    react,
    restore_comment,
    take_back_reaction,
    undelete_comment,
)
from app.groups.models import Access
from app.groups.services import remove_member


def test_comments_are_numbered_in_their_order_and_belong_to_a_thread(make_post, make_comment):
    post = make_post()
    first, second = make_comment(post), make_comment(post)
    reply = make_comment(post, parent=first)
    answer = make_comment(post, parent=reply)
    assert [comment.number for comment in (first, second, reply, answer)] == [1, 2, 3, 4]
    assert [comment.root_number for comment in (first, second, reply, answer)] == [1, 2, 1, 1]
    assert post.comment_count == 4


def test_a_comment_is_announced_with_its_post(make_post, make_comment, announced):
    post = make_post()
    announced.clear()
    comment = make_comment(post)
    assert CommentPublished(comment.id, post.id) in announced


def test_the_counter_follows_what_can_be_read(make_person, make_post, make_comment):
    ada, moderator = make_person(), make_person("Chloé", Role.MEMBER, Role.MODERATOR)
    post = make_post()
    comment = make_comment(post, author=ada)
    counts = []
    for deed, actor in (
        (hide_comment, moderator),
        (delete_comment, ada),
        (undelete_comment, ada),
        (restore_comment, moderator),
        (delete_comment, ada),
        (undelete_comment, ada),
    ):
        deed(comment, actor=actor)
        counts.append(post.comment_count)
    assert counts == [0, 0, 0, 1, 0, 1]


def test_a_hidden_comment_is_seen_by_its_author_alone(make_person, make_post, make_comment):
    ada, ben, moderator = make_person(), make_person(), make_person("Chloé", Role.MEMBER, Role.MODERATOR)
    post = make_post()
    comment = make_comment(post, author=ada)
    hide_comment(comment, actor=moderator)
    assert [found.id for found in list_comments(post, viewer=ada).items] == [comment.id]
    assert list_comments(post, viewer=ben).items == []
    with pytest.raises(NotFound):
        get_comment(comment.id, viewer=ben)


def test_a_deleted_comment_cannot_be_answered_but_its_replies_stay(make_person, make_post, make_comment):
    ada = make_person()
    post = make_post()
    comment = make_comment(post, author=ada)
    reply = make_comment(post, parent=comment)
    delete_comment(comment, actor=ada)
    assert [found.id for found in list_comments(post, viewer=ada).items] == [reply.id]
    with pytest.raises(Invalid):
        publish_comment(post, body="x", parent=comment, actor=ada)


def test_only_its_author_edits_a_comment(make_person, make_post, make_comment):
    with pytest.raises(Forbidden):
        edit_comment(make_comment(make_post()), body="x", actor=make_person())


def test_one_person_says_one_word_and_it_is_announced_when_it_changes(make_person, make_post, announced):
    ada, post = make_person(), make_post()
    announced.clear()
    react(post, "like", actor=ada)
    react(post, "like", actor=ada)
    react(post, "thanks", actor=ada)
    assert post.reactions == {"thanks": 1}
    take_back_reaction(post, "like", actor=ada)
    assert post.reactions == {"thanks": 1}
    take_back_reaction(post, "thanks", actor=ada)
    assert post.reactions == {}
    assert announced == [ReactionChanged(post.id, None, ada.id)] * 3


def test_who_must_keep_away_neither_comments_nor_reacts(app, make_person, make_post, make_comment):
    ada, ben = make_person(), make_person()
    post = make_post(author=ada)
    comment = make_comment(post, author=ada)
    hooks.may_interact.answer(app, lambda actor, other: (actor.id, other.id) != (ben.id, ada.id))
    for attempt in (
        lambda: publish_comment(post, body="x", actor=ben),
        lambda: react(post, "like", actor=ben),
        lambda: react(comment, "like", actor=ben),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_who_has_left_a_closed_group_takes_no_part_any_more(make_person, make_group, make_post, make_comment):
    ada = make_person()
    group = make_group(members=(ada,), access=Access.CLOSED)
    post = make_post(author=ada, group=group)
    comment = make_comment(post, author=ada)
    remove_member(group, ada, actor=ada)
    for attempt in (
        lambda: publish_comment(post, body="x", actor=ada),
        lambda: react(post, "like", actor=ada),
        lambda: edit_comment(comment, body="x", actor=ada),
        lambda: delete_comment(comment, actor=ada),
    ):
        with pytest.raises(NotFound):
            attempt()

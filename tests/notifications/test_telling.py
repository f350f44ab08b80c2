"""Who is told what, once, and never of what they may not see."""

from __future__ import annotations

import pytest

from app.feed.services import (
    delete_post,
    follow_post,
    mute_post,
    publish_comment,
    publish_post,
    react,
    unfollow_post,
)
from app.groups.models import Access
from app.groups.services import join_group, remove_member
from app.notifications.events import NotificationCreated
from app.notifications.items import describe
from app.notifications.kinds import Kind
from app.notifications.queries import count_unread, list_notifications
from app.notifications.services import choose, mark_read, notify


@pytest.fixture
def kinds_of(drain):
    """The kinds of what waits for a person, the latest first."""

    def read(person):
        drain()
        return [item.kind for item in list_notifications(person).items]

    return read


def test_a_post_is_told_to_those_it_names_and_to_nobody_else(make_person, kinds_of):
    ada, ben, cleo = make_person(), make_person(), make_person()
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    assert (kinds_of(ada), kinds_of(ben), kinds_of(cleo)) == ([], ["mention"], [])


def test_a_comment_is_told_once_for_the_closest_reason(make_person, kinds_of):
    ada, ben, cleo = make_person(), make_person(), make_person()
    post = publish_post(body="Who knows?", actor=ada)
    first = publish_comment(post, body="I do", actor=ben)
    publish_comment(post, body=f"@{ben.handle} how?", parent=first, actor=cleo)
    assert kinds_of(ada) == ["comment"]
    assert kinds_of(ben) == ["mention"]


def test_nobody_is_told_of_a_group_they_cannot_read(make_person, make_group, kinds_of):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, access=Access.CLOSED)
    publish_post(body=f"Not for @{ben.handle}", group=group, actor=ada)
    assert kinds_of(ben) == []


def test_what_may_no_longer_be_seen_leaves_the_list_and_the_count(make_person, make_group, kinds_of):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.CLOSED)
    publish_post(body=f"For @{ben.handle}", group=group, actor=ada)
    assert kinds_of(ben) == ["mention", "added"]
    remove_member(group, ben, actor=ben)
    assert [item.kind for item in list_notifications(ben).items] == ["added"]
    assert count_unread(ben) == 1


def test_a_deleted_post_takes_its_notifications_along(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    post = publish_post(body=f"For @{ben.handle}", actor=ada)
    assert kinds_of(ben) == ["mention"]
    delete_post(post, actor=ada)
    assert kinds_of(ben) == []


def test_several_reactions_are_told_as_one(make_person, kinds_of):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    post = publish_post(body="Done", actor=ada)
    for person in (ben, cleo):
        react(post, "thanks", actor=person)
    assert kinds_of(ada) == ["reaction"]
    assert describe(list_notifications(ada).items[0]).count == 2


def test_those_who_run_a_group_hear_of_a_request(make_person, make_group, kinds_of):
    owner, ada = make_person(), make_person()
    join_group(make_group(owner=owner, access=Access.CLOSED), actor=ada)
    assert kinds_of(owner) == ["request"]


def test_telling_twice_says_it_once(make_person, announced):
    ada = make_person()
    for _ in range(2):
        notify(ada.id, Kind.SERVICE, key="disk", url="/", subject="disk")
    assert [type(fact) for fact in announced].count(NotificationCreated) == 1


def test_reading_all_leaves_nothing_unread(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    assert kinds_of(ben)
    mark_read(actor=ben)
    assert count_unread(ben) == 0


def test_who_wants_no_notice_of_a_kind_gets_none(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    choose({Kind.MENTION: {"screen": False}}, actor=ben)
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    assert kinds_of(ben) == []


def test_followers_are_told_of_answers_until_they_leave(make_person, kinds_of):
    ada, ben, cleo = make_person(), make_person(), make_person()
    post = publish_post(body="Who knows?", actor=ada)
    follow_post(post, actor=cleo)
    publish_comment(post, body="I do", actor=ben)
    assert (kinds_of(ada), kinds_of(cleo)) == (["comment"], ["followed"])
    for person in (ada, cleo):
        unfollow_post(post, actor=person)
    publish_comment(post, body="And more", actor=ben)
    assert (kinds_of(ada), kinds_of(cleo)) == (["comment"], ["followed"])


def test_a_muted_conversation_tells_only_whom_it_names(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    post = publish_post(body="Who knows?", actor=ada)
    mine = publish_comment(post, body="Perhaps", actor=ada)
    mute_post(post, actor=ada)
    publish_comment(post, body="I do", parent=mine, actor=ben)
    assert kinds_of(ada) == []
    publish_comment(post, body=f"@{ada.handle}, read this", actor=ben)
    assert kinds_of(ada) == ["mention"]


def test_whoever_was_removed_hears_nothing_of_what_they_followed(make_person, make_group, kinds_of):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.CLOSED)
    post = publish_post(body="Among us", group=group, actor=ada)
    follow_post(post, actor=ben)
    remove_member(group, ben, actor=ada)
    publish_comment(post, body="And now?", actor=ada)
    assert "followed" not in kinds_of(ben)

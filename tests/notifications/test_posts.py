"""What becomes of posts is told: an accepted answer, a share, an announcement; quietly, and to whom it concerns."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core.db import session
from app.core.outbox import Job
from app.feed.services import (
    accept_answer,
    delete_post,
    follow_post,
    publish_comment,
    publish_post,
    share_post,
    take_back_answer,
)
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.notifications import posts
from app.notifications.items import describe_all
from app.notifications.queries import list_notifications


@pytest.fixture
def told(drain):
    """The kinds, or the words, of what waits for somebody."""

    def read(person, *, words=False):
        drain()
        found = [each for each in list_notifications(person).items if each.kind != "added"]
        return [item.text for item in describe_all(found, viewer=person)] if words else [each.kind for each in found]

    return read


def test_an_accepted_answer_is_told_to_its_author_and_to_who_follows_the_question(make_person, told):
    ada, ben, cleo, dan = (make_person() for _ in range(4))
    post = publish_post(body="Who knows?", parts=[NewQuestion()], actor=ada)
    answer = publish_comment(post, body="I do", actor=ben)
    follow_post(post, actor=cleo)  # from now on
    accept_answer(post, answer, actor=ada)
    assert told(ben) == ["accepted"]
    assert told(cleo)[0] == "settled"
    assert "settled" not in told(ada)
    assert told(dan) == []


def test_an_answer_that_is_no_longer_accepted_is_not_told(make_person, told):
    ada, ben = make_person(), make_person()
    post = publish_post(body="Who knows?", parts=[NewQuestion()], actor=ada)
    answer = publish_comment(post, body="I do", actor=ben)
    accept_answer(post, answer, actor=ada)
    take_back_answer(post, actor=ada)
    assert told(ben) == []


def test_shares_are_told_together_to_the_author_as_far_as_they_may_see_them(make_person, make_group, told):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    post = publish_post(body="Look", actor=ada)
    share_post(post, group=make_group(owner=ben, access=Access.SECRET), actor=ben)
    assert told(ada) == []
    shares = [share_post(post, actor=person) for person in (ben, cleo)]
    assert told(ada, words=True) == ["Cleo et 1 autre personne ont partagé votre publication"]
    (found,) = list_notifications(ada).items
    assert found.url == f"/posts/{shares[1].id}"
    delete_post(shares[1], actor=cleo)
    assert told(ada, words=True) == ["Ben a partagé votre publication"]
    delete_post(shares[0], actor=ben)
    assert told(ada) == []


@pytest.fixture
def announce(make_person):
    david = make_person("David", Role.MEMBER, Role.COMMUNICATION)
    return lambda body, **place: publish_post(body=body, title="News", parts=[NewAnnouncement()], actor=david, **place)


def test_an_announcement_is_told_to_those_whom_it_concerns_each_once(make_person, announce, told, monkeypatch):
    monkeypatch.setattr(posts, "AT_ONCE", 2)  # so that the others have to wait for their turn
    people = [make_person() for _ in range(5)]
    guest = make_person("", Role.GUEST)
    post = announce(f"@{people[0].handle}, read this")
    assert [told(person) for person in people] == [["mention"], *([["announced"]] * 4)]
    assert told(people[1], words=True) == ["David annonce\u202f: News"]
    assert told(guest) == told(post.author) == []


def test_an_announcement_in_a_group_is_told_to_its_members(make_person, make_group, told):
    ada, ben, cleo = make_person(), make_person(), make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.CLOSED)
    publish_post(body="Here", group=group, parts=[NewAnnouncement()], actor=ada)
    assert (told(ben), told(cleo)) == (["announced"], [])


@pytest.mark.usefixtures("make_person")
def test_what_nobody_wants_by_mail_or_push_gives_the_worker_nothing_to_do(make_person, announce):
    for _ in range(3):
        make_person()
    post = announce("Read this")
    posts.announce_to_some(str(post.id))
    assert [job.listener for job in session.scalars(select(Job)) if "NotificationCreated" in (job.fact or "")] == []

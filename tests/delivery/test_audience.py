"""Who gets which mail: asked again at the moment of sending, whatever was true when somebody was notified."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import change_roles, deactivate_person, suspend_person
from app.agenda.services import plan_event
from app.core import clock
from app.core.db import session
from app.delivery import digests
from app.delivery.layouts import as_html, as_text
from app.feed.models import Comment, Post
from app.feed.services import delete_post, hide_comment, publish_comment, publish_post
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.groups.models import Kind as GroupKind
from app.groups.services import change_group, create_group, delete_group, remove_member
from app.notifications.attention import Attention
from app.notifications.kinds import DEFAULTS, Kind
from app.notifications.models import Notification
from app.notifications.queries import find_notification
from app.notifications.services import choose, choose_attention, mark_read, notify
from tests.support.mail import text_of
from tests.support.world import CAST, INSIDERS

PLACES = ("house", "open_group", "guest_group", "closed_group", "secret_group")


def words_of(mail):
    return f"{mail} {text_of(mail)} {text_of(mail, 'html')}"


def tell_of_everything(world, person):
    """Notify somebody of a post, a comment and a group in every place, whether or not they may see it."""
    for place in PLACES:
        post = session.get_one(Post, UUID(world.things[f"post_in_{place}"]))
        comment = session.get_one(Comment, UUID(world.things[f"comment_in_{place}"]))
        told = {"url": "/", "actor_id": post.author_id}
        notify(person.id, Kind.MENTION, key=f"all:{place}:post", post_id=post.id, **told)
        notify(person.id, Kind.REPLY, key=f"all:{place}:comment", post_id=post.id, comment_id=comment.id, **told)
        if post.group:
            group = {"group_id": post.group.id, "subject": post.group.name}
            notify(person.id, Kind.ADDED, key=f"all:{place}:group", **group, **told)


def test_no_mail_tells_anybody_of_what_they_may_not_see(app, world, mailed):
    """Everybody is notified of everything, as after a fault elsewhere; each mail still keeps every secret."""
    for name in CAST[1:]:
        choose({kind: {"mail": True} for kind in DEFAULTS}, actor=world.person(name))
        choose_attention(keeps_quiet=False, actor=world.person(name))
        tell_of_everything(world, world.person(name))
    mails = mailed()
    for name in CAST[1:]:
        person = world.person(name)
        own = [words_of(mail) for mail in mails if mail["To"].addresses[0].addr_spec == person.email]
        notified = session.scalars(
            select(Notification).where(Notification.person_id == person.id, Notification.key.startswith("all:"))
        ).all()
        assert len(notified) == 3 * len(PLACES) - 1
        for item in notified:
            mailed_it = sum(f"/notifications/{item.id}" in words or f"/answers/{item.id}" in words for words in own)
            may_see = find_notification(item.id, viewer=person) is not None
            assert mailed_it == may_see, f"{name} {item.key}"
        secrets = [words for words in own if world.canary in words]
        assert len(secrets) >= 5 if name in INSIDERS else secrets == []


def fill_places(world):
    """Something that a digest would tell, in every place: a question, a discussion, an event."""
    owner, member = world.person("owner"), world.person("member")
    for place in PLACES:
        group = None if place == "house" else world.group(place)
        word = world.canary if place in ("closed_group", "secret_group") else "plain"
        publish_post(title=f"{word} {place}", body=word, group=group, parts=[NewQuestion()], actor=owner)
        talked = publish_post(body=f"{word} {place} talk", group=group, actor=owner)
        for _ in range(2):
            publish_comment(talked, body=word, actor=member if group is None or place != "guest_group" else owner)
        tomorrow = clock.from_now(days=1)
        times = {"starts_at": tomorrow, "ends_at": tomorrow + timedelta(hours=1)}
        plan_event(title=f"{word} {place}", place=word, group=group, actor=owner, **times)
    create_group(name=f"{world.canary} new", kind=GroupKind.PROJECT, access=Access.SECRET, actor=owner)


def test_no_digest_tells_anybody_of_what_they_may_not_see(app, world, monkeypatch):
    monkeypatch.setattr(digests, "MOST", 1000)  # so that nothing hides behind the first ten
    fill_places(world)
    for name in CAST[1:]:
        person = world.person(name)
        tell_of_everything(world, person)
        letter = digests.letter_of_digest(person, Attention(), since=clock.from_now(days=-7))
        words = f"{as_text(letter)} {as_html(letter)}" if letter else ""
        assert (world.canary in words) == (name in INSIDERS), name
        if name == "guest":
            assert "plain house" not in words
            assert "plain guest_group" in words


@pytest.fixture
def circle(make_person, make_group):
    """Ben is to be told of a comment of Ada's in a closed group; nothing was sent yet."""
    ada, ben = make_person("Ada"), make_person("Ben")
    group = make_group("Salaries", owner=ada, members=(ben,), access=Access.CLOSED)
    post = publish_post(body="Figures", group=group, actor=ada)
    comment = publish_comment(post, body="See these", actor=ada)
    notify(ben.id, Kind.MENTION, key="x", url="/", post_id=post.id, comment_id=comment.id, actor_id=ada.id)
    return ada, ben, group, post, comment


def remove(ada, ben, group, post, comment):
    remove_member(group, ben, actor=ada)


def end_group(ada, ben, group, post, comment):
    delete_group(group, actor=ada)


def end_post(ada, ben, group, post, comment):
    delete_post(post, actor=ada)


def conceal_comment(ada, ben, group, post, comment):
    change_roles(ada, add=[Role.MODERATOR], actor=None)
    hide_comment(comment, actor=ada)


def mute(ada, ben, group, post, comment):
    choose({Kind.MENTION: {"mail": False}}, actor=ben)


def read(ada, ben, group, post, comment):
    mark_read(actor=ben)


def close_account(ada, ben, group, post, comment):
    deactivate_person(ben, actor=None)


def suspend(ada, ben, group, post, comment):
    change_roles(ada, add=[Role.MODERATOR], actor=None)
    suspend_person(ben, until=clock.from_now(days=2), actor=ada)


CHANGES = [remove, end_group, end_post, conceal_comment, mute, read, close_account, suspend]


def test_where_nothing_changed_the_mail_leaves(circle, mailed):
    (mail,) = mailed()
    assert "See these" in text_of(mail)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_before_the_mail_left_counts(circle, mailed, change):
    change(*circle)
    assert mailed() == []


def test_a_group_that_became_secret_is_mailed_to_its_members_alone(circle, make_person, mailed):
    ada, ben, group, _post, _comment = circle
    eve = make_person("Eve")
    choose({Kind.ADDED: {"mail": True}}, actor=eve)
    notify(eve.id, Kind.ADDED, key="x", url="/", group_id=group.id, subject=group.name)
    change_group(group, access=Access.SECRET, actor=ada)
    assert [mail["To"].addresses[0].addr_spec for mail in mailed()] == [ben.email]


@pytest.mark.parametrize("way", ["suspended", "closed"])
def test_a_decision_about_somebody_reaches_them_all_the_same(make_person, mailed, way):
    ben, moderator = make_person("Ben", language="en"), make_person("Mo", Role.MODERATOR, Role.MEMBER)
    notify(ben.id, Kind.NOTICE, key="decision", url="/decisions/mine")
    if way == "suspended":
        suspend_person(ben, until=clock.from_now(days=2), actor=moderator)
    else:
        deactivate_person(ben, actor=None)
    (mail,) = mailed()
    assert "decision concerns you" in mail["Subject"]
    assert "/notifications/" not in words_of(mail)  # nobody is let in there now
    assert "List-Unsubscribe" not in mail

"""What belongs together waits together, and tells no more than what still stands."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from app.feed.events import CommentPublished
from app.feed.services import delete_comment, publish_comment, publish_post, react, take_back_reaction
from app.groups.models import Access
from app.groups.services import accept_request, decline_request, join_group
from app.notifications.events import NotificationCreated, NotificationGrown
from app.notifications.items import describe_all
from app.notifications.listeners import tell_of_comment
from app.notifications.queries import count_unread, list_notifications
from app.notifications.services import mark_read
from tests.support.statements import counted


@pytest.fixture
def waiting(drain):
    """What the bell shows to a person, in English."""

    def read(person):
        drain()
        with force_locale("en"):
            return [item.text for item in describe_all(list_notifications(person).items, viewer=person)]

    return read


def test_reactions_to_a_post_wait_together(make_person, waiting):
    ada, ben, cleo, dan = (make_person(name) for name in ("Ada", "Ben", "Cleo", "Dan"))
    post = publish_post(body="Done", actor=ada)
    for person in (ben, cleo, dan):
        react(post, "thanks", actor=person)
    assert waiting(ada) == ["Dan and 2 others reacted to your post"]
    take_back_reaction(post, "thanks", actor=dan)
    assert waiting(ada) == ["Cleo and 1 other reacted to your post"]
    for person in (ben, cleo):
        take_back_reaction(post, "thanks", actor=person)
    assert waiting(ada) == []
    assert count_unread(ada) == 0


def test_comments_on_a_post_wait_together_and_each_person_counts_once(make_person, waiting, announced):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    post = publish_post(body="Who knows?", actor=ada)
    for body, person in (("I", ben), ("Me too", cleo), ("I again", ben)):
        publish_comment(post, body=body, actor=person)
    assert waiting(ada) == ["Ben and 1 other answered your post"]
    told = [type(fact) for fact in announced if getattr(fact, "person_id", None) == ada.id]
    assert (told.count(NotificationCreated), told.count(NotificationGrown)) == (1, 2)


def test_what_was_read_is_not_told_again_with_what_comes_later(make_person, waiting):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    post = publish_post(body="Who knows?", actor=ada)
    publish_comment(post, body="I", actor=ben)
    assert waiting(ada)
    mark_read(actor=ada)
    publish_comment(post, body="Me too", actor=cleo)
    assert waiting(ada) == ["Cleo answered your post", "Ben answered your post"]
    assert count_unread(ada) == 1


def test_a_comment_that_is_gone_is_counted_by_nobody(make_person, waiting):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    post = publish_post(body="Who knows?", actor=ada)
    publish_comment(post, body="I", actor=ben)
    last = publish_comment(post, body="Me too", actor=cleo)
    assert waiting(ada) == ["Cleo and 1 other answered your post"]
    delete_comment(last, actor=cleo)
    assert waiting(ada) == ["Ben answered your post"]


def test_requests_wait_together_until_somebody_answers_them(make_person, make_group, waiting):
    owner, ada, ben = make_person("Olga"), make_person("Ada"), make_person("Ben")
    group = make_group(owner=owner, access=Access.CLOSED, name="Forge")
    for person in (ada, ben):
        join_group(group, actor=person)
    assert waiting(owner) == ["Ben and 1 other ask to join Forge"]
    accept_request(group, ben, actor=owner)
    assert waiting(owner) == ["Ada asks to join Forge"]
    decline_request(group, ada, actor=owner)
    assert waiting(owner) == []


def test_a_fact_that_comes_twice_tells_once(make_person, waiting):
    ada, ben = make_person("Ada"), make_person("Ben")
    post = publish_post(body="Who knows?", actor=ada)
    comment = publish_comment(post, body="I", actor=ben)
    assert waiting(ada)
    mark_read(actor=ada)
    tell_of_comment(CommentPublished(comment.id, post.id))
    assert count_unread(ada) == 0
    assert len(waiting(ada)) == 1


def test_who_belongs_to_a_named_group_is_told_quietly_if_they_may_see_the_post(make_person, make_group, waiting):
    ada, ben, cleo, dan = (make_person(name) for name in ("Ada", "Ben", "Cleo", "Dan"))
    forge = make_group(owner=ada, members=(ben, cleo), name="Forge")
    closed = make_group(owner=ada, members=(ben,), access=Access.CLOSED, name="Plans")
    publish_post(body=f"Hello @{forge.slug}", actor=dan)
    assert [waiting(person)[:1] for person in (ben, cleo)] == [["Dan wrote to Forge"]] * 2
    assert waiting(dan) == []
    publish_post(body=f"Between us, @{forge.slug}", group=closed, actor=ada)
    assert waiting(ben)[0] == "Ada wrote to Forge"
    assert len(waiting(cleo)) == 2, "who cannot read the post is not told"


def test_the_page_asks_as_much_of_the_database_for_many_as_for_one(client, make_person, connection, drain):
    ada, friends = make_person(), [make_person() for _ in range(4)]
    client.sign_in(ada)

    def count():
        drain()
        client.get("/notifications")
        with counted(connection) as statements:
            client.get("/notifications")
        return len(statements)

    post = publish_post(body="One", actor=ada)
    publish_comment(post, body="I", actor=friends[0])
    few = count()
    for number in range(5):
        post = publish_post(body=str(number), actor=ada)
        for friend in friends:
            publish_comment(post, body="I", actor=friend)
    assert count() == few

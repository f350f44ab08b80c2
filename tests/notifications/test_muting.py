"""Muting: a group, a thread, a colleague or a kind, for a while or for good, and hearing of it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock
from app.core.errors import Invalid, NotFound
from app.feed.queries import list_posts, read_own
from app.feed.services import publish_comment, publish_post, react
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.kinds import Kind
from app.notifications.mutes import Sort, list_mutes
from app.notifications.queries import list_notifications
from app.notifications.services import hear_again, mute


@pytest.fixture
def kinds_of(drain):
    def read(person):
        drain()
        return [item.kind for item in list_notifications(person).items if item.kind != "added"]

    return read


def test_a_muted_thread_says_no_more_but_for_ones_own_name(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    post = publish_post(body="Who knows?", actor=ada)
    made = mute(Sort.POST, str(post.id), actor=ada)
    publish_comment(post, body="I", actor=ben)
    assert kinds_of(ada) == []
    publish_comment(post, body=f"@{ada.handle}?", actor=ben)
    assert kinds_of(ada) == ["mention"]
    mute(Sort.POST, str(post.id), wholly=True, actor=ada)
    publish_comment(post, body=f"@{ada.handle}??", actor=ben)
    assert kinds_of(ada) == ["mention"]
    hear_again(made.id, actor=ada)
    publish_comment(post, body="I know", actor=ben)
    assert kinds_of(ada) == ["comment", "mention"]


def test_a_mute_for_an_hour_is_over_after_it_on_pages_that_were_looked_at_before_too(make_person):
    ada = make_person()
    post = publish_post(body="Who knows?", actor=make_person())
    mute(Sort.POST, str(post.id), until=clock.now() + timedelta(hours=1), actor=ada)
    assert list_posts([post.id], viewer=ada)[0].own.is_muted
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert not list_posts([post.id], viewer=ada)[0].own.is_muted


def test_a_muted_group_or_colleague_is_not_heard(make_person, make_group, kinds_of):
    ada, ben, cleo = make_person(), make_person(), make_person()
    group = make_group(owner=ben, members=(ada, cleo))
    mute(Sort.GROUP, str(group.id), actor=ada)
    post = publish_post(body="Mine", group=group, actor=ada)
    publish_comment(post, body="I", actor=ben)
    assert kinds_of(ada) == []
    mute(Sort.PERSON, str(ben.id), actor=ada)
    outside = publish_post(body="Mine", actor=ada)
    react(outside, "like", actor=ben)
    assert kinds_of(ada) == []
    react(outside, "like", actor=cleo)
    assert kinds_of(ada) == ["reaction"]


def test_a_mute_ends_when_its_time_is_over(make_person, kinds_of):
    ada, ben = make_person(), make_person()
    mute(Sort.KIND, "mention", until=clock.from_now(hours=1), actor=ben)
    publish_post(body=f"@{ben.handle}", actor=ada)
    assert kinds_of(ben) == []
    with clock.stopped_at(clock.from_now(hours=2)):
        assert list_mutes(ben).items == []
        publish_post(body=f"@{ben.handle}", actor=ada)
        assert kinds_of(ben) == ["mention"]


def test_only_what_one_may_know_of_can_be_muted(make_person, make_group):
    ada = make_person()
    secret = make_group(owner=make_person(), access=Access.SECRET)
    for sort, value in (
        (Sort.GROUP, str(secret.id)),
        (Sort.PERSON, str(ada.id)),
        (Sort.KIND, "notice"),
        (Sort.POST, "x"),
    ):
        with pytest.raises(NotFound):
            mute(sort, value, actor=ada)
    with pytest.raises(Invalid):
        mute(Sort.KIND, "mention", until=clock.now() - timedelta(1), actor=ada)


def test_another_ones_mute_is_left_alone(make_person):
    ada = make_person()
    made = mute(Sort.KIND, "mention", actor=ada)
    hear_again(made.id, actor=make_person())
    assert [muted.words for muted in list_mutes(ada).items] != []


def test_what_was_muted_loses_its_name_with_the_right_to_read_it(client, make_person, make_group):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.SECRET, name="Falcon")
    mute(Sort.GROUP, str(group.id), actor=ben)
    client.sign_in(ben)
    assert "Falcon" in client.get("/notifications/settings").get_data(as_text=True)
    remove_member(group, ben, actor=ada)
    page = client.get("/notifications/settings").get_data(as_text=True)
    assert "Falcon" not in page
    assert "Lever la sourdine" in page


def test_less_of_this_offers_the_thread_the_group_the_person_and_the_kind(client, make_person, make_group, kinds_of):
    ada, ben = make_person("Ada"), make_person("Ben")
    group = make_group(owner=ada, members=(ben,), name="Forge")
    post = publish_post(body="Who knows?", group=group, actor=ada)
    publish_comment(post, body="I", actor=ben)
    assert kinds_of(ada) == ["comment"]
    found = next(item for item in list_notifications(ada).items if item.kind == Kind.COMMENT)
    client.sign_in(ada)
    page = client.get(f"/notifications/{found.id}/less").get_data(as_text=True)
    for value in (f"post:{post.id}", f"group:{group.id}", f"person:{ben.id}", "kind:comment"):
        assert f'value="{value}"' in page
    client.post("/notifications/mutes", data={"what": f"post:{post.id}", "span": "week", "wholly": "1"})
    (made,) = list_mutes(ada).items
    assert made.sort == Sort.POST
    assert made.wholly
    assert timedelta(days=6) < made.until - clock.now() <= timedelta(weeks=1)
    for wrong in ({"what": "weather:1"}, {"what": "kind:mention", "span": "century"}):
        assert client.post("/notifications/mutes", data=wrong).status_code == 422


def test_a_thread_muted_where_it_stands_is_among_what_is_muted(client, make_person):
    ada = make_person()
    post = publish_post(body="A long story", actor=ada)
    client.sign_in(ada)
    client.post(f"/posts/{post.id}/mute")
    assert "A long story" in client.get("/notifications/settings").text
    (made,) = list_mutes(ada).items
    client.post(f"/notifications/mutes/{made.id}/removal")
    assert not client.get(f"/api/v1/posts/{post.id}").json["muted"]


def test_a_thread_that_is_muted_for_a_while_shows_it_where_it_stands_until_then(client, make_person):
    ada = make_person()
    post = publish_post(body="A long story", actor=ada)
    mute(Sort.POST, str(post.id), until=clock.from_now(hours=1), wholly=True, actor=ada)
    client.sign_in(ada)
    assert client.get(f"/api/v1/posts/{post.id}").json["muted"]
    with clock.stopped_at(clock.from_now(hours=2)):
        assert not read_own(ada, [post.id])[post.id].is_muted
    client.delete(f"/api/v1/posts/{post.id}/mute")
    assert list_mutes(ada).items == []

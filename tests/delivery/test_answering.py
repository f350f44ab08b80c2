"""The button of a mail that leads into the field to answer, after signing in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from app.feed.services import delete_post, publish_comment, publish_post
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.queries import count_unread
from tests.factories import PASSWORD
from tests.support.mail import link_in

BASE = "http://localhost:8000"


@pytest.fixture
def group(make_person, make_group):
    ada, ben = make_person("Ada"), make_person("Ben", language="en", password=PASSWORD)
    return make_group("Salaries", owner=ada, members=(ben,), access=Access.SECRET), ada, ben


def way_in(mailed):
    return link_in(mailed()[-1], "/answers/").removeprefix(BASE)


def test_the_button_leads_by_signing_in_to_the_field_below_the_comment(client, group, mailed):
    place, ada, ben = group
    post = publish_post(body="Figures", group=place, actor=ada)
    comment = publish_comment(post, body=f"Yours, @{ben.handle}?", actor=ada)
    path = way_in(mailed)
    sign_in = client.get(path).location
    assert parse_qs(urlsplit(sign_in).query)["next"] == [path]
    client.get(sign_in)
    sent = {"email": ben.email, "password": PASSWORD, "next": path}
    assert client.carry_token().post("/sign-in", data=sent).location == path
    location = client.get(path).location
    assert location == f"/posts/{post.id}?reply={comment.id}#reply"
    page = client.get(location).get_data(as_text=True)
    assert 'id="reply"' in page
    assert f'name="parent_id" value="{comment.id}"' in page


def test_a_post_is_answered_in_its_own_field_and_counts_as_read(client, group, mailed):
    place, ada, ben = group
    post = publish_post(body=f"Figures, @{ben.handle}?", group=place, actor=ada)
    path = way_in(mailed)
    before = count_unread(ben)
    assert client.sign_in(ben).get(path).location == f"/posts/{post.id}#reply"
    assert count_unread(ben) == before - 1


def test_the_button_of_an_old_mail_leads_nowhere_for_those_who_may_no_longer_read(client, group, mailed, make_person):
    place, ada, ben = group
    post = publish_post(body=f"Figures, @{ben.handle}?", group=place, actor=ada)
    path = way_in(mailed)
    assert client.sign_in(make_person()).get(path).status_code == 404
    remove_member(place, ben, actor=ada)
    assert client.sign_in(ben).get(path).status_code == 404
    add_member = client.sign_in(ada).put(f"/api/v1/groups/{place.id}/members/{ben.id}")
    assert add_member.status_code < 300
    delete_post(post, actor=ada)
    assert client.sign_in(ben).get(path).status_code == 404


def test_a_comment_of_another_conversation_is_not_what_one_answers(client, group, mailed):
    place, ada, ben = group
    post, other = (publish_post(body=f"Figures, @{ben.handle}?", group=place, actor=ada) for _ in range(2))
    elsewhere = publish_comment(post, body="No", actor=ada)
    path = way_in(mailed)
    assert client.sign_in(ben).get(f"{path}?comment={elsewhere.id}").location == f"/posts/{other.id}#reply"


def test_a_field_far_down_a_long_conversation_is_opened_beside_what_it_answers(client, group, mailed, monkeypatch):
    place, ada, ben = group
    post = publish_post(body="Figures", group=place, actor=ada)
    for number in range(51):
        comment = publish_comment(post, body=f"{number} @{ben.handle}" if number == 50 else "x", actor=ada)
    location = client.sign_in(ben).get(way_in(mailed)).location
    assert location == f"/posts/{post.id}?reply={comment.id}#reply"
    assert f'id="comment-{comment.id}"' in client.get(location).text

"""Stopping a kind of mails by the link of one: never by looking, and nobody else's."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accounts.services import deactivate_person
from app.delivery.links import unsubscribe_link
from app.feed.services import publish_post
from app.notifications.kinds import COMPULSORY, Kind
from app.notifications.queries import list_notifications, settings_of
from tests.support.mail import link_in

BASE = "http://localhost:8000"


@pytest.fixture
def mention(make_person, mailed):
    """Ben is mentioned by mail; gives him, and the path of the mail's link."""
    ben = make_person(language="en")
    publish_post(body=f"Ask @{ben.handle}", actor=make_person("Ada"))
    return ben, link_in(mailed()[-1], "/unsubscribe/").removeprefix(BASE)


def test_one_click_of_a_mail_program_stops_the_kind_and_nothing_else(client, mention, make_person, mailed):
    ben, path = mention
    before = settings_of(ben.id)
    for _ in range(2):
        assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert settings_of(ben.id) == before | {Kind.MENTION: {"screen": True, "mail": False, "push": True}}
    publish_post(body=f"Again, @{ben.handle}", actor=make_person())
    assert len(mailed()) == 1
    assert len(list_notifications(ben).items) == 2


def test_looking_at_the_page_stops_nothing(client, mention):
    ben, path = mention
    page = client.get(path).get_data(as_text=True)
    assert "Somebody mentions me" in page
    assert '<form method="post"' in page
    assert settings_of(ben.id)[Kind.MENTION]["mail"]


def test_the_page_speaks_the_readers_language_and_says_that_it_is_done(client, mention):
    _ben, path = mention
    page = client.post(path, headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert "No more mails will come for: Somebody mentions me." in page


@pytest.mark.parametrize("wrong", ["{path}x", "{path}.x", "/unsubscribe/x", "/unsubscribe/x.{signature}"])
def test_a_link_that_we_did_not_sign_stops_nothing(client, mention, wrong):
    ben, path = mention
    changed = wrong.format(path=path, signature=path.rpartition(".")[2])
    assert client.post(changed).status_code == 404
    assert settings_of(ben.id)[Kind.MENTION]["mail"]


@pytest.mark.parametrize("kind", sorted(COMPULSORY))
def test_what_must_come_cannot_be_stopped(client, make_person, kind):
    link = unsubscribe_link(make_person().id, kind)
    assert client.post(link.removeprefix(BASE)).status_code == 404


def test_a_link_of_somebody_who_is_gone_means_nothing(client, app):
    assert client.post(unsubscribe_link(uuid4(), Kind.MENTION).removeprefix(BASE)).status_code == 404


def test_who_left_the_house_can_still_stop_its_mails(client, mention):
    ben, path = mention
    deactivate_person(ben, actor=None)
    assert client.post(path).status_code == 200
    assert not settings_of(ben.id)[Kind.MENTION]["mail"]

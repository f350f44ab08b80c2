"""Pictures of approved words: previewed, counted, sent once, seen by the world as long as they are out."""

from __future__ import annotations

import io
import re

import feedparser
import pytest
import urllib3
from PIL import Image

from app.core.db import session
from app.core.errors import Invalid
from app.core.storage import storage
from app.feed.services import publish_post
from app.files.models import File
from app.files.services import describe_file
from app.outreach.items import checks
from app.outreach.models import State
from app.outreach.previewing import preview
from app.outreach.services import schedule_publication, withdraw_publication
from tests.outreach.conftest import TOKEN


@pytest.fixture
def ada(make_person):
    return make_person("Ada", language="en")


@pytest.fixture
def make_pictured(ada, make_item, make_picture, make_file):
    """Approved words with so many pictures, and a document that stays in the house."""

    def make(count=1, alt="The crane & its driver"):
        files = [make_picture(alt=alt, owner=ada) for _ in range(count)]
        files.append(make_file(owner=ada))
        return make_item(post=publish_post(body="See", file_ids=[file.id for file in files], actor=ada), author=ada)

    return make


def state_of(publication):
    session.refresh(publication)
    return publication.state


def status_of(instance, publication):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    address = f"{instance.base_url}/api/v1/statuses/{publication.remote_id}"
    return urllib3.PoolManager(retries=False).request("GET", address, headers=headers).json()


def test_a_picture_is_sent_with_its_words_and_with_exactly_the_bytes_that_were_previewed(
    make_pictured, make_mastodon, instance, david, drain
):
    item, channel = make_pictured(), make_mastodon(instance.base_url)
    seen = preview(item, channel)
    picture = session.query(File).filter(File.width.is_not(None)).one()
    assert [(count.used, count.limit) for count in seen.counts][1:] == [(1, 4)]
    publication = schedule_publication(item, channel, actor=david)
    drain()
    assert state_of(publication) == State.PUBLISHED
    [sent] = status_of(instance, publication)["media_attachments"]
    assert (sent["type"], sent["description"]) == ("image", "The crane & its driver")
    assert picture.large_key.encode() in seen.rendering.payload


def test_more_pictures_than_the_network_takes_are_a_problem_before_anything_is_sent(
    make_pictured, make_mastodon, instance
):
    item, channel = make_pictured(5), make_mastodon(instance.base_url)
    assert len(preview(item, channel).problems) == 1
    assert "5" in preview(item, channel).problems[0]


def test_words_without_pictures_are_sent_as_before(make_item, make_mastodon, instance):
    assert b"pictures" not in preview(make_item(), make_mastodon(instance.base_url)).rendering.payload


def test_a_picture_that_does_not_get_through_is_sent_again_and_nothing_is_published_meanwhile(
    make_pictured, make_mastodon, faulty, david, drain
):
    item, channel = make_pictured(), make_mastodon(faulty.url)
    faulty.media_status = 503
    publication = schedule_publication(item, channel, actor=david)
    drain()
    assert (state_of(publication), faulty.posts) == (State.RETRY_WAIT, 0)


@pytest.mark.parametrize(
    ("status", "state"),
    [(202, State.RETRY_WAIT), (429, State.RETRY_WAIT), (422, State.FAILED), (401, State.FAILED), (413, State.FAILED)],
)
def test_what_the_network_says_of_a_picture_decides(make_pictured, make_mastodon, faulty, david, drain, status, state):
    item, channel = make_pictured(), make_mastodon(faulty.url)
    faulty.media_status = status
    publication = schedule_publication(item, channel, actor=david)
    drain()
    assert (state_of(publication), faulty.posts) == (state, 0)


def test_a_lost_picture_fails_the_publication_and_says_so(make_pictured, make_mastodon, faulty, david, drain):
    item, channel = make_pictured(), make_mastodon(faulty.url)
    publication = schedule_publication(item, channel, actor=david)
    storage().delete(session.query(File).filter(File.width.is_not(None)).one().large_key)
    drain()
    assert state_of(publication) == State.FAILED
    assert publication.detail


def test_the_feeds_show_the_pictures_to_everybody_until_they_are_withdrawn(app, make_pictured, feeds, david, drain):
    item, reader = make_pictured(), app.test_client()
    picture = session.query(File).filter(File.width.is_not(None)).one()
    address = f"/public/pictures/{picture.id}"
    assert reader.get(address).status_code == 404
    publication = schedule_publication(item, feeds, actor=david)
    assert reader.get(address).status_code == 404
    drain()
    (entry,) = feedparser.parse(reader.get("/public/feed.atom").data).entries
    assert {f'src="http://localhost:8000{address}"', 'alt="The crane &amp; its driver"'} <= set(
        re.findall(r'(?:src|alt)="[^"]*"', entry.content[0].value)
    )
    assert reader.get("/public/feed.json").json["items"][0]["image"] == f"http://localhost:8000{address}"
    assert f'src="{address}"' in reader.get(f"/public/{publication.id}").text
    shown = reader.get(address)
    assert Image.open(io.BytesIO(shown.data)).size == (60, 40)
    assert shown.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert reader.get(f"/files/{picture.id}").status_code == 302
    withdraw_publication(publication, actor=david)
    assert reader.get(address).status_code == 410


def test_only_approved_pictures_are_public(app, ada, make_pictured, make_picture, make_file, feeds, david, drain):
    schedule_publication(make_pictured(), feeds, actor=david)
    drain()
    other = make_picture(owner=ada)
    publish_post(body="Not for outside", file_ids=[other.id], actor=ada)
    document = session.query(File).filter(File.width.is_(None)).one()
    for file in (other, document):
        assert app.test_client().get(f"/public/pictures/{file.id}").status_code == 404


def test_a_picture_that_nothing_describes_is_remarked_upon(make_pictured, make_mastodon, instance, ada):
    item = make_pictured(alt="")
    assert [check["rule"] for check in checks(item)] == ["alt"]
    describe_file(session.query(File).filter(File.width.is_not(None)).one(), alt="The crane", actor=ada)
    assert checks(item) == []


def test_the_library_shows_the_pictures_as_they_go_out(app, make_pictured, feeds, david):
    item = make_pictured()
    page = app.test_client().sign_in(david).get(f"/outreach/items/{item.id}").text
    picture = session.query(File).filter(File.width.is_not(None)).one()
    assert f'src="/files/{picture.id}/preview"' in page
    assert app.test_client().sign_in(david).get(f"/files/{picture.id}/preview").status_code == 200


def test_what_an_approved_picture_is_said_to_show_no_longer_changes(make_pictured, ada):
    make_pictured()
    picture = session.query(File).filter(File.width.is_not(None)).one()
    describe_file(picture, alt="The crane & its driver", actor=ada)
    with pytest.raises(Invalid):
        describe_file(picture, alt="Buy our shares", actor=ada)
    assert picture.alt == "The crane & its driver"


def test_what_pictures_are_said_to_show_is_checked_as_words_are(make_pictured, feeds, david):
    item = make_pictured(alt="The board says: password: hunter2hunter2")
    assert ("secret", True) in [(check["rule"], check["blocking"]) for check in checks(item)]
    with pytest.raises(Invalid):
        schedule_publication(item, feeds, actor=david)

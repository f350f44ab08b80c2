"""What the world reads: feeds, pages and tracked links."""

from datetime import timedelta

import feedparser
import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.outreach import queries
from app.outreach.models import Salt, Visitor
from app.outreach.services import forget_visitors, schedule_publication, withdraw_publication

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
BODY = "Come & see <the crane> at https://b.example/day?a=1&b=2 **soon**"


@pytest.fixture
def publication(make_item, feeds, david, drain):
    made = schedule_publication(make_item(BODY), feeds, actor=david)
    drain()
    session.refresh(made)
    return made


def link_of(publication):
    return queries.list_links(publication)[0]


def test_the_atom_feed_is_read_by_a_reader_nobody_here_wrote(client, publication):
    feed = feedparser.parse(client.get("/public/feed.atom").data)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == "Show the crane"
    assert entry.link == f"http://localhost:8000/public/{publication.id}"
    assert entry.id == f"urn:uuid:{publication.id}"
    assert f'href="http://localhost:8000/l/{link_of(publication).code}"' in entry.content[0].value
    assert "<strong>soon</strong>" in entry.content[0].value


def test_the_json_feed_says_the_same(client, publication):
    feed = client.get("/public/feed.json").json
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert item["url"] == f"http://localhost:8000/public/{publication.id}"
    assert item["content_text"].startswith("Come & see <the crane> at http://localhost:8000/l/")


def test_a_click_on_the_publications_own_page_is_counted_too(client, publication):
    page = client.get(f"/public/{publication.id}").text
    assert f'href="/l/{link_of(publication).code}"' in page
    assert 'href="https://b.example' not in page


def test_what_was_withdrawn_is_gone(client, publication, david):
    address = f"/public/{publication.id}"
    assert "Come &amp; see" in client.get(address).text
    withdraw_publication(publication, actor=david)
    assert client.get(address).status_code == 410
    assert feedparser.parse(client.get("/public/feed.atom").data).entries == []
    assert client.get("/public/feed.json").json["items"] == []


def test_what_is_only_scheduled_is_not_there_yet(client, make_item, feeds, david):
    made = schedule_publication(make_item(), feeds, scheduled_at=clock.now() + timedelta(hours=1), actor=david)
    assert client.get(f"/public/{made.id}").status_code == 404
    assert client.get("/public/feed.json").json["items"] == []


def test_a_reader_that_asks_again_is_told_that_nothing_changed(client, publication):
    first = client.get("/public/feed.atom")
    again = client.get("/public/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_click_is_counted_and_led_on(client, publication):
    path = f"/l/{link_of(publication).code}"
    for _ in range(2):
        answer = client.get(path, headers=FIREFOX)
        assert (answer.status_code, answer.headers["Location"]) == (302, "https://b.example/day?a=1&b=2")
        assert "Set-Cookie" not in answer.headers
    client.get(path, headers={"User-Agent": "Opera/9.80"})
    assert queries.clicks_of([publication.id])[publication.id] == queries.Clicks(3, 2)


@pytest.mark.parametrize(
    "agent",
    ["", "Googlebot/2.1", "http.rb/5.1.1 (Mastodon/4.3.0; +https://social.example/)", "facebookexternalhit/1.1"],
)
def test_robots_are_led_on_and_not_counted(agent, client, publication):
    answer = client.get(f"/l/{link_of(publication).code}", headers={"User-Agent": agent})
    assert answer.status_code == 302
    assert queries.clicks_of([publication.id]) == {}


def test_looking_ahead_is_no_click(client, publication):
    path = f"/l/{link_of(publication).code}"
    client.head(path, headers=FIREFOX)
    client.get(path, headers=FIREFOX | {"Sec-Purpose": "prefetch;prerender"})
    assert queries.clicks_of([publication.id]) == {}


def test_a_link_leads_nowhere_else(client, publication):
    path = f"/l/{link_of(publication).code}"
    answer = client.get(f"{path}?url=https://evil.example", headers=FIREFOX)
    assert answer.headers["Location"] == "https://b.example/day?a=1&b=2"


def test_of_the_visitors_nothing_stays_after_the_day(client, publication):
    client.get(f"/l/{link_of(publication).code}", headers=FIREFOX)
    assert b"Mozilla" not in session.scalar(select(Visitor.digest))
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        forget_visitors()
    assert session.scalar(select(Visitor.digest)) is None
    assert session.scalar(select(Salt.salt)) is None
    assert queries.clicks_of([publication.id])[publication.id].clicks == 1


def test_a_text_without_links_leads_to_its_public_page(client, make_item, feeds, david, drain):
    made = schedule_publication(make_item("No link."), feeds, actor=david)
    drain()
    answer = client.get(f"/l/{link_of(made).code}", headers=FIREFOX)
    assert answer.headers["Location"] == f"/public/{made.id}"
    assert "No link." in client.get(answer.headers["Location"]).text

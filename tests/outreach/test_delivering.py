"""Bringing a publication to its network: once, whatever happens."""

from datetime import timedelta

import pytest
import urllib3
from mastodon_mock.testing import MockServer

from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.outreach import queries
from app.outreach.models import Attempt, Publication, State
from app.outreach.previewing import preview
from app.outreach.services import (
    Decision,
    decide_publication,
    deliver,
    delivering,
    measure,
    schedule_publication,
    withdraw_publication,
)
from tests.outreach.conftest import TOKEN


@pytest.fixture
def later():
    """Let everything be due: the worker's pauses pass at once."""

    def run(publication: Publication, times: int = 1) -> str:
        for _ in range(times):
            with clock.stopped_at(clock.now() + timedelta(minutes=2)):
                deliver(str(publication.id))
        session.refresh(publication)
        return publication.state

    return run


def ask(instance: MockServer, method: str, path: str) -> dict:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return urllib3.PoolManager(retries=False).request(method, instance.base_url + path, headers=headers).json()


def state_of(publication: Publication) -> str:
    session.refresh(publication)
    return publication.state


def test_what_is_sent_is_what_was_previewed(make_item, make_mastodon, instance, david, drain):
    item, channel = make_item("Bravo **Ada** https://b.example #Crane"), make_mastodon(instance.base_url)
    seen = preview(item, channel)
    publication = schedule_publication(item, channel, actor=david)
    drain()
    assert state_of(publication) == State.PUBLISHED
    attempt = session.get(Attempt, (publication.id, 1))
    assert (attempt.payload, attempt.payload_hash) == (seen.rendering.payload, seen.rendering.digest)
    status = ask(instance, "GET", f"/api/v1/statuses/{publication.remote_id}")
    assert "Bravo Ada" in status["content"]
    assert f"/l/{next(iter(seen.codes.values()))}" in status["content"]
    assert publication.item.proposal.state == "published"
    assert [entry.new for entry in queries.list_journal(publication)] == ["scheduled", "sending", "published"]


def test_limits_come_from_the_instance(make_item, make_mastodon, instance, david):
    channel = make_mastodon(instance.base_url)
    assert (channel.access, channel.account) == ("ready", f"@alice@{instance.base_url.partition('://')[2]}")
    with pytest.raises(Invalid, match="500"):
        schedule_publication(make_item("x" * 501), channel, actor=david)


def test_the_figures_of_the_network_come_back(make_item, make_mastodon, instance, david, drain):
    publication = schedule_publication(make_item(), make_mastodon(instance.base_url), actor=david)
    drain()
    session.refresh(publication)
    ask(instance, "POST", f"/api/v1/statuses/{publication.remote_id}/favourite")
    measure(str(publication.id))
    session.refresh(publication)
    assert publication.figures == {"favourites": 1, "boosts": 0, "replies": 0}
    assert publication.item.proposal.state == "measured"


def test_a_withdrawn_one_leaves_the_network(make_item, make_mastodon, instance, david, drain):
    publication = schedule_publication(make_item(), make_mastodon(instance.base_url), actor=david)
    drain()
    withdraw_publication(publication, actor=david)
    drain()
    assert state_of(publication) == State.WITHDRAWN
    assert publication.removed_at is not None
    assert ask(instance, "GET", f"/api/v1/statuses/{publication.remote_id}")["error"] == "Record not found"


def drop(exchange):
    exchange.connection.close()
    return True


def fail(exchange):
    exchange.say(500, {"error": "Oops"})
    return True


def stutter(exchange):
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    exchange.wfile.flush()
    exchange.connection.close()
    return True


@pytest.mark.parametrize("fault", [drop, fail, stutter])
def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(
    fault, make_item, make_mastodon, faulty, david, drain, later
):
    channel = make_mastodon(faulty.url)
    faulty.fault = fault
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) == State.UNKNOWN
    assert later(publication) == State.PUBLISHED
    assert publication.remote_url == "https://social.example/@house/1"
    assert faulty.posts == 1


@pytest.mark.parametrize("is_blind", [True, False])
def test_where_nothing_is_found_a_human_decides(is_blind, make_item, make_mastodon, faulty, david, drain, later):
    channel = make_mastodon(faulty.url)
    faulty.fault, faulty.keeps, faulty.is_blind = fail, False, is_blind
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert later(publication, times=3) == State.NEEDS_HUMAN
    assert faulty.posts == 1
    faulty.fault, faulty.keeps = (lambda _exchange: False), True
    decide_publication(publication, Decision.AGAIN, actor=david)
    drain()
    assert state_of(publication) == State.PUBLISHED
    assert (faulty.posts, len(faulty.statuses)) == (2, 1)


def test_a_human_may_say_that_it_is_there(make_item, make_mastodon, faulty, david, drain, later):
    channel = make_mastodon(faulty.url)
    faulty.fault, faulty.is_blind = fail, True
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    later(publication, times=3)
    decide_publication(publication, Decision.THERE, url="https://social.example/@house/1", actor=david)
    assert (publication.state, publication.remote_url) == (State.PUBLISHED, "https://social.example/@house/1")


def test_a_time_out_leaves_a_doubt(make_item, make_mastodon, faulty, david, drain, monkeypatch):
    channel = make_mastodon(faulty.url)
    monkeypatch.setattr("app.outreach.connectors.mastodon.TIMEOUT", 0.3)
    faulty.fault = lambda exchange: exchange.rfile.read(1) == b""  # answers only once the other has gone
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) == State.UNKNOWN
    assert faulty.posts == 1


@pytest.mark.parametrize(
    ("status", "state"),
    [(429, State.RETRY_WAIT), (401, State.FAILED), (403, State.FAILED), (422, State.FAILED), (503, State.UNKNOWN)],
)
def test_each_refusal_means_something_else(status, state, make_item, make_mastodon, faulty, david, drain):
    channel = make_mastodon(faulty.url)
    faulty.keeps = False
    faulty.fault = lambda exchange: exchange.say(status, {"error": "No"}) or True
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) == state
    session.refresh(channel)
    assert channel.access == ("revoked" if status in {401, 403} else "ready")


def test_an_instance_that_is_away_is_asked_again_until_it_is_too_late(
    make_item, make_mastodon, faulty, david, drain, later
):
    channel = make_mastodon(faulty.url)
    faulty.__exit__(None, None, None)
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) == State.RETRY_WAIT
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        deliver(str(publication.id))
    assert state_of(publication) == State.MISSED


class Killed(BaseException):
    """The end of a worker."""


def die(*_arguments):
    raise Killed


@pytest.mark.parametrize("has_arrived", [True, False])
def test_a_worker_that_died_while_sending_is_followed_by_the_same_key_and_bytes(
    has_arrived, make_item, make_mastodon, faulty, david, monkeypatch, later
):
    channel = make_mastodon(faulty.url)
    publication = schedule_publication(make_item(), channel, actor=david)
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_finish" if has_arrived else "_send", die)
        with pytest.raises(Killed):
            deliver(str(publication.id))
    assert state_of(publication) == State.SENDING
    assert later(publication) == State.PUBLISHED
    assert len(faulty.statuses) == 1
    assert session.get(Attempt, (publication.id, 2)) is None


def test_after_fifty_minutes_the_key_is_not_trusted_any_more(
    make_item, make_mastodon, faulty, david, monkeypatch, later
):
    channel = make_mastodon(faulty.url)
    publication = schedule_publication(make_item(), channel, actor=david)
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_send", die)
        with pytest.raises(Killed):
            deliver(str(publication.id))
    with clock.stopped_at(clock.now() + timedelta(minutes=51)):
        assert later(publication, times=3) == State.NEEDS_HUMAN
    assert faulty.posts == 0


def test_delivering_twice_sends_once(make_item, make_mastodon, faulty, david):
    publication = schedule_publication(make_item(), make_mastodon(faulty.url), actor=david)
    for _ in range(3):
        deliver(str(publication.id))
    assert faulty.posts == 1


def says(content):
    """An instance that answers with these bytes, the status being kept."""

    def answer(exchange):
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content)
        return True

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        b"[" * 200_000,
        b'{"id": Infinity}',
        b'{"id": "1\\u0000"}',
        b'{"id": "\\ud800"}',
        b'{"id": "%s"}' % (b"9" * 201),
        b"[1]",
    ],
    ids=["nested", "a number", "NUL", "half a sign", "too long", "a list"],
)
def test_an_instance_that_answers_nonsense_holds_no_publication_up(
    make_item, make_mastodon, faulty, david, drain, later, answer
):
    channel = make_mastodon(faulty.url)
    faulty.fault = says(answer)
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) in {State.UNKNOWN, State.PUBLISHED}
    assert (later(publication), faulty.posts) == (State.PUBLISHED, 1)


def test_what_an_instance_says_is_kept_without_what_no_database_bears(make_item, make_mastodon, faulty, david, drain):
    channel = make_mastodon(faulty.url)
    faulty.fault = lambda exchange: exchange.say(422, {"error": "No\0 \x1b[2J\ud800" + "x" * 5000}) or True
    publication = schedule_publication(make_item(), channel, actor=david)
    drain()
    assert state_of(publication) == State.FAILED
    assert publication.detail.startswith("422 No [2Jxxx")

"""How often somebody may ask: enough for anybody, and not without end."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.core.frame import find_organisation
from app.core.limits import A_MINUTE, OwnCounter, SharedCounter
from tests.support.statements import counted

MORNING = datetime(2026, 11, 26, 9, 0, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stopped():
    with clock.stopped_at(MORNING):
        yield


def ask_often(app, client, path, times):
    """As if the caller had asked so often before, then ask."""
    person = client.get("/api/v1/me").json["id"]
    for _ in range(times):
        app.extensions["parvis.asked"].count(f"person:{person}", int(MORNING.timestamp()) // 60)
    return client.get(path)


@pytest.mark.parametrize("path", ["/api/v1/me", "/"])
def test_who_asks_too_often_is_told_when_to_ask_again(app, client, make_person, path):
    answer = ask_often(app, client.sign_in(make_person()), path, A_MINUTE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "48")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "C’était trop rapide. Réessayez dans 48\N{NO-BREAK SPACE}secondes."),
        ("en", "That was too fast. Try again in 48 seconds."),
    ],
)
def test_the_refusal_says_so_in_the_language_of_the_account(app, client, make_person, language, words):
    signed_in = client.sign_in(make_person(language=language))
    first = ask_often(app, signed_in, "/api/v1/me", A_MINUTE)
    assert (first.json["detail"], signed_in.get("/api/v1/me").json["detail"]) == (words, words)
    assert words in signed_in.get("/").text


def test_who_is_refused_again_is_not_even_looked_for(app, client, make_person, connection):
    signed_in = client.sign_in(make_person())
    ask_often(app, signed_in, "/", A_MINUTE)
    with counted(connection) as statements:
        answers = [signed_in.get(path).status_code for path in ("/", "/messages", "/api/v1/me", "/notifications")]
    assert (answers, statements) == ([429] * 4, [])


def test_a_visitor_is_refused_without_the_database(app, client, connection):
    with app.test_request_context():
        find_organisation()  # which a process remembers
    for _ in range(A_MINUTE):
        app.extensions["parvis.asked"].count("address:127.0.0.1", int(MORNING.timestamp()) // 60)
    with counted(connection) as statements:
        assert client.get("/sign-in").status_code == 429
    assert statements == []


def test_what_a_limit_of_its_own_refuses_leaves_the_rest_open(client, make_person, connection):
    ada = client.sign_in(make_person())
    for _ in range(121):
        ada.post("/api/v1/files")
    with counted(connection) as statements:
        assert ada.post("/api/v1/files").status_code == 429
    assert (statements, ada.get("/api/v1/me").status_code) == ([], 200)


def test_who_signs_in_after_somebody_who_was_refused_is_somebody_else(app, client, make_person):
    ask_often(app, client.sign_in(make_person()), "/", A_MINUTE)
    client.post("/sign-out")
    assert client.sign_in(make_person()).get("/").status_code == 200


def test_the_page_of_a_refusal_asks_no_script_and_offers_to_ask_again(app, client, make_person):
    page = ask_often(app, client.sign_in(make_person(language="en")), "/", A_MINUTE).text
    assert ("<script" in page, "csrf" in page, "Try again" in page) == (False, False, True)


def test_the_next_minute_begins_anew(app, client, make_person):
    ask_often(app, client.sign_in(make_person()), "/api/v1/me", A_MINUTE)
    with clock.stopped_at(MORNING + timedelta(minutes=1)):
        assert client.get("/api/v1/me").status_code == 200


def test_nobody_is_refused_for_what_others_ask(app, client, make_person):
    ask_often(app, client.sign_in(make_person()), "/api/v1/me", A_MINUTE)
    assert client.sign_in(make_person()).get("/api/v1/me").status_code == 200


def test_a_visitor_with_many_addresses_of_one_network_is_one(app, client):
    for _ in range(A_MINUTE):
        app.extensions["parvis.asked"].count("address:2001:db8:1:2::/64", int(MORNING.timestamp()) // 60)
    asked = [
        client.get("/sign-in", environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("2001:db8:1:2::9", "2001:db8:1:2:ffff::1", "2001:db8:1:3::9", "::ffff:192.0.2.7")
    ]
    assert asked == [429, 429, 302, 302]


def test_a_view_may_have_a_limit_of_its_own(app, client, make_person):
    ada = client.sign_in(make_person())
    answers = [ada.post("/api/v1/files").status_code for _ in range(121)]
    assert (set(answers[:120]), answers[120]) == ({422}, 429)


def test_health_is_always_answered(app, client, make_person):
    assert ask_often(app, client.sign_in(make_person()), "/healthz", A_MINUTE).status_code == 200


def test_without_its_redis_a_process_counts_for_itself():
    counter = SharedCounter("redis://127.0.0.1:1/0")
    assert [counter.count("ada", 0), counter.count("ada", 0)] == [1, 2]


def test_only_the_running_minute_is_kept():
    counter = OwnCounter()
    assert [counter.count("ada", 1), counter.count("ada", 1), counter.count("ada", 2)] == [1, 2, 1]


@pytest.mark.scaled
def test_processes_that_share_a_redis_count_together(redis):
    url = redis.make_database()
    assert [SharedCounter(url).count("ada", 1), SharedCounter(url).count("ada", 1)] == [1, 2]

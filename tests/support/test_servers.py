"""The servers and the browser the other tests stand on do start, and are ours alone."""

import http.server
import threading

import psycopg
import pytest
import urllib3
from redis import Redis as RedisClient

from tests.support.servers import MissingProgram, find_program

PAGE = b"""<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>
<img src="http://elsewhere.example/pixel.gif" alt="">"""


@pytest.fixture
def page_server():
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_):
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.scaled
def test_each_postgresql_database_is_new_and_empty(postgresql):
    first, second = postgresql.make_database(), postgresql.make_database()
    assert first != second
    with psycopg.connect(first.replace("+psycopg", "")) as connection:
        assert connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (0,)


@pytest.mark.scaled
def test_each_redis_database_is_new_and_empty(redis):
    with (
        RedisClient.from_url(redis.make_database()) as first,
        RedisClient.from_url(redis.make_database()) as second,
    ):
        first.set("who", "somebody")
        assert first.dbsize() == 1
        assert second.dbsize() == 0


@pytest.mark.scaled
def test_two_servers_of_one_deployment_are_both_ready(scaled_pair):
    assert [server.get("/readyz").status for server in scaled_pair] == [200, 200]


@pytest.mark.journey
def test_a_page_that_asks_another_host_is_found_out(all_visits, page_server):
    visitor = all_visits.open(page_server)
    visitor.goto("/")
    assert visitor.foreign_requests == ["http://elsewhere.example/pixel.gif"]
    with pytest.raises(AssertionError):
        all_visits.end()


@pytest.mark.journey
def test_axe_reads_a_page(all_visits, page_server):
    visitor = all_visits.open(page_server)
    visitor.goto("/")
    assert visitor.accessibility_faults() == []
    visitor.leave()
    all_visits.visitors.clear()


def test_a_missing_program_is_named_with_its_package():
    with pytest.raises(MissingProgram, match="apt install parvis-nowhere"):
        find_program("no-such-program", package="parvis-nowhere")


def test_a_killed_server_answers_no_more_and_starts_again_on_its_data(serve):
    first = serve()
    first.kill()
    with pytest.raises(urllib3.exceptions.HTTPError):
        first.get("/healthz")
    second = serve(first.instance)
    assert second.get("/healthz").status == 200

"""Links in posts: the page behind the first one introduces itself to our server, never to a reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app.core.db import session
from app.core.fetching import Client
from app.core.worker import drain
from app.feed.models import LinkPreview
from app.feed.services import delete_post, edit_post
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.pictures import drawn

API = "/api/v1"
PAGE = """<html><head><meta charset="utf-8"><title>Plain</title>
<meta property="og:title" content="The new &lt;b&gt;crane&lt;/b&gt;">
<meta name="description" content="It lifts twelve tons."><meta property="og:image" content="/crane.png">
</head><body>and more"""


class Pages(ThreadingHTTPServer):
    """A house on the web with a page that introduces itself, and other things; counts what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # the server above
        kind, body = {
            "/page": ("text/html; charset=utf-8", PAGE.encode()),
            "/odd": ("text/html; charset=nonsense", b"<title>Odd one</title>"),
            "/mute": ("text/html", b"<p>nothing to say"),
            "/bomb": ("text/html", b"<title>x</title>" + b"y" * 4_000_000),
            "/crane.png": ("image/png", drawn().read()),
        }.get(self.path, ("text/plain", b"plain"))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_values: object) -> None: ...


@pytest.fixture
def web(app) -> Iterator[Pages]:
    with Pages() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        app.extensions["parvis.http"] = Client(frozenset({f"127.0.0.1:{server.server_port}"}))
        yield server
        server.shutdown()


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


def link_of(client, post):
    drain()
    return client.get(f"{API}/posts/{post.id}").json.get("link")


def test_the_first_link_introduces_itself_with_a_picture_that_is_ours(client, web, ada, make_post):
    post = make_post(f"See {web.url}/page and {web.url}/other", author=ada)
    link = link_of(client.sign_in(ada), post)
    assert link["title"] == "The new <b>crane</b>"
    assert link["text"] == "It lifts twelve tons."
    assert link["site"] == "127.0.0.1"
    shown = client.get(f"/posts/{post.id}").text
    assert "The new &lt;b&gt;crane&lt;/b&gt;" in shown
    assert "crane.png" not in shown
    picture = client.get(link["picture_url"])
    assert picture.mimetype == "image/webp"


@pytest.mark.parametrize("path", ["/mute", "/bomb", "/plain"])
def test_what_is_no_page_leaves_a_plain_link(client, web, ada, make_post, path):
    post = make_post(f"See {web.url}{path}", author=ada)
    assert link_of(client.sign_in(ada), post) is None


def test_an_unknown_alphabet_is_read_as_well_as_it_can_be(client, web, ada, make_post):
    post = make_post(f"See {web.url}/odd", author=ada)
    assert link_of(client.sign_in(ada), post)["title"] == "Odd one"


def test_a_page_inside_our_own_network_is_never_asked(app, client, web, ada, make_post):
    app.extensions["parvis.http"] = Client()
    post = make_post(f"See {web.url}/page", author=ada)
    assert link_of(client.sign_in(ada), post) is None
    assert web.asked == []


def test_an_edit_asks_anew_only_for_another_link(client, web, ada, make_post):
    post = make_post(f"See {web.url}/page", author=ada)
    link_of(client.sign_in(ada), post)
    edit_post(post, body=f"Better see {web.url}/page", actor=ada)
    assert link_of(client, post)["title"].startswith("The new")
    assert web.asked.count("/page") == 1
    edit_post(post, body="See nothing.", actor=ada)
    assert link_of(client, post) is None


def test_the_author_takes_the_preview_away_for_good(client, web, ada, make_person, make_post):
    post = make_post(f"See {web.url}/page", author=ada)
    picture = link_of(client.sign_in(ada), post)["picture_url"]
    assert client.sign_in(make_person()).post(f"/posts/{post.id}/link/removal").status_code == 403
    assert client.sign_in(ada).post(f"/posts/{post.id}/link/removal").status_code == 303
    edit_post(post, body=f"Still see {web.url}/page", actor=ada)
    assert link_of(client, post) is None
    assert client.get(picture).status_code == 404


def test_the_picture_is_for_those_who_may_read_the_post_at_that_moment(
    client, web, ada, make_person, make_group, make_post
):
    ben = make_person()
    group = make_group(owner=ada, members=(ben,), access=Access.SECRET)
    post = make_post(f"See {web.url}/page", author=ada, group=group)
    picture = link_of(client.sign_in(ada), post)["picture_url"]
    assert client.sign_in(ben).get(picture).status_code == 200
    remove_member(group, ben, actor=ada)
    assert client.get(picture).status_code == 404


def test_a_post_that_is_gone_meanwhile_is_not_asked_for(web, ada, make_post):
    post = make_post(f"See {web.url}/page", author=ada)
    delete_post(post, actor=ada)
    drain()
    assert session.get(LinkPreview, post.id) is None
    assert web.asked == []

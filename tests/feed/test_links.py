"""Links in posts: the page behind the first one introduces itself to our server, never to a reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app.accounts.models import Role
from app.admin.services import show_previews
from app.core.db import session
from app.core.fetching import Client
from app.core.worker import drain
from app.feed.discretion import may_be_asked
from app.feed.models import LinkPreview
from app.feed.services import delete_post, edit_post
from app.groups.models import Access
from app.groups.services import remove_member
from tests.support.pictures import drawn

API = "/api/v1"
PAGE = """<html><head><meta charset="utf-8"><title>Plain</title>
<meta property="og:title" content="The new &lt;b&gt;crane&lt;/b&gt;">
<meta property="og:site_name" content="bank.example">
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
            "/strict": ("text/html; charset=idna", b"<title>Odd\xff one</title>"),
            "/halves": ("text/html; charset=unicode_escape", rb"<title>Odd one\ud800</title>"),
            "/nowhere": ("text/html", b'<title>Odd one</title><meta property="og:image" content="http://[x">'),
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


@pytest.mark.parametrize("path", ["/odd", "/strict", "/halves", "/nowhere"])
def test_an_odd_page_is_read_as_well_as_it_can_be(client, web, ada, make_post, path):
    post = make_post(f"See {web.url}{path}", author=ada)
    assert link_of(client.sign_in(ada), post)["title"].replace("\ufffd", "") == "Odd one"


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


@pytest.mark.parametrize(
    "url",
    [
        "https://ada:key@far.example/report",
        "https://ada@far.example/report",
        "https://far.example/report?access_token=s3same",
        "https://far.example/report?page=2&X-Amz-Signature=0a1b2c3d",
        "https://far.example/report?Key=opensesame",
        "https://far.example/report?session-key=opensesame",
        "https://far.example/report;jsessionid=opensesame?page=2",
        "https://far.example/report?u=f3a9c1d27b60e84512aa",
        "https://far.example/report?id=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "https://far.example/report?q=dGhpcyBpcyBub3QgYSBzZWNyZXQ",
        "http://localhost:8000/posts/1",
        "https://LOCALHOST./posts/1",
        "https://[far.example/",
    ],
)
def test_a_link_of_our_own_or_with_a_secret_in_it_is_asked_nothing(app, url):
    assert not may_be_asked(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://far.example/report?page=2&code=FR&key=home",
        "https://far.example/watch?v=dQw4w9WgXcQ",
        "https://far.example/?utm_campaign=summer-2026-newsletter-of-the-works",
        "https://far.example/?q=how+the+great+tokens+and+the+keys+of+the+crane+fell+in+2026",
        "https://far.example/tokens/signatures#a1b2c3d4e5f6a7b8c9d0",
        "https://far.example/news?design=monkeybusiness",
    ],
)
def test_a_plain_link_may_be_asked(app, url):
    assert may_be_asked(url)


def test_the_first_link_that_carries_no_secret_is_asked(client, web, ada, make_post):
    secret = web.url.replace("http://", "http://ada:key@")
    post = make_post(f"See {secret}/page and {web.url}/other?token=opensesame and {web.url}/page", author=ada)
    assert link_of(client.sign_in(ada), post)["url"] == f"{web.url}/page"
    assert web.asked == ["/page", "/crane.png"]


def test_a_house_without_previews_asks_nobody_and_shows_nothing_that_it_kept(client, web, ada, make_person, make_post):
    emma = make_person("", Role.MEMBER, Role.ADMIN)
    kept, taken = (make_post(f"See {web.url}/page", author=ada) for _each in range(2))
    picture = link_of(client.sign_in(ada), kept)["picture_url"]
    client.post(f"/posts/{taken.id}/link/removal")
    waiting = make_post(f"Soon {web.url}/page", author=ada)
    web.asked.clear()
    show_previews(False, actor=emma)
    assert client.get(picture).status_code == 404
    assert link_of(client, kept) is None
    assert "The new" not in client.get("/").text
    assert link_of(client, waiting) is None
    assert web.asked == []
    show_previews(True, actor=emma)
    assert link_of(client, kept)["title"].startswith("The new")
    assert link_of(client, taken) is None
    assert client.get(picture).status_code == 200


def test_the_administration_alone_says_whether_links_are_shown(client, ada, make_person):
    emma = make_person("", Role.MEMBER, Role.ADMIN)
    assert client.sign_in(ada).post("/admin/previews").status_code == 403
    assert 'name="shown" value="1" checked' in client.sign_in(emma).get("/admin").text
    assert client.post("/admin/previews").status_code == 303
    assert 'name="shown" value="1" checked' not in client.get("/admin").text

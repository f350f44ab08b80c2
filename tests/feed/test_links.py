"""Links in posts: the page behind the first one introduces itself to our server, never to a reader's browser."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.admin.services import show_previews
from app.core.db import session
from app.core.fetching import Client
from app.core.worker import drain
from app.feed.models import LinkPreview
from app.feed.services import delete_post, edit_post
from app.groups.models import Access
from app.groups.services import remove_member

API = "/api/v1"


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

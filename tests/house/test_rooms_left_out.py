"""Rooms left out: without sockets, search or moderation the rest of the house works, and no link leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.config import Settings
from app.core import worker
from app.core.db import Model, bound_engine, session
from app.core.migrations import stamp
from app.factory import ROOMS, create_app
from app.feed.services import publish_comment, publish_post
from tests.support.client import Client
from tests.support.crawl import crawl
from tests.support.world import World, make_world


@pytest.fixture(scope="module", params=["realtime", "search", "moderation"])
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, World]]:
    """The house without one of the rooms, with the world in it."""
    missing = str(request.param)
    rooms = [room for room in ROOMS if room != missing]
    settings = Settings(data_dir=tmp_path_factory.mktemp(missing), secret_key="s" * 40)
    app = create_app(settings, rooms=rooms, testing=True)
    app.test_client_class = Client
    with app.app_context():
        Model.metadata.create_all(bound_engine())
        stamp(bound_engine())
        yield app, make_world(without=missing)
        session.remove()
        if "parvis.search" in app.extensions:
            app.extensions["parvis.search"].close()
        bound_engine().dispose()


def test_no_link_leads_nowhere(left):
    house, world = left
    for name in ("member", "admin"):
        texts = crawl(house.test_client().sign_in(world.person(name)), of_one_kind=2)
        pages = [address for address in texts if not address.startswith("/api/")]
        assert [address for address in pages if texts[address].startswith("404")] == []
        assert len(pages) > 40


def test_people_go_on_talking(left):
    house, world = left
    post = publish_post(body="Hello @owner", actor=world.person("member"))
    page = f"/posts/{post.id}"
    publish_comment(post, body="Hello", actor=world.person("owner"))
    worker.drain()
    client = house.test_client().sign_in(world.person("owner"))
    assert "Hello" in client.get(page).get_data(as_text=True)
    assert client.get("/api/v1/notifications").get_json()["items"]
    assert client.get("/readyz").status_code == 200

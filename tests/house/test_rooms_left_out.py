"""Rooms left out: without sockets, search or moderation the rest of the house works, and no link leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
from tests.support.world import make_world


@pytest.fixture(params=["realtime", "search", "moderation"])
def missing(request: pytest.FixtureRequest) -> str:
    """The room that is left out."""
    return str(request.param)


@pytest.fixture
def house(missing: str, tmp_path: Path) -> Iterator[Flask]:
    rooms = [room for room in ROOMS if room != missing]
    app = create_app(Settings(data_dir=tmp_path, secret_key="s" * 40), rooms=rooms, testing=True)
    app.test_client_class = Client
    with app.app_context():
        Model.metadata.create_all(bound_engine())
        stamp(bound_engine())
        yield app
        session.remove()
        if "parvis.search" in app.extensions:
            app.extensions["parvis.search"].close()
        bound_engine().dispose()


def test_no_link_leads_nowhere(house, missing):
    world = make_world(without=missing)
    for name in ("member", "admin"):
        texts = crawl(house.test_client().sign_in(world.person(name)))
        pages = [address for address in texts if not address.startswith("/api/")]
        assert [address for address in pages if texts[address].startswith("404")] == []
        assert len(pages) > 40


def test_people_go_on_talking(house, missing):
    world = make_world(without=missing)
    post = publish_post(body="Hello @owner", actor=world.person("member"))
    page = f"/posts/{post.id}"
    publish_comment(post, body="Hello", actor=world.person("owner"))
    worker.drain()
    client = house.test_client().sign_in(world.person("owner"))
    assert "Hello" in client.get(page).get_data(as_text=True)
    assert client.get("/api/v1/notifications").get_json()["items"]
    assert client.get("/readyz").status_code == 200

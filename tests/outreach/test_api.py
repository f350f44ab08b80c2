"""The outward channel over REST."""

import json

import pytest
from sqlalchemy import select

from app.core.db import session
from app.outreach.models import Channel

SECRET = "a-very-secret-token"
MASTODON = {
    "kind": "mastodon",
    "name": "@house",
    "config": {"instance_url": "https://social.example", "access_token": SECRET},
}


@pytest.fixture
def asks(client, david):
    client.sign_in(david)
    return client


def test_a_secret_is_never_given_back_nor_kept_readable(asks):
    made = asks.post("/api/v1/outreach/channels", json=MASTODON)
    assert made.status_code == 201
    assert made.json["config"] == {"instance_url": "https://social.example"}
    assert SECRET not in made.text + asks.get("/api/v1/outreach/channels").text
    assert SECRET not in session.scalar(select(Channel.sealed_config))


@pytest.mark.parametrize("kind", ["linkedin", "x", "webhook", "carrier pigeon"])
def test_a_network_that_is_not_built_is_refused_with_a_sentence(kind, asks):
    answer = asks.post("/api/v1/outreach/channels", json=MASTODON | {"kind": kind})
    assert answer.status_code == 422
    assert "Mastodon" in answer.json["errors"][0]["message"]


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"instance_url": "https://social.example"},
        {"instance_url": "ftp://social.example", "access_token": "x"},
        {"instance_url": "https://user:pass@social.example", "access_token": "x"},
        {"instance_url": "https://social.example", "access_token": "x\n"},
        {"instance_url": "https://[social", "access_token": "x"},
        {"instance_url": "https://social.example", "access_token": "x", "more": "y"},
    ],
)
def test_a_config_that_cannot_be_used_is_refused(config, asks):
    answer = asks.post("/api/v1/outreach/channels", json=MASTODON | {"config": config})
    assert answer.status_code == (201 if config.get("access_token") == "x\n" else 422)


def test_the_preview_is_what_is_published_with_its_count(asks, make_item, feeds, drain):
    item = make_item("Look: https://b.example")
    asks.post("/api/v1/outreach/channels", json=MASTODON)
    seen = asks.post(f"/api/v1/outreach/items/{item.id}/preview").json
    assert [preview["kind"] for preview in seen["items"]] == ["atom", "mastodon"]
    status = json.loads(seen["items"][1]["payload"])["status"]
    assert status == seen["items"][1]["text"]
    assert seen["items"][1]["counts"][0]["limit"] == 500
    body = {"item_id": str(item.id), "channel_id": str(feeds.id)}
    made = asks.post("/api/v1/outreach/publications", json=body)
    assert made.status_code == 201
    assert made.json["state"] == "scheduled"
    assert made.json["payload_hash"] == seen["items"][0]["payload_hash"]
    drain()
    published = asks.get(f"/api/v1/outreach/publications/{made.json['id']}").json
    assert (published["state"], published["figures"]) == ("published", {"clicks": 0, "visitors": 0})
    assert published["links"][0]["target"] == "https://b.example"
    gone = asks.post(f"/api/v1/outreach/publications/{made.json['id']}/withdraw").json
    assert gone["state"] == "withdrawn"


def test_what_the_checks_find_is_told_beforehand(asks, make_item, feeds):
    item = make_item("Write to ada@house.example or http://wiki/plans")
    seen = asks.post(f"/api/v1/outreach/items/{item.id}/preview").json
    assert [(check["rule"], check["blocking"]) for check in seen["checks"]] == [("intranet", True), ("email", False)]
    body = {"item_id": str(item.id), "channel_id": str(feeds.id)}
    assert asks.post("/api/v1/outreach/publications", json=body).status_code == 422

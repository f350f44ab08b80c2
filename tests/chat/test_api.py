"""Chat over REST, as the interface promises it."""

from __future__ import annotations

import pytest

from app.core.ids import new_id


@pytest.fixture
def pair(make_person, app):
    """Two people's clients and the conversation between them."""
    ada, ben = make_person("Ada"), make_person("Ben")
    clients = app.test_client().sign_in(ada), app.test_client().sign_in(ben)
    answer = clients[0].post("/api/v1/conversations", json={"person_ids": [str(ben.id)]})
    assert answer.status_code == 201
    return *clients, f"/api/v1/conversations/{answer.json['id']}"


def test_a_message_is_sent_read_edited_and_deleted(pair):
    ada, ben, address = pair
    sent = ada.post(f"{address}/messages", json={"client_id": "1", "body": "Helo **Ben**"})
    assert sent.status_code == 201
    message = sent.json
    assert {"id", "conversation_id", "seq", "client_id", "author", "body", "html", "at"} <= message.keys()
    assert message["at"].endswith(("Z", "+00:00"))
    assert (message["seq"], message["author"]["name"]) == (1, "Ada")

    assert ben.get(f"{address}/messages").json["items"][0]["body"] == "Helo **Ben**"
    assert ben.get(address).json["unread"] == 1
    assert ben.put(f"{address}/read", json={"seq": 1}).status_code == 204
    assert ben.get(address).json["unread"] == 0

    own = f"/api/v1/messages/{message['id']}"
    assert ada.patch(own, json={"body": "Hello"}).json["edited_at"]
    assert ben.patch(own, json={"body": "Mine"}).status_code == 403
    assert ben.put(f"{own}/reactions/thanks").status_code == 204
    assert ben.get(f"{address}/messages").json["items"][0]["my_reactions"] == ["thanks"]
    assert ben.delete(f"{own}/reactions/thanks").status_code == 204
    assert ada.delete(own).status_code == 204
    assert ben.get(f"{address}/messages").json["items"] == [
        {
            "id": message["id"],
            "conversation_id": message["conversation_id"],
            "seq": 1,
            "deleted": True,
            "body": None,
            "html": None,
        }
    ]


def test_the_same_client_id_answers_the_same_message(pair):
    ada, _ben, address = pair
    first = ada.post(f"{address}/messages", json={"client_id": "1", "body": "Hello"})
    again = ada.post(f"{address}/messages", json={"client_id": "1", "body": "Hello"})
    assert first.json == again.json


def test_lists_continue_by_their_cursor(pair):
    ada, _ben, address = pair
    for number in range(5):
        ada.post(f"{address}/messages", json={"client_id": f"{number}", "body": "Hello"})
    page = ada.get(f"{address}/messages?limit=2").json
    assert [item["seq"] for item in page["items"]] == [4, 5]
    page = ada.get(f"{address}/messages?limit=2&cursor={page['next']}").json
    assert [item["seq"] for item in page["items"]] == [2, 3]
    page = ada.get(f"{address}/messages?limit=2&after=1").json
    assert [item["seq"] for item in page["items"]] == [2, 3]
    page = ada.get(f"{address}/messages?limit=2&before=2").json
    assert ([item["seq"] for item in page["items"]], page["next"]) == ([1], None)


def test_conversations_are_muted_and_heard_again(pair):
    ada, _ben, address = pair
    assert ada.put(f"{address}/mute").status_code == 204
    assert ada.get("/api/v1/conversations").json["items"][0]["muted"] is True
    assert ada.put(f"{address}/mute", json={"until": "2000-01-01T00:00:00Z"}).status_code == 422
    assert ada.put(f"{address}/mute", json={"until": "2100-01-01T00:00:00Z"}).status_code == 204
    assert ada.get(address).json["muted_until"] == "2100-01-01T00:00:00+00:00"
    assert ada.delete(f"{address}/mute").status_code == 204
    assert ada.get(address).json["muted"] is False


def test_others_find_nothing(pair, make_person, app):
    ada, _ben, address = pair
    message = ada.post(f"{address}/messages", json={"client_id": "1", "body": "Hello"}).json["id"]
    stranger = app.test_client().sign_in(make_person())
    answers = [
        stranger.get(address),
        stranger.get(f"{address}/messages"),
        stranger.post(f"{address}/messages", json={"client_id": "1", "body": "Hello"}),
        stranger.put(f"{address}/read", json={"seq": 1}),
        stranger.put(f"{address}/mute"),
        stranger.delete(f"{address}/mute"),
        stranger.patch(f"/api/v1/messages/{message}", json={"body": "Hello"}),
        stranger.delete(f"/api/v1/messages/{message}"),
        stranger.put(f"/api/v1/messages/{message}/reactions/like"),
        stranger.delete(f"/api/v1/messages/{message}/reactions/like"),
    ]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"person_ids": []}, 422),
        ({"person_ids": "everybody"}, 422),
        ({"person_ids": [7]}, 422),
        ({"person_ids": ["x"]}, 404),
        ({"person_ids": [str(new_id())]}, 404),
        ({"group_id": str(new_id())}, 404),
        ({"group_id": None}, 422),
        ({"group_id": str(new_id()), "person_ids": [str(new_id())]}, 422),
        ([], 422),
    ],
)
def test_openings_that_cannot_be_used_are_refused(make_person, client, body, status):
    assert client.sign_in(make_person()).post("/api/v1/conversations", json=body).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"body": "Hello"},
        {"client_id": "1"},
        {"client_id": 1, "body": "Hello"},
        {"client_id": "", "body": "Hello"},
        {"client_id": "x" * 101, "body": "Hello"},
        {"client_id": "1", "body": ["Hello"]},
        {"client_id": "1", "body": "a\0b"},
        {"client_id": "1", "body": "x" * 20_001},
        {"client_id": "1", "body": "Hello", "reply_to": 4},
        None,
    ],
)
def test_messages_that_cannot_be_used_are_refused(pair, body):
    ada, _ben, address = pair
    assert ada.post(f"{address}/messages", json=body).status_code == 422


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "after=-1", "before=x", f"after={10**30}", "cursor=x"]
)
def test_ranges_that_cannot_be_used_are_refused(pair, query):
    ada, _ben, address = pair
    assert ada.get(f"{address}/messages?{query}").status_code == 422


def test_a_reaction_nobody_knows_is_refused(pair):
    ada, _ben, address = pair
    message = ada.post(f"{address}/messages", json={"client_id": "1", "body": "Hello"}).json["id"]
    assert ada.put(f"/api/v1/messages/{message}/reactions/dislike").status_code == 422

"""Lost rights on a real server: over open connections nothing more is read, written or received."""

from __future__ import annotations

import json

import pytest

from tests.factories import PASSWORD
from tests.support.sockets import Refused

ADA, BEN = "ada@house.example", "ben@house.example"


@pytest.fixture
def house(any_server):
    """What Ada and Ben ask the server, each over one kept connection, and what it answers."""
    colleagues, server = any_server
    tokens = {"ada": colleagues.ada_token, "ben": colleagues.ben_token}

    def ask(who, method, path, body=None):
        headers = {"Authorization": f"Bearer {tokens[who]}", "Content-Type": "application/json"}
        answer = server.pool.request(method, f"{server.url}/api/v1{path}", headers=headers, body=json.dumps(body or {}))
        return answer.status, json.loads(answer.data or b"null")

    ask.colleagues, ask.server = colleagues, server
    ask.ben_id = ask("ben", "GET", "/me")[1]["id"]
    return ask


def names_until(socket, fence):
    """What a socket hears before something that is sure to come."""
    socket.wait_for(fence)
    return [name for name, _ in socket.events if name != "presence"]


@pytest.mark.parametrize("actor", ["ben", "ada"])
def test_outside_a_group_nothing_of_it_arrives(house, join, actor):
    _, group = house("ada", "POST", "/groups", {"name": "Kestrels", "access": "secret"})
    members = f"/groups/{group['id']}/members/{house.ben_id}"
    socket = join(house.server, house.colleagues.ben_token)
    assert house("ada", "PUT", members)[0] == 200
    socket.wait_for("notification.created")  # that one was brought in
    _, room = house("ada", "POST", "/conversations", {"group_id": group["id"]})
    _, post = house("ada", "POST", "/posts", {"body": "We meet", "group_id": group["id"]})
    assert socket.wait_for("post.created")["id"] == post["id"]

    assert house(actor, "DELETE", members)[0] == 204
    house("ada", "POST", "/posts", {"body": "We met", "group_id": group["id"]})
    house("ada", "POST", f"/posts/{post['id']}/comments", {"body": "Yes"})
    house("ada", "PUT", f"/posts/{post['id']}/reactions/thanks")
    house("ada", "POST", f"/conversations/{room['id']}/messages", {"client_id": f"r-{actor}", "body": "Yes"})
    said = {"client_id": f"fence-{actor}", "body": "Hello Ben"}
    house("ada", "POST", f"/conversations/{house.colleagues.conversation_id}/messages", said)
    assert "notification.created" not in names_until(socket, "message.created")
    assert not {"post.created", "comment.created", "reaction.changed"} & {name for name, _ in socket.events}
    sent = {"conversation_id": room["id"], "client_id": "x", "body": "I am still here"}
    assert socket.send("message.send", sent)["error"]["status"] == 404
    assert socket.send("sync", {"conversations": {room["id"]: 0}})["conversations"] == {}
    assert house("ben", "GET", f"/posts/{post['id']}")[0] == 404


def test_a_token_taken_back_ends_its_socket_and_its_requests(house, join):
    _, made = house("ben", "POST", "/tokens", {"email": BEN, "password": PASSWORD})
    server = house.server
    by_token, by_another = join(server, made["token"]), join(server, house.colleagues.ben_token)
    house("ben", "DELETE", f"/tokens/{made['id']}")
    assert by_token.wait_for_end(within=2.0)
    with pytest.raises(Refused):
        join(server, made["token"])
    assert server.get("/api/v1/me", headers={"Authorization": f"Bearer {made['token']}"}).status == 401
    assert by_another.send("sync", {"conversations": {}})["ok"]


def test_a_browser_signed_out_elsewhere_hears_and_reads_nothing_more(house, join):
    server = house.server
    first, second = (server.sign_in(ADA, PASSWORD) for _ in range(2))
    socket = join(server, Cookie=first["Cookie"], Origin=server.url)
    polling = Polling(server, first["Cookie"])
    house("ada", "POST", "/code-of-conduct/acknowledgement")
    answer = server.post("/settings/sessions/end-others", headers=second, redirect=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/settings/security")
    assert socket.wait_for_end(within=2.0)
    assert polling.is_at_its_end()
    assert server.get("/code-of-conduct", headers=first, redirect=False).status == 302
    assert server.get("/api/v1/feed", headers=first).status == 401
    with pytest.raises(Refused):
        join(server, Cookie=first["Cookie"], Origin=server.url)
    assert server.get("/code-of-conduct", headers=second, redirect=False).status == 200


class Polling:
    """A connection over plain requests, as browsers have where WebSockets do not pass."""

    def __init__(self, server, cookie):
        self._server, self._headers = server, {"Cookie": cookie, "Origin": server.url}
        greeting = server.get("/socket.io/?EIO=4&transport=polling", headers=self._headers)
        self._path = f"/socket.io/?EIO=4&transport=polling&sid={json.loads(greeting.data[1:])['sid']}"
        server.post(self._path, headers=self._headers, body="40")
        assert server.get(self._path, headers=self._headers).data.startswith(b"40")

    def is_at_its_end(self):
        """Whether the next answer says so, and nothing else is heard."""
        answer = self._server.get(self._path, headers=self._headers)
        return answer.status == 400 or (b"42" not in answer.data and (b"41" in answer.data or b"1" in answer.data))

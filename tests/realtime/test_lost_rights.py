"""Lost rights on a real server: over open connections nothing more is read, written or received."""

from __future__ import annotations

import pytest

from tests.factories import PASSWORD
from tests.support.polling import Polling
from tests.support.sockets import Refused

ADA, BEN = "ada@house.example", "ben@house.example"


@pytest.mark.parametrize("actor", ["ben", "ada"])
def test_outside_a_group_nothing_of_it_arrives(ask, join, actor):
    _, group = ask("ada", "POST", "/groups", {"name": "Kestrels", "access": "secret"})
    members = f"/groups/{group['id']}/members/{ask.ben_id}"
    socket = join(ask.server, ask.colleagues.ben_token)
    assert ask("ada", "PUT", members)[0] == 200
    socket.wait_for("notification.created")  # that one was brought in
    _, room = ask("ada", "POST", "/conversations", {"group_id": group["id"]})
    _, topic = ask("ada", "POST", f"/conversations/{room['id']}/topics", {"title": "Deliveries"})
    ask("ada", "POST", f"/conversations/{topic['id']}/messages", {"client_id": f"t1-{actor}", "body": "Monday"})
    heard = [socket.wait_for("message.created") for _ in range(2)]  # that it was opened, in the room; and what is said
    assert [said["conversation_id"] for said in heard] == [room["id"], topic["id"]]
    _, post = ask("ada", "POST", "/posts", {"body": "We meet", "group_id": group["id"]})
    assert socket.wait_for("post.created")["id"] == post["id"]

    assert ask(actor, "DELETE", members)[0] == 204
    ask("ada", "POST", "/posts", {"body": "We met", "group_id": group["id"]})
    ask("ada", "POST", f"/posts/{post['id']}/comments", {"body": "Yes"})
    ask("ada", "PUT", f"/posts/{post['id']}/reactions/thanks")
    ask("ada", "POST", f"/conversations/{room['id']}/messages", {"client_id": f"r-{actor}", "body": "Yes"})
    ask("ada", "POST", f"/conversations/{topic['id']}/messages", {"client_id": f"t2-{actor}", "body": "Tuesday"})
    ask("ada", "PATCH", f"/conversations/{topic['id']}", {"title": "Trucks"})
    said = {"client_id": f"fence-{actor}", "body": "Hello Ben"}
    ask("ada", "POST", f"/conversations/{ask.colleagues.conversation_id}/messages", said)
    heard = socket.wait_for("message.created")
    assert heard["conversation_id"] == str(ask.colleagues.conversation_id)  # nothing of the others before
    assert "notification.created" not in {name for name, _ in socket.events}
    assert not {"post.created", "comment.created", "reaction.changed"} & {name for name, _ in socket.events}
    sent = {"conversation_id": room["id"], "client_id": "x", "body": "I am still here"}
    assert socket.send("message.send", sent)["error"]["status"] == 404
    assert socket.send("message.send", sent | {"conversation_id": topic["id"]})["error"]["status"] == 404
    assert socket.send("sync", {"conversations": {room["id"]: 0, topic["id"]: 0}})["conversations"] == {}
    assert ask("ben", "GET", f"/posts/{post['id']}")[0] == 404


def test_a_token_taken_back_ends_its_socket_and_its_requests(ask, join):
    _, made = ask("ben", "POST", "/tokens", {"email": BEN, "password": PASSWORD})
    server = ask.server
    by_token, by_another = join(server, made["token"]), join(server, ask.colleagues.ben_token)
    ask("ben", "DELETE", f"/tokens/{made['id']}")
    assert by_token.wait_for_end(within=2.0)
    with pytest.raises(Refused):
        join(server, made["token"])
    assert server.get("/api/v1/me", headers={"Authorization": f"Bearer {made['token']}"}).status == 401
    assert by_another.send("sync", {"conversations": {}})["ok"]


def test_a_browser_signed_out_elsewhere_hears_and_reads_nothing_more(ask, join):
    server = ask.server
    first, second = (server.sign_in(ADA, PASSWORD) for _ in range(2))
    socket = join(server, Cookie=first["Cookie"], Origin=server.url)
    polling = Polling(server, cookie=first["Cookie"])
    ask("ada", "POST", "/code-of-conduct/acknowledgement")
    answer = server.post("/settings/sessions/end-others", headers=second, redirect=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/settings/security")
    assert socket.wait_for_end(within=2.0)
    assert polling.is_at_its_end()
    assert server.get("/code-of-conduct", headers=first, redirect=False).status == 302
    assert server.get("/api/v1/feed", headers=first).status == 401
    with pytest.raises(Refused):
        join(server, Cookie=first["Cookie"], Origin=server.url)
    assert server.get("/code-of-conduct", headers=second, redirect=False).status == 200

"""Slow clients of a real server: they hold up nobody, get whole frames in order, and what is too much ends them."""

from __future__ import annotations

import json
from itertools import count

from realtime.wires import MOST_IN_SYSTEM, MOST_WAITING
from tests.support.polling import Polling

LONG = "é" * 8_000  # 96 kB as it travels, for each letter is spelled out, in the words and in their HTML
HELD_BY_THE_SYSTEM = 2 * MOST_IN_SYSTEM
_numbers = count(1)


def say(socket, conversation_id, times, body=LONG):
    """Send messages, each after the one before was acknowledged; gives their numbers, and the bytes of them all."""
    sent = [
        socket.send(
            "message.send", {"conversation_id": conversation_id, "client_id": f"s{next(_numbers)}", "body": body}
        )
        for _ in range(times)
    ]
    return [answer["message"]["seq"] for answer in sent], len(json.dumps(sent[0])) * times


def numbers_heard(socket, times):
    return [socket.wait_for("message.created")["seq"] for _ in range(times)]


def numbers_until_the_end(socket):
    assert socket.wait_for_end()
    return [payload["seq"] for name, payload in socket.events if name == "message.created"]


def test_a_slow_client_gets_every_frame_whole_and_in_order_whatever_else_is_written(any_server, join):
    colleagues, server = any_server
    ada, ben = join(server, colleagues.ada_token), join(server, colleagues.ben_token, slow=True)
    sent, pongs, size = [], [], 0
    for _ in range(4):
        numbers, bytes_sent = say(ada, colleagues.conversation_id, 2)
        sent, size = sent + numbers, size + bytes_sent
        pongs.append(ben.ping())  # answered between two frames, in which it must not fall
        ben.send_raw('427["sync",{"conversations":{}}]')  # acknowledged by the queue of its transport
    assert HELD_BY_THE_SYSTEM < size < MOST_WAITING
    assert numbers_heard(ben, len(sent)) == sent
    assert ben.send("sync", {"conversations": {}})["ok"]
    assert all(pong.wait(10.0) for pong in pongs)


def test_a_client_that_never_reads_is_cut_off_and_holds_up_nobody(any_server, join):
    colleagues, server = any_server
    ada, ben = join(server, colleagues.ada_token), join(server, colleagues.ben_token)
    deaf = join(server, colleagues.ben_token, slow=True)
    expected, size = [], 0
    while size < 1.5 * (HELD_BY_THE_SYSTEM + MOST_WAITING):
        numbers, bytes_sent = say(ada, colleagues.conversation_id, 3)
        expected, size = expected + numbers, size + bytes_sent
        assert numbers_heard(ben, len(numbers)) == numbers
    heard = numbers_until_the_end(deaf)
    assert heard == expected[: len(heard)]
    assert len(heard) < len(expected)


def test_what_waits_for_somebody_who_may_hear_it_no_more_is_not_delivered(any_server, join, ask):
    colleagues, server = any_server
    group = ask("ada", "POST", "/groups", {"name": "Plovers", "access": "secret"})[1]
    members = f"/groups/{group['id']}/members/{ask.ben_id}"
    elsewhere = join(server, colleagues.ben_token)
    ask("ada", "PUT", members)
    elsewhere.wait_for("notification.created")  # that one was brought in: it belongs to no later test
    room = ask("ada", "POST", "/conversations", {"group_id": group["id"]})[1]
    ada, ben = join(server, colleagues.ada_token), join(server, colleagues.ben_token, slow=True)
    sent, size = say(ada, room["id"], 6)
    assert HELD_BY_THE_SYSTEM < size < MOST_WAITING
    ask("ada", "DELETE", members)
    heard = numbers_until_the_end(ben)
    assert heard == sent[: len(heard)]
    assert len(heard) < len(sent)


def test_nothing_waits_for_a_slow_client_that_has_gone(any_server, join):
    colleagues, server = any_server
    ada, ben = join(server, colleagues.ada_token), join(server, colleagues.ben_token, slow=True)
    sent, size = say(ada, colleagues.conversation_id, 6)
    assert HELD_BY_THE_SYSTEM < size < MOST_WAITING
    ben.send_raw("41")
    assert len(numbers_until_the_end(ben)) < len(sent)


def test_who_polls_hears_the_same_in_the_same_order(any_server, join):
    colleagues, server = any_server
    ada, polling = join(server, colleagues.ada_token), Polling(server, token=colleagues.ben_token)
    sent, _ = say(ada, colleagues.conversation_id, 5, body="Hello")
    assert [message["seq"] for message in polling.wait_for("message.created", 5)] == sent

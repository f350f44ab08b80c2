"""Two processes, one house: what is done in one reaches the other, once, in order, and no right outlives its end."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from socket import create_connection
from urllib.parse import urlencode

import pytest

from tests.factories import PASSWORD
from tests.scaled.deployment import PROCESSES, on_each_process
from tests.support.processes import process_behind
from tests.support.sockets import Refused
from tests.support.waiting import until

pytestmark = pytest.mark.scaled

MESSAGES = 5
OPEN = 80
ENDS_WITHIN = 2.0


def heard_until(socket, name, last):
    """The payloads of the events of a name, until one of them satisfies `last`."""
    found = []
    while not found or not last(found[-1]):
        found.append(socket.wait_for(name))
    return found


def test_a_post_made_through_one_process_is_heard_on_both(deployment, join, call):
    company, server = deployment
    sockets = on_each_process(server, lambda: join(server, company.tokens["person1"]))
    for caller in on_each_process(server, lambda: call(server, company.tokens["person2"])).values():
        status, post = caller.ask("POST", "/api/v1/posts", {"body": "Heard everywhere"})
        assert status == 201
        for socket in sockets.values():
            assert heard_until(socket, "post.created", lambda told: told["id"] == post["id"])  # noqa: B023


def test_twenty_who_speak_at_once_leave_no_gap_and_hear_each_other_once(deployment, join):
    company, server = deployment
    conversation = company.conversation_id
    sockets = {name: join(server, company.tokens[name]) for name in company.names}
    assert len({process_behind(server, socket.port) for socket in sockets.values()}) == PROCESSES
    before = sockets["person0"].send("sync", {"conversations": {conversation: 0}})["conversations"]
    first = len(before.get(conversation, [])) + 1

    def speak(name):
        sent = []
        for number in range(MESSAGES):
            payload = {"conversation_id": conversation, "client_id": f"all-{number}", "body": f"{name} {number}"}
            sent.append(sockets[name].send("message.send", payload)["message"])
        return sent

    with ThreadPoolExecutor(len(sockets)) as threads:
        acknowledged = [message for sent in threads.map(speak, sockets) for message in sent]
    total = MESSAGES * len(sockets)
    assert sorted(message["seq"] for message in acknowledged) == list(range(first, first + total))
    for socket in sockets.values():
        heard = [socket.wait_for("message.created")["seq"] for _ in range(total)]
        assert sorted(heard) == list(range(first, first + total))


def test_a_message_that_comes_twice_at_once_is_one_message(deployment, join):
    company, server = deployment
    pair = on_each_process(server, lambda: join(server, company.tokens["person3"])).values()
    for number in range(20):
        together = threading.Barrier(len(pair))

        def send(socket, number=number, together=together):
            together.wait()
            payload = {"conversation_id": company.conversation_id, "client_id": f"twice-{number}", "body": "Once"}
            return socket.send("message.send", payload)["message"]

        with ThreadPoolExecutor(len(pair)) as threads:
            first, second = threads.map(send, pair)
        assert (first["id"], first["seq"]) == (second["id"], second["seq"])


def test_who_was_removed_hears_nothing_more_on_any_process(deployment, join, call):
    company, server = deployment
    owner = call(server, company.tokens["person0"])
    leaving = on_each_process(server, lambda: join(server, company.tokens["person4"])).values()
    witness = join(server, company.tokens["person5"])

    def say(name):
        path = f"/api/v1/conversations/{company.room_id}/messages"
        assert owner.ask("POST", path, {"client_id": name, "body": name})[0] == 201

    say("before")
    for socket in (*leaving, witness):
        heard_until(socket, "message.created", lambda message: message["body"] == "before")
    member = f"/api/v1/groups/{company.group_id}/members/{company.ids['person4']}"
    assert owner.ask("DELETE", member)[0] == 204
    say("after")
    heard_until(witness, "message.created", lambda message: message["body"] == "after")
    for socket in leaving:
        payload = {"conversation_id": company.room_id, "client_id": "x", "body": "x"}
        assert socket.send("message.send", payload)["error"]["status"] == 404
        assert [name for name, _payload in socket.events if name == "message.created"] == []


def test_a_suspension_ends_sockets_on_all_processes(deployment, join, call):
    company, server = deployment
    suspended = on_each_process(server, lambda: join(server, company.tokens["suspended"])).values()
    moderator, reporter = call(server, company.tokens["moderator"]), call(server, company.tokens["person7"])
    target = {"type": "person", "id": company.ids["suspended"]}
    report = {"target": target, "category": "harassment", "statement": "Again and again."}
    assert reporter.ask("POST", "/api/v1/reports", report)[0] == 201
    _status, queue = moderator.ask("GET", "/api/v1/moderation/queue")
    case = f"/api/v1/moderation/cases/{queue['items'][0]['case_id']}"
    assert moderator.ask("POST", f"{case}/claim")[0] == 200
    decision = {
        "measure": "suspend",
        "reason": "It went on after a reminder.",
        "article": 1,
        "until": (datetime.now(UTC) + timedelta(days=3)).isoformat(),
        "person": company.ids["suspended"],
    }
    assert moderator.ask("POST", f"{case}/decisions", decision)[0] == 201
    deadline = time.monotonic() + ENDS_WITHIN
    assert all(socket.wait_for_end(within=deadline - time.monotonic()) for socket in suspended)
    with pytest.raises(Refused):
        join(server, company.tokens["suspended"])


def test_a_sign_out_on_one_process_ends_that_browsers_sockets_on_all(deployment, join, call):
    company, server = deployment
    browser = Browser(call(server))
    browser.sign_in("person8@house.example", PASSWORD)
    sockets = on_each_process(server, lambda: join(server, Cookie=browser.cookie, Origin=server.url)).values()
    other = join(server, company.tokens["person8"])
    assert browser.post("/sign-out")[0] == 303
    deadline = time.monotonic() + ENDS_WITHIN
    assert all(socket.wait_for_end(within=deadline - time.monotonic()) for socket in sockets)
    assert other.send("sync", {"conversations": {}})["ok"]


class Browser:
    """Keeps cookies and the form's token, as a browser does."""

    def __init__(self, caller):
        self._caller, self._cookies, self._token = caller, {}, ""

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _ask(self, *request, **headers):
        answer = self._caller.ask(*request, Cookie=self.cookie, **headers)
        self._cookies |= dict(cookie.partition(";")[0].split("=", 1) for cookie in self._caller.cookies)
        if found := re.search(r'<meta name="csrf-token" content="([^"]+)"', str(answer[1])):
            self._token = found.group(1)
        return answer

    def post(self, path, **values):
        form = urlencode({"csrf_token": self._token, **values})
        return self._ask("POST", path, form, **{"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, email, password):
        self._ask("GET", "/sign-in")
        assert self.post("/sign-in", email=email, password=password)[0] == 303
        self._ask("GET", "/code-of-conduct")


def test_an_account_that_the_command_line_closed_is_out_everywhere(deployment, join):
    company, server = deployment
    sockets = on_each_process(server, lambda: join(server, company.tokens["closed"])).values()
    company.instance.command("user", "deactivate", "closed@house.example")
    deadline = time.monotonic() + ENDS_WITHIN
    assert all(socket.wait_for_end(within=deadline - time.monotonic()) for socket in sockets)


def test_who_comes_is_known_to_both_processes(deployment, join):
    company, server = deployment
    watching = on_each_process(server, lambda: join(server, company.tokens["person11"])).values()
    join(server, company.tokens["arriving"])
    for socket in watching:
        heard_until(socket, "presence", lambda told: told["person_id"] == company.ids["arriving"] and told["here"])


def test_how_often_somebody_may_ask_is_counted_for_both_processes_together(deployment, call):
    """Files may be sent 120 times a minute: each process alone would have taken all of these."""
    company, server = deployment
    callers = list(on_each_process(server, lambda: call(server, company.tokens["person12"])).values())

    def send_nothing(caller):
        return [caller.ask("POST", "/api/v1/files", {})[0] for _ in range(65)]

    with ThreadPoolExecutor(len(callers)) as threads:
        statuses = [status for some in threads.map(send_nothing, callers) for status in some]
    assert statuses.count(429) == 130 - 120
    assert {caller.ask("POST", "/api/v1/files", {})[0] for caller in callers} == {429}


def test_background_work_of_both_is_done_once(deployment, call):
    company, server = deployment
    author, named = call(server, company.tokens["person13"]), call(server, company.tokens["person14"])
    for number in range(10):
        assert author.ask("POST", "/api/v1/posts", {"body": f"Number {number} for @person14"})[0] == 201

    def mentions():
        _status, page = named.ask("GET", "/api/v1/notifications?limit=100")
        return [item for item in page["items"] if item["kind"] == "mention"]

    until(lambda: len(mentions()) >= 10, what="ten notifications")
    outbox = company.instance.data_dir / "outbox"
    until(lambda: len(list(outbox.glob("*.eml"))) >= 10, what="ten mails")
    assert len(mentions()) == 10


def test_processes_share_what_is_open_evenly(deployment):
    _company, server = deployment
    with ExitStack() as leaving:
        opened = [create_connection(("127.0.0.1", server.port)) for _ in range(OPEN)]
        ports = [leaving.enter_context(connection).getsockname()[1] for connection in opened]
        behind = [until(lambda: process_behind(server, port), within=10, what="a taker") for port in ports]  # noqa: B023
    held = Counter(behind)
    assert len(held) == PROCESSES
    assert max(held.values()) - min(held.values()) <= OPEN // 4

"""A power cut while everybody writes: what was acknowledged is there afterwards, and nothing is damaged."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from itertools import count

import pytest
import urllib3
from websockets.exceptions import ConnectionClosed

from tests.hostile.served import Asked, House
from tests.support.parvis import start_server
from tests.support.sockets import Ended, SocketClient
from tests.support.waiting import until

CUTS = 2
ENOUGH = 12  # acknowledged writes of each kind before the cut
LOST = (OSError, TimeoutError, Ended, ConnectionClosed, urllib3.exceptions.HTTPError, json.JSONDecodeError)

pytestmark = pytest.mark.slow


class Writers:
    """People who write until the server is gone, and note what it acknowledged."""

    def __init__(self, house: House, cut: int) -> None:
        self._house, self._cut = house, cut
        self.posts: list[str] = []
        self.reports: list[str] = []
        self.messages: list[tuple[str, int]] = []
        self.votes: list[str] = []
        self._all = [self._publish, self._report, self._talk, self._vote]

    def write_until(self, cut_power: Callable[[], None]) -> None:
        """Let all of them write, and cut the power once each has been acknowledged often enough."""
        threads = [threading.Thread(target=self._until_lost, args=(write,)) for write in self._all]
        for thread in threads:
            thread.start()
        acknowledged = (self.posts, self.reports, self.messages, self.votes)
        until(lambda: min(map(len, acknowledged)) >= ENOUGH, within=60, what="enough writes")
        cut_power()
        for thread in threads:
            thread.join()

    def _until_lost(self, write: Callable[[], None]) -> None:
        try:
            write()
        except LOST:
            return

    def _publish(self) -> None:
        for number in count():
            status, post = self._house.send(
                Asked("member", "POST", "/posts", {"body": f"Kestrel {self._cut}-{number}"})
            )
            assert status == 201, post
            self.posts.append(post["id"])

    def _report(self) -> None:
        target = {"type": "post", "id": self._house.things["post_in_house"]}
        for number in count():
            words = f"For the reason {self._cut}-{number}"
            body = {"target": target, "category": "other", "statement": words}
            status, report = self._house.send(Asked("outsider", "POST", "/reports", body))
            assert status == 201, report
            self.reports.append(report["id"])

    def _talk(self) -> None:
        socket = SocketClient(self._house.server.url, token=self._house.tokens["owner"])
        for number in count():
            said = {"conversation_id": self._house.things["pair"], "client_id": f"{self._cut}-{number}", "body": "Yes"}
            answer = socket.send("message.send", said)
            assert answer["ok"], answer
            self.messages.append((answer["message"]["id"], answer["message"]["seq"]))

    def _vote(self) -> None:
        for number in count():
            choice = ("yes", "no", "abstain")[number % 3]
            vote = Asked("owner", "PUT", "/ballots/{ballot_in_house}/vote", {"choice": choice})
            status, ballot = self._house.send(vote)
            assert status == 200, ballot
            self.votes.append(choice)


def test_what_was_acknowledged_survives_power_cuts(founded, tmp_path):
    house = founded.copied(tmp_path)
    acknowledged = []
    for cut in range(CUTS):
        server = start_server(house.instance)
        try:
            writers = Writers(house.serve(server), cut)
            writers.write_until(server.kill)
        finally:
            server.kill()
        acknowledged.append(writers)
    server = start_server(house.instance)
    try:
        house.serve(server)
        for writers in acknowledged:
            examine(house, writers)
        assert house.get("owner", "/ballots/{ballot_in_house}")["my_vote"]["choice"] in expected_votes(acknowledged[-1])
        examine_search(house, sum(len(writers.posts) for writers in acknowledged))
        assert house.send(Asked("member", "POST", "/posts", {"body": "And on we go"}))[0] == 201
        answers = house.instance.command("check").splitlines()
        assert [answer for answer in answers if not answer.endswith(": ok")] == []
        assert {"database: ok", "audit: ok", "search: ok"} <= set(answers)
    finally:
        server.stop()


def examine(house: House, writers: Writers) -> None:
    """Everything that was acknowledged is there."""
    assert [house.send(Asked("member", "GET", f"/posts/{post}"))[0] for post in writers.posts] == [200] * len(
        writers.posts
    )
    reports = read_list(house, "outsider", "/reports/mine?limit=100")
    assert set(writers.reports) <= {report["id"] for report in reports}
    messages = read_list(house, "owner", "/conversations/{pair}/messages?limit=100&after=0")
    numbers = [message["seq"] for message in messages]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(writers.messages) <= {(message["id"], message["seq"]) for message in messages}


def expected_votes(writers: Writers) -> set[str]:
    """The last one acknowledged, or the one that was under way."""
    following = {"yes": "no", "no": "abstain", "abstain": "yes"}
    return {writers.votes[-1], following[writers.votes[-1]]}


def examine_search(house: House, least: int) -> None:
    """The index catches up by itself."""

    def found() -> bool:
        status, answer = house.send(Asked("member", "GET", "/search?q=kestrel&type=post"))
        return status == 200 and answer["facets"].get("post", 0) >= least

    until(found, within=30, what="the index catching up")


def read_list(house: House, name: str, path: str) -> list[dict[str, object]]:
    """All items of a list."""
    page = house.get(name, path)
    items = list(page["items"])
    while page["next"]:
        page = house.get(name, f"{path.partition('?')[0]}?limit=100&cursor={page['next']}")
        items += page["items"]
    return items

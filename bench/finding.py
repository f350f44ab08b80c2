"""Search: what people look for in an instance, asked of its server and of the bare engine."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import urllib3
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Post
from bench.deeds import publish
from bench.houses import House, Sizes
from bench.instances import Viewer, reading
from bench.load import Ask, Load, ask_all
from bench.report import AT_MOST, Report
from bench.servers import Server
from search.engines import Query
from search.engines.whoosh import WhooshEngine
from search.finding import KINDS
from search.gathering import tokens_of

WORD = re.compile(r"[a-zéèêàçùôîû]{5,}", re.IGNORECASE)
FOUND_WITHIN = 30.0


def measure(house: House, sizes: Sizes, report: Report, *, is_goal: bool) -> None:
    """Search and suggestions, asked of the server and of the engine; the goals are those of 100,000 documents."""
    asked = questions(house.app, house.viewers, 2 * sizes.questions)
    first, then = asked[: sizes.questions], asked[sizes.questions :]
    engine = BareEngine(house.instance.folder)
    ask_all(house.server, search_asks(first), clients=1)
    engine.search(first)
    at = f"{house.instance.posts:,} posts"
    found = {
        "search": ask_all(house.server, search_asks(then), clients=1),
        "engine’s search": engine.search(then),
        "suggest": ask_all(house.server, suggest_asks(then), clients=1),
        "engine’s suggest": engine.suggest(then),
    }
    engine.close()
    for name, load in found.items():
        report.note(f"{name}, {at}", load)
    if is_goal:
        search, suggest = found["engine’s search"], found["engine’s suggest"]
        report.expect(f"search, {at}, engine", "p50 ms", search.quantile(0.5), AT_MOST, 6)
        report.expect(f"search, {at}, engine", "p95 ms", search.quantile(0.95), AT_MOST, 20)
        report.expect(f"suggest, {at}, engine", "p50 ms", suggest.quantile(0.5), AT_MOST, 5)
    report.expect(f"a new post is found, {at}", "s", found_after(house.server, house.viewers[0]), AT_MOST, 2)


@dataclass(frozen=True)
class Question:
    """Two words that somebody looks for, and what they had typed of the first."""

    words: str
    typed: str
    viewer: Viewer
    audience: frozenset[str]


def questions(app: Flask, viewers: Sequence[Viewer], count: int) -> list[Question]:
    """Words that stand in posts, each pair asked by somebody with their own groups."""
    chance = random.Random(2)  # noqa: S311 (repeatable questions, no secret)
    with reading(app):
        bodies = session.scalars(select(Post.body).order_by(Post.id.desc()).limit(5_000)).all()
        words = [found for found in (WORD.findall(body) for body in bodies) if len(found) > 1]
        audiences = {viewer.id: tokens_of(session.get_one(Person, viewer.id)) for viewer in viewers}
    asked = []
    for viewer, _ in zip(cycle(viewers), range(count), strict=False):
        pair = chance.sample(chance.choice(words), 2)
        typed = pair[0][: chance.randint(2, 5)]
        asked.append(Question(" ".join(pair), typed, viewer, audiences[viewer.id]))
    return asked


def search_asks(asked: Sequence[Question]) -> list[Ask]:
    """The questions, asked of the REST interface."""
    return [Ask(f"/api/v1/search?{urlencode({'q': each.words})}", each.viewer.headers) for each in asked]


def suggest_asks(asked: Sequence[Question]) -> list[Ask]:
    """What has been typed so far, asked of the REST interface."""
    return [Ask(f"/api/v1/search/suggest?{urlencode({'q': each.typed})}", each.viewer.headers) for each in asked]


class BareEngine:
    """The same questions to the engine alone, in this process, on the same index."""

    def __init__(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder / "index")

    def search(self, asked: Sequence[Question]) -> Load:
        """Search for each."""
        queries = [Query(each.words, each.audience, kinds=frozenset(KINDS)) for each in asked]
        return self._measure([lambda query=query: self._engine.search(query) for query in queries])

    def suggest(self, asked: Sequence[Question]) -> Load:
        """Suggest for each."""
        return self._measure([lambda each=each: self._engine.suggest(each.typed, each.audience) for each in asked])

    def close(self) -> None:
        self._engine.close()

    @staticmethod
    def _measure(works: Sequence[Callable[[], object]]) -> Load:
        load, began, cpu = Load(), time.perf_counter(), time.process_time()
        for work in works:
            start = time.perf_counter()
            work()
            load.waits.append(1000 * (time.perf_counter() - start))
        load.seconds, load.cpu = time.perf_counter() - began, 1000 * (time.process_time() - cpu)
        return load


def found_after(server: Server, viewer: Viewer) -> float:
    """Seconds from the answer to a new post until search finds it."""
    word = f"zébulon{random.randrange(10**9)}"  # noqa: S311 (a word that nobody has used, no secret)
    ask = publish(viewer, f"Le mot du jour est {word}.")
    address = f"{server.url}/api/v1/search?{urlencode({'q': word})}"
    with urllib3.PoolManager(retries=False) as pool:
        pool.request("POST", server.url + ask.path, body=ask.body, headers=dict(ask.headers))
        began = time.perf_counter()
        while time.perf_counter() - began < FOUND_WITHIN:
            if json.loads(pool.request("GET", address, headers=dict(viewer.headers)).data)["items"]:
                return time.perf_counter() - began
            time.sleep(0.05)
    return FOUND_WITHIN

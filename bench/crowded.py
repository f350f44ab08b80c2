"""A crowded company: people with many pages open, in many rooms; founded anew for each run, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.accounts.models import Person
from app.accounts.services import create_person
from app.chat.models import Conversation, Kind, Participant
from app.config import load_settings
from app.core.db import bound_engine, session
from app.core.events import transaction
from app.core.ids import new_id
from app.core.migrations import upgrade
from app.factory import create_app
from app.feed.services import publish_post
from app.governance.services import ensure_code
from bench.instances import Viewer, reading, signed_in
from bench.servers import Server, serving
from tests.support.servers import running_postgresql, running_redis

OF_ONE = 5
"""How many pages each person has open."""
POSTS = 40
"""How many posts stand in the feed, so that a page of it has something to show."""


@dataclass
class Crowded:
    """A served company: who is signed in, and by room the places of its people among them."""

    server: Server
    people: list[Viewer]
    rooms: dict[str, list[int]]


@contextmanager
def crowded(sockets: int, rooms: int, in_a_room: int, *, processes: int = 1, scaled: bool = False) -> Iterator[Crowded]:
    """A company for so many sockets under `parvis serve`; scaled is PostgreSQL and Redis, else SQLite alone."""
    with ExitStack() as leaving:
        folder = Path(leaving.enter_context(TemporaryDirectory(prefix="parvis-crowded-")))
        settings = {"PARVIS_DATA_DIR": str(folder / "data"), "PARVIS_SOCKETS": str(sockets + 200)}
        if scaled:
            (folder / "redis").mkdir()
            postgresql = leaving.enter_context(running_postgresql(is_durable=True))
            redis = leaving.enter_context(running_redis(folder / "redis"))
            settings |= {"PARVIS_DATABASE_URL": postgresql.make_database(), "PARVIS_REDIS_URL": redis.make_database()}
        people, places = _found(folder, settings, max(sockets // OF_ONE, in_a_room), rooms, in_a_room)
        command = ["-m", "app", "serve", "--port", "{port}", "--processes", str(processes)]
        server = leaving.enter_context(serving(command, folder / "log", settings, first_page="/sign-in"))
        yield Crowded(server, people, places)


def _found(
    folder: Path, settings: dict[str, str], people: int, rooms: int, in_a_room: int
) -> tuple[list[Viewer], dict[str, list[int]]]:
    """Fill the company; Redis is left out, for this process keeps no limits there."""
    (folder / "data").mkdir(mode=0o700)
    alone = {name: value for name, value in settings.items() if name != "PARVIS_REDIS_URL"}
    app = create_app(load_settings(alone), testing=True)
    with reading(app):
        upgrade(bound_engine())
        ensure_code()
        with transaction(told=False):
            crowd = [
                create_person(email=f"p{number}@house.example", name=f"Person {number}", actor=None)
                for number in range(people)
            ]
            for number in range(POSTS):
                publish_post(body=f"What was agreed on day {number}.", actor=crowd[number % people])
            viewers = [signed_in(app, person, is_in_largest_group=False) for person in crowd]
            places = dict(_open_room(crowd, number, in_a_room) for number in range(rooms))
        session.remove()
        bound_engine().dispose()
    return viewers, places


def _open_room(crowd: list[Person], number: int, people: int) -> tuple[str, list[int]]:
    """A conversation of so many of them, others for each number."""
    places = [(number * 7 + each * 13) % len(crowd) for each in range(people)]
    conversation = Conversation(id=new_id(), kind=Kind.PEOPLE, title=f"Room {number}")
    session.add(conversation)
    session.flush()
    session.add_all(
        Participant(conversation_id=conversation.id, person_id=crowd[place].id) for place in dict.fromkeys(places)
    )
    return str(conversation.id), list(dict.fromkeys(places))

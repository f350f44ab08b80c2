"""The limits of the pages: bare Flask routes under the same server that give the same bytes, with nothing around them.

    python -m gevent.monkey --module bench.limits PORT PAGES

`PAGES` is a JSON file of pages that Parvis gave, cut into what stands before, between and behind their posts or
comments. Each route checks the same cookie against the same row, then answers

    /bytes/KIND/N      the page as it is
    /fragments/KIND/N  its fragments, found by one Core query for the versions that they show, joined
    /queries/home/N    its posts, by three Core queries and a flat template
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from flask import Flask, abort, session
from jinja2 import Environment, FileSystemLoader
from sqlalchemy import Connection, Engine, bindparam, select

from app.accounts.models import BrowserSession, Person
from app.accounts.passwords import fingerprint
from app.accounts.signin import COOKIE_KEY
from app.config import load_settings, secret_key
from app.core.db import Identifier, make_engine
from app.feed.models import Comment, Post, Reaction
from app.groups.models import Group
from app.people.models import Profile
from app.server import Server

IDS = bindparam("ids", type_=Identifier(), expanding=True)

WHO = (
    select(Person.id, Person.name)
    .join(BrowserSession, BrowserSession.person_id == Person.id)
    .where(BrowserSession.token_hash == bindparam("token"))
)
POSTS = (
    select(Post.id, Post.version, Person.version, Group.version)
    .join(Person, Person.id == Post.author_id)
    .outerjoin(Group, Group.id == Post.group_id)
    .where(Post.id.in_(IDS))
    .order_by(Post.published_at.desc(), Post.id.desc())
)
COMMENTS = (
    select(Comment.id, Comment.version, Person.version)
    .join(Person, Person.id == Comment.author_id)
    .where(Comment.post_id.in_(IDS))
    .order_by(Comment.root_number, Comment.number)
)
VERSIONS = {"home": POSTS, "group": POSTS, "thread": COMMENTS}

CONTENTS = (
    select(
        *(Post.id, Post.title, Post.html, Post.published_at, Post.edited_at, Post.reactions, Post.comment_count),
        *(Person.id.label("author_id"), Person.name.label("author"), Person.handle, Profile.title.label("function")),
        *(Group.slug, Group.name.label("group")),
    )
    .join(Person, Person.id == Post.author_id)
    .outerjoin(Profile, Profile.person_id == Person.id)
    .outerjoin(Group, Group.id == Post.group_id)
    .where(Post.id.in_(IDS))
)
MINE = select(Reaction.post_id, Reaction.name).where(
    Reaction.post_id.in_(IDS), Reaction.person_id == bindparam("viewer", type_=Identifier())
)

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


class Bare(Server):
    """The same server as Parvis's, with nothing in the background."""

    def __init__(self, port: int, app: Flask) -> None:
        self._app = app
        super().__init__("127.0.0.1", port, 1)

    def load_config(self) -> None:
        """As Parvis, without its worker."""
        super().load_config()
        self.cfg.set("when_ready", lambda _server: None)

    def load(self) -> Flask:
        """The bare routes."""
        return self._app


def make_app(pages: dict[str, list[dict[str, Any]]], engine: Engine, key: str) -> Flask:
    """The bare routes over these pages."""
    app = Flask(__name__)
    app.secret_key = key
    app.before_request(lambda: time.sleep(0))  # one yield a request, as Parvis does
    fragments: dict[tuple[Any, ...], str] = {}
    template = TEMPLATES.get_template("post.html")

    @app.get("/")
    def ready() -> str:
        return "ready"

    @app.get("/bytes/<kind>/<int:number>")
    def give_bytes(kind: str, number: int) -> str:
        with engine.connect() as connection:
            check(connection)
        return str(pages[kind][number]["whole"])

    @app.get("/fragments/<kind>/<int:number>")
    def join_fragments(kind: str, number: int) -> str:
        page = pages[kind][number]
        with engine.connect() as connection:
            check(connection)
            rows = connection.execute(VERSIONS[kind], {"ids": page["ids"]}).all()
        parts = [
            fragments.get(row) or fragments.setdefault(row, page["pieces"][str(row[0])]) for row in map(tuple, rows)
        ]
        return "".join((page["head"], *parts, page["tail"]))

    @app.get("/queries/home/<int:number>")
    def render_rows(number: int) -> str:
        page = pages["home"][number]
        with engine.connect() as connection:
            viewer = check(connection)
            order = [row[0] for row in connection.execute(POSTS, {"ids": page["ids"]})]
            posts = {row.id: row for row in connection.execute(CONTENTS, {"ids": order})}
            mine = dict(connection.execute(MINE, {"ids": order, "viewer": viewer}).tuples().all())
        parts = [template.render(post=posts[each], mine=mine.get(each), icons="/static/icons.svg") for each in order]
        return "".join((page["head"], *parts, page["tail"]))

    return app


def check(connection: Connection) -> Any:
    """Who asks, by the cookie's token; 401 for nobody."""
    row = connection.execute(WHO, {"token": fingerprint(session.get(COOKIE_KEY, ""))}).first()
    return row.id if row is not None else abort(401)


def main() -> None:
    """Serve on a port until stopped."""
    settings = load_settings()
    pages = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    for kind in pages.values():
        for page in kind:
            page["ids"] = [Identifier().process_result_value(bytes.fromhex(each), None) for each in page["ids"]]  # type: ignore[arg-type]  # of no dialect
    Bare(int(sys.argv[1]), make_app(pages, make_engine(settings.database), secret_key(settings))).run()


if __name__ == "__main__":
    main()

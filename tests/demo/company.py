"""Reads the demo company's files for its tests: people, groups, posts and every text with its language."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2] / "app" / "demo" / "company"
Row = dict[str, Any]


def load(name: str) -> Row:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


PEOPLE: dict[str, Row] = {row["handle"]: row for row in load("people.toml")["person"]}
STAFF = {handle for handle, row in PEOPLE.items() if "guest" not in row["roles"]}
DEPARTMENTS = {row["slug"] for row in load("departments.toml")["department"]}
GROUPS: dict[str, Row] = {row["slug"]: row for row in load("groups.toml")["group"]}
WALLS: dict[str, list[Row]] = {
    path.stem: load(f"posts/{path.name}")["post"] for path in sorted((ROOT / "posts").glob("*.toml"))
}
POSTS: dict[str, Row] = {post["key"]: post | {"wall": wall} for wall, rows in WALLS.items() for post in rows}
CONVERSATIONS: list[Row] = load("chats.toml")["conversation"]
CASES: list[Row] = load("cases.toml")["case"]
PAGES: dict[str, Row] = {row["title"]: row for row in load("knowledge.toml")["page"]}
RUMOURS: list[Row] = load("rumours.toml")["rumour"]
OUTWARD = load("proposals.toml")
PROPOSALS: dict[str, Row] = {row["key"]: row for row in OUTWARD["proposal"]}
PHRASES = load("phrases.toml")


def members(wall: str) -> set[str]:
    """Who may write there: the whole staff for the house, else the group's own people."""
    if wall == "house" or GROUPS[wall]["members"] == "all":
        return STAFF
    group = GROUPS[wall]
    return {group["owner"], *group["moderators"], *group["members"]}


def minutes(at: str) -> int:
    """Minutes from the midnight of now's day ("-12d 09:40", "+2d 18:00"), or before now itself ("-95m")."""
    if match := re.fullmatch(r"([+-]\d+)d (\d\d):(\d\d)", at):
        return int(match[1]) * 1440 + int(match[2]) * 60 + int(match[3])
    match = re.fullmatch(r"-(\d+)m", at)
    assert match, at
    return -int(match[1])


def comments(post: Row) -> list[Row]:
    rows: list[Row] = post.get("comments", [])
    return rows


def written() -> Iterator[tuple[str, str, str]]:
    """Every text that somebody of the company wrote: where, its language, the text."""
    for key, post in POSTS.items():
        language = post.get("language", "fr")
        for field in ("title", "body"):
            if post.get(field):
                yield f"{key}.{field}", language, post[field]
        for picture in post.get("pictures", []):
            yield f"{key}.alt", language, picture["alt"]
        for number, comment in enumerate(comments(post)):
            yield f"{key}#{number}", comment.get("language", "fr"), comment["body"]
    for talk in CONVERSATIONS:
        for number, message in enumerate(talk["messages"]):
            yield f"{talk['key']}/{number}", talk.get("language", "fr"), message["body"]
    for handle, person in PEOPLE.items():
        yield f"biography of {handle}", person["language"], person["biography"]
    for source in (GROUPS, CASES, PROPOSALS, OUTWARD["publication"], PHRASES["posts"], PHRASES["comments"]):
        rows = source.values() if isinstance(source, dict) else source
        yield from (("elsewhere", "fr", text) for text in _sentences(list(rows)))


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner)

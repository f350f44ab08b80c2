"""The demo's groups, who is in them and who asks to be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.core import clock
from app.demo.people import People
from app.demo.story import Event, Written, moment, read
from app.groups.models import Access, Group, GroupRole, Kind
from app.groups.services import (
    add_rule,
    change_reception,
    create_group,
    invite_person,
    join_group,
    set_member,
    set_parent,
)

Groups = dict[str, Group]

FOUNDED = "-90d 08:00"


def found(people: People) -> Groups:
    """Every group with its members, by slug."""
    with clock.stopped_at(moment(FOUNDED)):
        rows = read("groups.toml")["group"]
        groups = {row["slug"]: _found(row, people) for row in rows}
        for row in rows:
            if "parent" in row:
                set_parent(groups[row["slug"]], groups[row["parent"]], actor=people[row["owner"]])
        return groups


def requests(groups: Groups, people: People) -> list[Event]:
    """Who asks to join or is invited, and has no answer yet."""
    rows = read("groups.toml")["group"]
    return [event for row in rows for event in _at_the_door(row, groups[row["slug"]], people)]


def _at_the_door(row: Written, group: Group, people: People) -> Iterator[Event]:
    for ask in row.get("requests", []):
        answers, asking = ask.get("answers", ()), people[ask["person"]]
        yield moment(ask["at"]), partial(join_group, group, answers=answers, actor=asking)
    for one in row.get("invited", []):
        yield moment(one["at"]), partial(invite_person, group, people[one["person"]], actor=people[row["owner"]])


def _found(row: Written, people: People) -> Group:
    owner = people[row["owner"]]
    group = create_group(
        name=row["name"],
        description=row["description"],
        kind=Kind(row["kind"]),
        access=Access(row["access"]),
        slug=row["slug"],
        icon=row["icon"],
        rules=row["rules"],
        join_questions=row.get("join_questions", ()),
        actor=owner,
    )
    if shown := {name: row[name] for name in ("welcome", "steps", "resources") if name in row}:
        change_reception(group, **shown, actor=owner)
    if "rule" in row:
        add_rule(group, **row["rule"], actor=owner)
    staff = [handle for handle, person in people.items() if not person.is_guest]
    for handle in staff if row["members"] == "all" else row["members"]:
        set_member(group, people[handle], actor=owner)
    for handle in row["moderators"]:
        set_member(group, people[handle], role=GroupRole.MODERATOR, actor=owner)
    return group

"""The demo's groups, who is in them and who asks to be."""

from __future__ import annotations

from functools import partial

from app.core import clock
from app.demo.people import People
from app.demo.story import Event, Written, moment, read
from app.groups.models import Access, Group, GroupRole, Kind
from app.groups.services import change_reception, create_group, join_group, set_member, set_parent

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
    """Who asks to join, and has no answer yet."""
    return [
        (
            moment(ask["at"]),
            partial(join_group, groups[row["slug"]], answers=ask.get("answers", ()), actor=people[ask["person"]]),
        )
        for row in read("groups.toml")["group"]
        for ask in row.get("requests", [])
    ]


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
    staff = [handle for handle, person in people.items() if not person.is_guest]
    for handle in staff if row["members"] == "all" else row["members"]:
        set_member(group, people[handle], actor=owner)
    for handle in row["moderators"]:
        set_member(group, people[handle], role=GroupRole.MODERATOR, actor=owner)
    return group

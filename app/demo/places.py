"""The demo's groups and who is in them."""

from __future__ import annotations

from app.core import clock
from app.demo.people import People
from app.demo.story import Written, moment, read
from app.groups.models import Access, Group, GroupRole, Kind
from app.groups.services import change_group, create_group, set_member

Groups = dict[str, Group]

FOUNDED = "-90d 08:00"


def found(people: People) -> Groups:
    """Every group with its members, by slug."""
    with clock.stopped_at(moment(FOUNDED)):
        return {row["slug"]: _found(row, people) for row in read("groups.toml")["group"]}


def _found(row: Written, people: People) -> Group:
    owner = people[row["owner"]]
    group = create_group(
        name=row["name"],
        description=row["description"],
        kind=Kind(row["kind"]),
        access=Access(row["access"]),
        slug=row["slug"],
        icon=row["icon"],
        actor=owner,
    )
    change_group(group, rules=row["rules"], actor=owner)
    staff = [handle for handle, person in people.items() if not person.is_guest]
    for handle in staff if row["members"] == "all" else row["members"]:
        set_member(group, people[handle], actor=owner)
    for handle in row["moderators"]:
        set_member(group, people[handle], role=GroupRole.MODERATOR, actor=owner)
    return group

"""Founding groups."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import GroupCreated, MemberJoined
from app.groups.models import Access, Group, GroupRole, Kind, Membership
from app.groups.services import checking
from app.groups.services.addresses import free_slug
from app.groups.services.nesting import set_parent
from app.groups.services.receiving import Step, change_reception


@command
def create_group(
    *,
    name: str,
    description: str = "",
    kind: Kind = Kind.COMMUNITY,
    access: Access = Access.OPEN,
    icon: str = "users-round",
    rules: Sequence[str] = (),
    announcement_only: bool = False,
    join_questions: Sequence[str] = (),
    welcome: str = "",
    steps: Sequence[Step] = (),
    slug: str | None = None,
    parent: Group | None = None,
    actor: Person,
) -> Group:
    """Found a group whose first owner is the actor; its address is made of its name, or is the `slug` wished for.

    With a `parent`, which the actor runs too, it belongs to that one, whose members may join it. Raises Invalid for
    what cannot be used.
    """
    demand(policy.can_found(actor))
    group = Group(
        name=checking.checked_name(name),
        slug=free_slug(slug, Access.OPEN) if slug else free_slug(name, access),
        description=checking.checked_description(description),
        rules=checking.checked_rules(rules),
        kind=kind,
        access=access,
        icon=checking.checked_icon(icon),
        announcement_only=announcement_only,
        join_questions=checking.checked_questions(join_questions),
    )
    session.add(group)
    session.flush()
    session.add(Membership(group_id=group.id, person_id=actor.id, role=GroupRole.OWNER))
    session.flush()
    if parent is not None:
        set_parent(group, parent, parent_joins=True, actor=actor)
    if welcome.strip() or steps:
        change_reception(group, welcome=welcome, steps=steps, actor=actor)
    record(GroupCreated(group.id))
    record(MemberJoined(group.id, actor.id))
    return group

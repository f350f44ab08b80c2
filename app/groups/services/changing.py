"""Changing groups, putting them into the archive, and closing them for good."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import hold
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import GroupChanged, GroupDeleted
from app.groups.models import Access, Group
from app.groups.services import checking
from app.groups.services.nesting import keep_secret
from app.groups.services.ruling import demand_no_open_rule


@command
def change_group(
    group: Group,
    *,
    name: str | None = None,
    description: str | None = None,
    rules: Sequence[str] | None = None,
    access: Access | None = None,
    icon: str | None = None,
    announcement_only: bool | None = None,
    join_questions: Sequence[str] | None = None,
    archived: bool | None = None,
    actor: Person,
) -> None:
    """Change what is given; the address stays. Owners only. Raises Invalid for what cannot be used."""
    hold(group)  # two changes at once must not leave the same version
    demand(policy.can_own(actor, group))
    group.name = group.name if name is None else checking.checked_name(name)
    group.description = group.description if description is None else checking.checked_description(description)
    group.rules = group.rules if rules is None else checking.checked_rules(rules)
    group.icon = group.icon if icon is None or icon == group.icon else checking.checked_icon(icon)
    if announcement_only is not None:
        group.announcement_only = announcement_only
    if join_questions is not None:
        group.join_questions = checking.checked_questions(join_questions)
    if access is not None and access != group.access:
        keep_secret(group, access)
        if access == Access.SECRET:
            demand_no_open_rule(group)
        group.access = access
    if archived is not None:
        _archive(group, archived, actor=actor)
    group.version += 1
    record(GroupChanged(group.id))


@command
def archive_group(group: Group, *, actor: Person) -> None:
    """Let a group only be read from now on; repeating changes nothing. Owners only."""
    change_group(group, archived=True, actor=actor)


@command
def restore_group(group: Group, *, actor: Person) -> None:
    """Let an archived group live again; repeating changes nothing. Owners only."""
    change_group(group, archived=False, actor=actor)


def _archive(group: Group, archived: bool, *, actor: Person) -> None:
    if archived is (group.archived_at is not None):
        return
    group.archived_at = clock.now() if archived else None
    deed = "group.archived" if archived else "group.restored"
    audit.write(deed, actor_id=actor.id, target=f"group:{group.id}")


@command
def delete_group(group: Group, *, confirmation: str | None = None, actor: Person) -> None:
    """Close a group for good; from then on nobody sees it. Owners only.

    A confirmation, where one is asked for, is the group's name; raises Invalid for another text.
    """
    demand(policy.can_own(actor, group))
    if confirmation is not None and confirmation.strip() != group.name:
        raise Invalid(name=_("Write the group’s name to confirm."))
    group.deleted_at = clock.now()
    group.version += 1
    audit.write("group.deleted", actor_id=actor.id, target=f"group:{group.id}")
    record(GroupDeleted(group.id))

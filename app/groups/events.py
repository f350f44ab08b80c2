"""What happened to groups."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class GroupCreated:
    """A group was founded."""

    group_id: UUID


@dataclass(frozen=True)
class GroupChanged:
    """A group's name, description, rules, icon or access changed."""

    group_id: UUID


@dataclass(frozen=True)
class GroupDeleted:
    """A group was closed for good; nothing in it may be seen any more."""

    group_id: UUID


@dataclass(frozen=True)
class MemberJoined:
    """A person became a member; `added_by` is who brought them, `by_rule` what rule did, None where neither did."""

    group_id: UUID
    person_id: UUID
    added_by: UUID | None = None
    by_rule: UUID | None = None


@dataclass(frozen=True)
class MemberLeft:
    """A person is no longer a member; whatever they had open of the group must end."""

    group_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class MemberRoleChanged:
    """A member has another role in the group."""

    group_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class MembershipRequested:
    """A person asked to join a closed group."""

    group_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class RequestDeclined:
    """A request to join was declined."""

    group_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class PersonInvited:
    """A person was asked into a group; they accept or decline."""

    group_id: UUID
    person_id: UUID
    invited_by: UUID


@dataclass(frozen=True)
class GroupEntrusted:
    """A person runs the group from now on; `by` is who handed it over, or None where they inherited it."""

    group_id: UUID
    person_id: UUID
    by: UUID | None


@dataclass(frozen=True)
class OwnerMissing:
    """The account of a group's last owner was closed; somebody has to name another."""

    group_id: UUID
    person_id: UUID

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
    """A person became a member; `added_by` is who brought them, or None where they came themselves."""

    group_id: UUID
    person_id: UUID
    added_by: UUID | None = None


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

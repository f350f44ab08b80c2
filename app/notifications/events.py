"""What happened to notifications."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class NotificationCreated:
    """Something new waits for a person."""

    notification_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class NotificationGrown:
    """What waits for a person has gathered one more deed."""

    notification_id: UUID
    person_id: UUID
    deed: str


@dataclass(frozen=True)
class NotificationsRead:
    """A person has read some or all; the marks on their other screens go out."""

    person_id: UUID


@dataclass(frozen=True)
class AttentionChosen:
    """A person has chosen when they want to be told, and when their digest comes."""

    person_id: UUID

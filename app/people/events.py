"""What happened to profiles and between people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ProfileChanged:
    """What colleagues read of a person changed: title, department, site, skills, photo or the rest."""

    person_id: UUID


@dataclass(frozen=True)
class SkillEndorsed:
    """A colleague confirmed a skill."""

    person_id: UUID
    skill_id: UUID
    endorser_id: UUID


@dataclass(frozen=True)
class PersonFollowed:
    """Somebody wants to read more of a person."""

    person_id: UUID
    follower_id: UUID


@dataclass(frozen=True)
class PersonBlocked:
    """Somebody wants no contact from a person, who is never told."""

    person_id: UUID
    blocker_id: UUID


@dataclass(frozen=True)
class ContactForbidden:
    """An order of moderation keeps a person from contacting another."""

    person_id: UUID
    other_id: UUID

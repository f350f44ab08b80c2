"""What happened to the rules of the house."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CodePublished:
    """A new version of the code of conduct applies; everybody is asked to acknowledge it."""

    version: int


@dataclass(frozen=True)
class CodeAcknowledged:
    """A person agreed to a version of the code of conduct."""

    person_id: UUID
    version: int

"""What happened to files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class FileUploaded:
    """Somebody has sent a file; it hangs on nothing yet."""

    file_id: UUID

"""What happened to the previews of links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PreviewsSwitched:
    """The house shows what links lead to from now on, or no longer."""

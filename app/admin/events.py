"""What happened to the instance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationChanged:
    """The company's name or colour changed; every page shows them."""

"""Questions that decisions ask of rooms above them."""

from __future__ import annotations

from app.core.hooks import Hook
from app.decisions.models import Proposal

approved: Hook[[Proposal], None] = Hook(
    "approved", "What must exist from the moment a proposal is approved? (Called in the same transaction.)"
)

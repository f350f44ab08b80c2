"""Questions that decisions ask of rooms above them."""

from __future__ import annotations

from markupsafe import Markup

from app.accounts.models import Person
from app.core.hooks import Hook
from app.decisions.models import Proposal

approved: Hook[[Proposal], None] = Hook(
    "approved", "What must exist from the moment a proposal is approved? (Called in the same transaction.)"
)
page_parts: Hook[[Proposal, Person], Markup] = Hook(
    "page_parts", "Which slabs does another room put on a proposal's page for this viewer, ready to be shown?"
)

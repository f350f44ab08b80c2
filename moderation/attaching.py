"""What files hang on in moderation: evidence, and who sees that."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.files.models import Holder
from moderation.models import Case, CaseItem, Evidence
from moderation.policy import visible_to

EVIDENCE = "evidence"


def holder_of(evidence: Evidence) -> Holder:
    """The evidence as files know it."""
    return Holder(EVIDENCE, evidence.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may see the case that this evidence belongs to; false for other things."""
    if holder.kind != EVIDENCE:
        return False
    found = select(Evidence.id).join(CaseItem, CaseItem.id == Evidence.item_id).join(Case, Case.id == CaseItem.case_id)
    return session.scalar(found.where(Evidence.id == holder.id, visible_to(viewer))) is not None


def kept_for_others() -> str:
    """The kind whose files count against nobody: their owners may have deleted what they came with."""
    return EVIDENCE

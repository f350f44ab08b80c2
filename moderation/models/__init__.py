"""Moderation's rows: the models of its modules under one name."""

from moderation.models.cases import (
    PRIORITIES,
    Case,
    CaseEvent,
    CaseItem,
    CaseParty,
    CaseState,
    Category,
    EventKind,
    Evidence,
    FactSide,
    PartySide,
    PlaceKind,
    Report,
    TargetKind,
)
from moderation.models.decisions import Appeal, AppealOutcome, Decision, Effect, Measure, Notice, NoticeKind
from moderation.models.rumours import Rumour, RumourItem, RumourState

__all__ = ["PRIORITIES", "Appeal", "AppealOutcome", "Case", "CaseEvent", "CaseItem", "CaseParty", "CaseState"]
__all__ += ["Category", "Decision", "Effect", "EventKind", "Evidence", "FactSide", "Measure", "Notice", "NoticeKind"]
__all__ += ["PartySide", "PlaceKind", "Report", "Rumour", "RumourItem", "RumourState", "TargetKind"]

"""What happened in moderation; facts carry identifiers only, and whoever listens asks who may know."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReportFiled:
    """Somebody reported something; the case is new or was there already."""

    report_id: UUID
    case_id: UUID


@dataclass(frozen=True)
class CaseClaimed:
    """A moderator holds a case for the length of a lease."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class CaseDecided:
    """A decision came into force."""

    case_id: UUID
    decision_id: UUID


@dataclass(frozen=True)
class AppealFiled:
    """A party contests a decision."""

    appeal_id: UUID
    decision_id: UUID


@dataclass(frozen=True)
class AppealDecided:
    """An appeal was judged by somebody who took no part in the case."""

    appeal_id: UUID
    decision_id: UUID


@dataclass(frozen=True)
class NoticeIssued:
    """A person is told something by moderation: reasons, an outcome, or a correction."""

    notice_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class RumourOpened:
    """A claim is being looked into; its copies carry a label from now on."""

    rumour_id: UUID


@dataclass(frozen=True)
class RumourItemAttached:
    """One more post or comment carries a claim."""

    rumour_id: UUID
    target_type: str
    target_id: UUID


@dataclass(frozen=True)
class RumourSettled:
    """A claim was answered, or its answer changed; the labels on its copies change with it."""

    rumour_id: UUID

"""What moderation tells people through their notifications, once each; the words are kept to what may be seen."""

from __future__ import annotations

from app.accounts.models import Role
from app.accounts.queries import list_holders
from app.core.db import session
from app.notifications.kinds import Kind
from app.notifications.services import notify
from moderation.enclosing import key_of
from moderation.events import NoticeIssued, ReportFiled
from moderation.models import Case, Decision, Notice, NoticeKind, Rumour
from moderation.policy import can_see


def tell_of_notice(fact: NoticeIssued) -> None:
    """Tell a person that reasons, an outcome or a correction wait for them; idempotent."""
    notice = session.get_one(Notice, fact.notice_id)
    key = key_of(notice)
    if notice.kind == NoticeKind.CORRECTION:
        rumour = session.get_one(Rumour, notice.rumour_id)
        subject = rumour.claim_fr or rumour.claim_en
        notify(notice.person_id, Kind.CORRECTION, key=key, url=f"/rumours/{rumour.id}", subject=subject)
    elif _is_concerned(notice):
        notify(notice.person_id, Kind.NOTICE, key=key, url="/decisions/mine")
    else:
        notify(notice.person_id, Kind.OUTCOME, key=key, url="/reports/mine")


def _is_concerned(notice: Notice) -> bool:
    """Whether it is said to whom the decision concerns, and not to who reported."""
    return session.get_one(Decision, notice.decision_id).person_id == notice.person_id


def tell_of_report(fact: ReportFiled) -> None:
    """Tell those who moderate that a case waits, but for those who have a stake in it; idempotent."""
    case = session.get_one(Case, fact.case_id)
    holders = {person.id: person for role in (Role.MODERATOR, Role.TRUSTED_PERSON) for person in list_holders(role)}
    for person in holders.values():
        if can_see(person, case):
            notify(person.id, Kind.CASE, key=f"case:{case.id}", url=f"/moderation/cases/{case.id}")

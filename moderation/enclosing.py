"""What the mail of a decision says to somebody who cannot come in: reasons, rule, end, and how to contest it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.db import session
from app.core.language import language
from app.core.times import time_in_words
from app.delivery.hooks import Passage
from app.notifications.models import Notification
from moderation.articles import cited_article
from moderation.models import Appeal, AppealOutcome, Decision, Measure, Notice
from moderation.services.reviewing import CONTESTABLE
from moderation.words import MEASURES, OUTCOMES

KEY = "moderation:"


def key_of(notice: Notice) -> str:
    """The key of the notification that tells a notice."""
    return f"{KEY}{notice.id}"


def passages_of(notification: Notification) -> list[Passage]:
    """The decision that a notification of moderation tells to whom it concerns; of any other, nothing."""
    prefix, _colon, identifier = notification.key.partition(":")
    notice = session.get(Notice, UUID(identifier)) if f"{prefix}:" == KEY else None
    decision = session.get(Decision, notice.decision_id) if notice and notice.decision_id else None
    if notice is None or decision is None or decision.person_id != notification.person_id:
        return []
    person = session.get_one(Person, notification.person_id)
    appeal = session.get(Appeal, notice.appeal_id) if notice.appeal_id else None
    return [*_decided(decision, person), *_judged(appeal), *_to_contest(decision, person, appeal)]


def _decided(decision: Decision, person: Person) -> list[Passage]:
    article = cited_article(decision)
    end = decision.until if decision.measure == Measure.SUSPEND else None
    told = _("Decided by %(name)s, not by a machine", name=decision.decider.name)
    return [
        Passage(str(MEASURES[Measure(decision.measure)]), told),
        *([Passage(_("Until when"), _("Until %(moment)s.", moment=_moment(end, person)))] if end else []),
        Passage(_("Reasons"), decision.reason),
        Passage(
            _("The rule"),
            _("Article %(num)s, %(title)s", num=article.number, title=article.title(language())),
        ),
    ]


def _judged(appeal: Appeal | None) -> list[Passage]:
    if appeal is None or appeal.outcome is None:
        return []
    return [Passage(str(OUTCOMES[AppealOutcome(appeal.outcome)]), appeal.reason or "")]


def _to_contest(decision: Decision, person: Person, appeal: Appeal | None) -> list[Passage]:
    if appeal is not None or decision.in_force_at is None:
        return []
    last = _moment(decision.in_force_at + CONTESTABLE, person)
    words = _(
        "Until %(moment)s, on the page “What was decided about me”: it stays open to you while you are suspended."
        " Somebody who took no part in the case judges it.",
        moment=last,
    )
    return [Passage(_("How to contest it"), words)]


def _moment(at: datetime, person: Person) -> str:
    return time_in_words(at, "full", time_zone=person.time_zone)

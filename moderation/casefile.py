"""A case as its page tells it: its file, what the viewer may do with it, and what a decision can be made of."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person, Role
from app.core import clock
from app.core.language import language
from app.governance.queries import list_articles
from moderation import clocks, forms, policy, queries, timeline, words
from moderation.articles import cited_article
from moderation.models import Case
from moderation.services.deciding import OFFERED
from moderation.targets import can_be_hidden


def tell(case: Case, *, viewer: Person) -> dict[str, Any]:
    """A case as its page tells it, and what the viewer can do with it."""
    given = queries.list_decisions(case)
    stake = {party.person_id for party in case.parties} | {viewer.id}
    colleagues = [*queries.list_readers(Role.MODERATOR), *queries.list_readers(Role.TRUSTED_PERSON)]
    return {
        "case": case,
        "moments": timeline.tell(case, viewer=viewer),
        "concerned": queries.list_concerned(case),
        "decisions": given,
        "attempts": {each.id: queries.attempts_under(each) for each in given},
        "tries": {each.id: queries.count_attempts_under(each) for each in given},
        "cited": {decision.id: cited_article(decision) for decision in given},
        "pending": next((decision for decision in given if decision.waits_for_second), None),
        "slack": clocks.slack(case.due_at, case.allowed_seconds, now=clock.now()),
        "may_hold": policy.can_hold(viewer, case),
        "colleagues": {person.id: person.name for person in colleagues if person.id not in stake},
        "names": {person.id: person.name for person in colleagues},
        "viewer": viewer,
        "now": clock.now(),
        "reporters": queries.reporters_of(case, viewer=viewer).values(),
        **_choices(case),
    }


def _choices(case: Case) -> dict[str, Any]:
    """What the form of a decision offers: measures, what they apply to, articles and ends."""
    hideable = [item for item in case.items if can_be_hidden(item.target_type)]
    everything = [("", words.everything())]
    return {
        "offered": OFFERED,
        "hideable": hideable,
        "things": everything + [(f"{item.target_type}:{item.target_id}", words.excerpt(item)) for item in hideable],
        "people": [("", words.author_of_it()), *((one.id, one.name) for one in queries.list_concerned(case))],
        "articles": [(one.number, f"{one.number}. {one.title(language())}") for one in list_articles()],
        "review_days": words.days(forms.REVIEW_DAYS),
        "no_contact_days": words.days(forms.NO_CONTACT_DAYS),
        "suspension_days": words.days(forms.SUSPENSION_DAYS),
    }

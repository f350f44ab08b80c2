"""The articles of the code of conduct that decisions cite, in the version that was in force."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.errors import Invalid, NotFound
from app.governance.models import Article
from app.governance.queries import get_article
from moderation.models import Decision


def demand_article(number: int) -> Article:
    """The article of this number in the version in force; raises Invalid where there is none."""
    try:
        return get_article(number)
    except NotFound:
        raise Invalid(article=_("Choose an article of the code of conduct.")) from None


def cited_article(decision: Decision) -> Article:
    """The article that a decision cites, as it read then."""
    return get_article(decision.article, version=decision.code_version)

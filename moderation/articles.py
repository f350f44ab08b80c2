"""The articles of the code of conduct that decisions cite."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.errors import Invalid

MOST = 99


def demand_article(number: int) -> None:
    """Raise Invalid for a number that no article can have."""
    if not 1 <= number <= MOST:
        raise Invalid(article=_("Choose an article of the code of conduct."))

"""A poll as it is wished for: what is asked, what can be chosen, and until when; checked before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.core import clock
from app.core.errors import Invalid
from app.core.folding import one_line
from app.core.richtext import UnfitText
from app.core.richtext import checked as checked_text
from app.polls.models import Results

FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
LONGEST_OPTION = LONGEST_QUESTION = 200
LONGEST_OPEN = timedelta(days=366)
ANONYMOUS_CLOSES = timedelta(days=30)
"""When an anonymous poll closes whose author named no time: only the close parts people from what they chose."""


@dataclass(frozen=True)
class PollWish:
    """Readers are to choose."""

    options: Sequence[str]
    question: str = ""
    multiple: bool = False
    anonymous: bool = False
    closes_at: datetime | None = None
    results: Results = Results.ALWAYS


@dataclass(frozen=True)
class Ruled:
    """The same, fit to be kept."""

    options: Sequence[str]
    question: str
    closes_at: datetime | None


def ruled(wish: PollWish) -> Ruled:
    """The wish with its texts tidied and its closing time set; raises Invalid for what cannot be used, by its field."""
    options, question = _options(wish.options), _line(wish.question, "poll_question", LONGEST_QUESTION)
    return Ruled(options, question, _closing_time(wish.closes_at, is_anonymous=wish.anonymous))


def _options(written: Sequence[str]) -> list[str]:
    options = list(filter(None, (_line(text, "poll_options", LONGEST_OPTION) for text in written)))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        said = _("Give between %(fewest)d and %(most)d options.", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
        raise Invalid(poll_options=said)
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid(poll_options=_("Two options read the same."))
    return options


def _line(text: str, field: str, longest: int) -> str:
    try:
        line = checked_text(one_line(text))
    except UnfitText:
        raise Invalid(**{field: _("This text has characters that cannot be kept.")}) from None
    if len(line) > longest:
        raise Invalid(**{field: _("At most %(most)d characters.", most=longest)})
    return line


def _closing_time(wanted: datetime | None, *, is_anonymous: bool) -> datetime | None:
    now = clock.now()
    if wanted is None:
        return now + ANONYMOUS_CLOSES if is_anonymous else None
    if not now < wanted <= now + LONGEST_OPEN:
        raise Invalid(poll_closes_at=_("Choose a moment to come, within a year."))
    return wanted

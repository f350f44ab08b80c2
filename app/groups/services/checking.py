"""What a group may be called and may say: texts that can be kept, or a reason why not."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.folding import one_line
from app.groups.icons import ICONS

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 2000
MOST_RULES = 20
LONGEST_RULE = 300
MOST_QUESTIONS = 5
LONGEST_QUESTION = 200
LONGEST_ANSWER = 1000
LONGEST_REASON = 500


def checked_name(name: str) -> str:
    """A name on one line."""
    tidy = one_line(name)
    if not 2 <= len(tidy) <= LONGEST_NAME:
        raise Invalid(name=_("A name has 2 to %(most)d characters.", most=LONGEST_NAME))
    return tidy


def checked_description(text: str) -> str:
    """What a group is for."""
    if len(text) > LONGEST_DESCRIPTION:
        raise Invalid(description=_("At most %(most)d characters.", most=LONGEST_DESCRIPTION))
    return text.strip()


def checked_rules(rules: Iterable[str]) -> list[str]:
    """The rules that say something."""
    tidy = _lines(rules)
    if len(tidy) > MOST_RULES or any(len(rule) > LONGEST_RULE for rule in tidy):
        raise Invalid(rules=_("At most %(most)d rules of %(long)d characters.", most=MOST_RULES, long=LONGEST_RULE))
    return tidy


def checked_questions(questions: Iterable[str]) -> list[str]:
    """What is asked of those who wish to join."""
    tidy = _lines(questions)
    if len(tidy) > MOST_QUESTIONS or any(len(question) > LONGEST_QUESTION for question in tidy):
        most, long = MOST_QUESTIONS, LONGEST_QUESTION
        raise Invalid(join_questions=_("At most %(most)d questions of %(long)d characters.", most=most, long=long))
    return tidy


def checked_icon(icon: str) -> str:
    """One of those offered."""
    if icon not in ICONS:
        raise Invalid(icon=_("Choose one of those offered."))
    return icon


def checked_reason(reason: str) -> str:
    """Why something was declined; may be empty."""
    if len(reason) > LONGEST_REASON:
        raise Invalid(reason=_("At most %(most)d characters.", most=LONGEST_REASON))
    return reason.strip()


def _lines(texts: Iterable[str]) -> list[str]:
    return [tidy for text in texts if (tidy := one_line(text))]

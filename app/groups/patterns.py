"""Patterns: what a group of a usual sort begins with, each part of it to be changed at will."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from app.groups.models import Access, Kind

FILLED = ("kind", "access", "icon", "description", "rules", "announcement_only", "join_questions", "welcome")


class Sort(StrEnum):
    """The usual sorts of group."""

    DEPARTMENT = "department"
    PROJECT = "project"
    PRACTICE = "practice"
    ONBOARDING = "onboarding"


@dataclass(frozen=True)
class Pattern:
    """What a new group of some sort is filled with, in the founder's language."""

    label: str
    summary: str
    kind: Kind
    access: Access
    icon: str
    description: str
    rules: list[str]
    announcement_only: bool = False
    join_questions: list[str] = field(default_factory=list)
    welcome: str = ""
    steps: list[str] = field(default_factory=list)


def _department() -> Pattern:
    return Pattern(
        label=_("Department"),
        summary=_("The news and the questions of a team, read by the whole house."),
        kind=Kind.DEPARTMENT,
        access=Access.OPEN,
        icon="building-2",
        description=_("The news of the department, its questions and its good ideas."),
        rules=[
            _("A question deserves an answer within two days."),
            _("We tell what happened without naming anybody."),
            _("What concerns one person is said to that person."),
        ],
        welcome=_("Welcome to the department! Here we share what everybody should know, and ask what we do not know."),
        steps=[_("Say in a few words who you are."), _("Read what is pinned in the group.")],
    )


def _project() -> Pattern:
    return Pattern(
        label=_("Project"),
        summary=_("A team with an aim and an end; people ask to come in."),
        kind=Kind.PROJECT,
        access=Access.CLOSED,
        icon="rocket",
        description=_("What the project is for, who takes part and where it stands."),
        rules=[
            _("A decision is written down, with its reason."),
            _("What is late is said early."),
            _("Nothing leaves the project without agreement."),
        ],
        join_questions=[_("What will you bring to the project?")],
        welcome=_("Welcome to the project! Milestones and decisions are told here, each with its reason."),
        steps=[_("Read the aim and the milestones."), _("Say what you take on.")],
    )


def _practice() -> Pattern:
    return Pattern(
        label=_("Community of practice"),
        summary=_("People of the same craft who help each other, wherever they work."),
        kind=Kind.COMMUNITY,
        access=Access.OPEN,
        icon="lightbulb",
        description=_("We share know-how, try things and answer each other’s questions."),
        rules=[
            _("There is no silly question."),
            _("We say what we tried, also when it failed."),
            _("Whoever finds an answer comes back to write it down."),
        ],
        welcome=_("Welcome! Ask what puzzles you, and tell what you know: somebody needs it."),
        steps=[_("Say what you know and what you look for."), _("Answer one question.")],
    )


def _onboarding() -> Pattern:
    return Pattern(
        label=_("Onboarding"),
        summary=_("What newcomers need in their first weeks; those who receive them write."),
        kind=Kind.COMMUNITY,
        access=Access.OPEN,
        icon="sprout",
        description=_("The first days in the house: where to go, whom to ask, what to read."),
        rules=[
            _("Every newcomer gets an answer on the same day."),
            _("Words of the trade are explained."),
        ],
        announcement_only=True,
        welcome=_("Welcome to the house! Take your time: the steps below are yours alone, tick them as you go."),
        steps=[
            _("Complete your profile."),
            _("Read the code of conduct."),
            _("Find your department’s group and join it."),
            _("Have a coffee with somebody of another team."),
        ],
    )


_PATTERNS: dict[Sort, Callable[[], Pattern]] = {
    Sort.DEPARTMENT: _department,
    Sort.PROJECT: _project,
    Sort.PRACTICE: _practice,
    Sort.ONBOARDING: _onboarding,
}


def get_pattern(sort: Sort) -> Pattern:
    """The pattern of a sort, in the language of whoever asks."""
    return _PATTERNS[sort]()


def fill(sort: Sort, given: dict[str, Any]) -> dict[str, Any]:
    """What founding takes: what is given, and of the pattern whatever is left out."""
    pattern = get_pattern(sort)
    steps = [{"text": step} for step in pattern.steps]
    return {name: getattr(pattern, name) for name in FILLED} | {"steps": steps} | given


def list_patterns() -> dict[Sort, Pattern]:
    """All of them, in the order in which they are offered."""
    return {sort: get_pattern(sort) for sort in Sort}

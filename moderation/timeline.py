"""The two sides of a case in the order of time: what the person wrote, and what others wrote and reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from app.accounts.models import Person
from app.core.richtext import MAX_LENGTH, render
from app.files.items import Item
from moderation import queries
from moderation.models import Case, PartySide
from moderation.targets import WRITTEN, what_became_of
from moderation.words import place_words


@dataclass(frozen=True)
class Moment:
    """One thing on the line between the two sides; `number` is what the facts refer to."""

    at: datetime
    side: str
    """`start` for whom the case concerns, `end` for everybody else."""
    text: str
    html: Markup | None
    """The text as it was shown, where it is Markdown and not too long: its links say where they lead."""
    kind: str
    """What it is: a kind of target, or `report`."""
    number: int | None = None
    place: str = ""
    since: str = ""
    who: Person | None = None
    versions: int = 1
    files: Sequence[Item] = ()


def tell(case: Case, *, viewer: Person) -> list[Moment]:
    """The moments of a case, oldest first, the items numbered."""
    moments = sorted([*_items(case), *_reports(case, viewer)], key=lambda moment: moment.at)
    numbered, count = [], 0
    for moment in moments:
        count += moment.kind != "report"
        numbered.append(moment if moment.kind == "report" else _with_number(moment, count))
    return numbered


def _with_number(moment: Moment, number: int) -> Moment:
    return replace(moment, number=number)


def _items(case: Case) -> list[Moment]:
    concerned = {party.person_id for party in case.parties if party.side == PartySide.CONCERNED}
    shown = _shown(case)
    return [
        Moment(
            at=item.written_at,
            side="start" if item.author_id in concerned or item.author_id is None else "end",
            text=item.evidence[-1].text,
            html=shown.get(item.id),
            kind=item.target_type,
            place=place_words(item),
            since=what_became_of(item),
            who=item.author,
            versions=len(item.evidence),
            files=item.evidence[-1].files,
        )
        for item in case.items
        if item.evidence
    ]


def _shown(case: Case) -> dict[UUID, Markup]:
    """The texts that are Markdown as they were shown: together no more than the longest, for making them takes time."""
    found, left = {}, MAX_LENGTH
    for item in case.items:
        text = item.evidence[-1].text if item.evidence else ""
        if item.target_type in WRITTEN and len(text) <= left:
            left -= len(text)
            found[item.id] = Markup(render(text))  # noqa: S704 (rich text is safe HTML)
    return found


def _reports(case: Case, viewer: Person) -> list[Moment]:
    reporters = queries.reporters_of(case, viewer=viewer)
    return [
        Moment(at=report.at, side="end", text=report.statement, html=None, kind="report", who=reporters.get(report.id))
        for report in case.reports
    ]

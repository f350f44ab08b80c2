"""What moderation looks into in the demo: cases with their reports, notes, decision and appeal, and a rumour."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select

from app.core.db import session
from app.demo.knowing import Knowing
from app.demo.people import Departments, People
from app.demo.story import Event, Written, moment, read
from app.demo.talk import Talk
from moderation.models import (
    Appeal,
    AppealOutcome,
    Case,
    Category,
    Decision,
    FactSide,
    Measure,
    Rumour,
    TargetKind,
)
from moderation.services import (
    add_note,
    attach_copy,
    claim_case,
    decide_case,
    file_appeal,
    file_report,
    judge_appeal,
    note_view,
    open_rumour,
)
from moderation.services.rumours import Claim


class Care:
    """The events of the cases and of the rumours."""

    def __init__(self, people: People, departments: Departments, talk: Talk, knowing: Knowing) -> None:
        self._people = people
        self._departments = departments
        self._talk = talk
        self._knowing = knowing
        self._cases: dict[str, Case] = {}
        self._rumours: dict[str, Rumour] = {}

    def events(self) -> list[Event]:
        """All that is reported and done about it, each with its time."""
        happen: list[Event] = []
        for row in read("cases.toml")["case"]:
            happen.append((moment(row["at"]), partial(self._report, row)))
            for step in row["steps"]:
                happened_at = moment(step["happened"]) if "happened" in step else None
                happen.append((moment(step["at"]), partial(self._take, row["key"], step, happened_at)))
        for row in read("rumours.toml")["rumour"]:
            happen.append((moment(row["opened_at"]), partial(self._ask, row)))
            happen += [(moment(item["at"]), partial(self._attach, row, item)) for item in row["items"]]
        return happen

    def _reference(self, row: Written) -> tuple[TargetKind, UUID]:
        if row["type"] == TargetKind.COMMENT:
            return TargetKind.COMMENT, self._talk.comments[row["post"], row["comment"]].id
        if row["type"] == TargetKind.PAGE:
            return TargetKind.PAGE, self._knowing.pages[row["title"]].id
        return TargetKind.POST, self._talk.posts[row["post"]].id

    def _report(self, row: Written) -> None:
        report = file_report(
            *self._reference(row["target"]),
            category=Category(row["category"]),
            statement=row["statement"],
            confidential=row["confidential"],
            items=[self._reference(item) for item in row["items"]],
            actor=self._people[row["reporter"]],
        )
        self._cases[row["key"]] = report.case

    def _take(self, key: str, step: Written, happened_at: datetime | None) -> None:
        """One step of somebody in a case."""
        case, actor, words = self._cases[key], self._people[step["by"]], step.get("body", "")
        match step["do"]:
            case "view":
                note_view(case, actor=actor)
            case "claim":
                claim_case(case, actor=actor)
            case "note":
                side = FactSide(step["side"]) if "side" in step else None
                add_note(case, body=words, side=side, happened_at=happened_at, actor=actor)
            case "decide":
                decide_case(case, measure=Measure(step["measure"]), reason=words, article=step["article"], actor=actor)
            case "appeal":
                decision = session.scalars(select(Decision).where(Decision.case_id == case.id)).one()
                file_appeal(decision, statement=words, actor=actor)
            case "judge":
                appeal = session.scalars(select(Appeal).where(Appeal.case_id == case.id)).one()
                judge_appeal(appeal, outcome=AppealOutcome(step["outcome"]), reason=words, actor=actor)

    def _ask(self, row: Written) -> None:
        owner, actor = self._departments[row["owner_department"]], self._people[row["opened_by"]]
        claim = Claim(fr=row["claim_fr"], en=row["claim_en"])
        self._rumours[row["key"]] = open_rumour(claim, owner_department=owner, actor=actor)

    def _attach(self, row: Written, item: Written) -> None:
        attach_copy(self._rumours[row["key"]], *self._reference(item), actor=self._people[row["opened_by"]])

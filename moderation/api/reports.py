"""What everybody can do: report, follow one's reports, read what was decided about oneself, and contest it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person, open_while_suspended
from app.core.api import ApiBlueprint, PageArguments
from app.core.ids import parse_id
from app.core.paging import Page
from moderation import queries, services
from moderation.api import schemas
from moderation.items import Item, own_appeal_item, own_decision_item, report_items
from moderation.models import TargetKind

blueprint = ApiBlueprint("reports_api", __name__, description="Reports, and what was decided about oneself")


def reference(value: dict[str, Any]) -> tuple[TargetKind, UUID]:
    """A thing as services name it; what is no identifier names nothing."""
    return value["type"], parse_id(value["id"])


@blueprint.post("/reports")
@blueprint.arguments(schemas.NewReport)
@blueprint.response(201, schemas.ReportItem)
def create_report(values: dict[str, Any]) -> Item:
    """Report something one sees: 404 for everything else. The person it concerns never learns who reported."""
    kind, target_id = reference(values.pop("target"))
    values["items"] = [reference(item) for item in values["items"]]
    report = services.file_report(kind, target_id, **values, actor=current_person())
    return report_items([report])[0]


@blueprint.get("/reports/mine")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.ReportPage)
def list_reports(arguments: dict[str, Any]) -> Page[Item]:
    """One's own reports and what became of them, newest first."""
    page = queries.list_reports_by(current_person(), **arguments)
    return Page(report_items(list(page.items)), page.next)


@blueprint.get("/decisions/mine")
@open_while_suspended
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.DecisionPage)
def list_decisions(arguments: dict[str, Any]) -> Page[Item]:
    """What moderation decided about oneself, newest first, with reasons and how to contest it.

    Open to somebody who is suspended, too.
    """
    viewer = current_person()
    page = queries.list_decisions_about(viewer, **arguments)
    return Page([own_decision_item(decision, viewer) for decision in page.items], page.next)


@blueprint.post("/decisions/<uuid:decision_id>/appeal")
@open_while_suspended
@blueprint.arguments(schemas.NewAppeal)
@blueprint.response(201, schemas.OwnAppeal)
def create_appeal(values: dict[str, Any], decision_id: UUID) -> Item:
    """Contest a decision about oneself or about what one reported, within six months; 409 afterwards or twice.

    One about oneself can be contested while it suspends one, too.
    """
    actor = current_person()
    decision = queries.get_contestable(decision_id, viewer=actor)
    return own_appeal_item(services.file_appeal(decision, statement=values["statement"], actor=actor))

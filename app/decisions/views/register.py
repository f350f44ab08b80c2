"""The register of decisions: reading it, taking it along."""

from __future__ import annotations

import csv
import io
import json

from flask import Response, render_template, request

from app.accounts.signin import current_person
from app.decisions import queries, schemas, words
from app.decisions.exporting import COLUMNS, export_rows
from app.decisions.items import decision_items
from app.decisions.views.blueprint import decisions


@decisions.get("/register")
def register() -> str:
    """What was decided, newest first."""
    page = queries.list_decisions(current_person(), cursor=request.args.get("cursor"))
    items = decision_items(page.items)
    return render_template("decisions/register.html", items=items, next=page.next, words=words)


@decisions.get("/register.csv")
def register_csv() -> Response:
    """The register as a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(export_rows(queries.list_all_decisions(current_person())))
    return Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=_named("csv"))


@decisions.get("/register.json")
def register_json() -> Response:
    """The register whole, with its hashes."""
    items = decision_items(queries.list_all_decisions(current_person()))
    text = json.dumps(schemas.DecisionItem(many=True).dump(items), ensure_ascii=False, indent=1)
    return Response(text, content_type="application/json", headers=_named("json"))


def _named(suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="register.{suffix}"'}

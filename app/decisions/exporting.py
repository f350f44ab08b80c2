"""The register as rows of a table that spreadsheets open without harm."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.decisions.items import decision_items
from app.decisions.models import RegisterEntry

COLUMNS = (
    *("number", "at", "stage", "title", "question", "method", "outcome", "electorate_size", "turnout", "tally"),
    *("reasons", "minority", "version", "content_hash", "digest"),
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def export_rows(entries: Sequence[RegisterEntry]) -> Iterator[dict[str, str]]:
    """One row a decision; nothing in it begins as a formula."""
    for item in decision_items(entries):
        row = {column: _plain(item[column]) for column in COLUMNS}
        yield row | {"number": f"{item['year']}-{item['number']}"}


def _plain(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text

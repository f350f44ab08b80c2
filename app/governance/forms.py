"""What the pages of governance are sent."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.governance.services import ArticleText

PARTS = ("title_fr", "text_fr", "title_en", "text_en")


def read_articles(form: MultiDict[str, str]) -> list[ArticleText]:
    """The articles of the editing page in their order; those left empty in both languages are left out."""
    columns = {part: form.getlist(part) for part in PARTS}
    count = min(len(texts) for texts in columns.values())
    rows = [{part: columns[part][index].strip() for part in PARTS} for index in range(count)]
    return [ArticleText(**row) for row in rows if any(row.values())]

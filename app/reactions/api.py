"""The words of reactions in the REST interface."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.core.api import ApiBlueprint
from app.core.language import language
from app.core.paging import Page
from app.reactions import queries, schemas

api = ApiBlueprint("reactions_api", __name__, description="The words that people may say to posts and messages")


@api.get("/reactions")
@api.response(200, schemas.WordPage)
def list_words() -> Page[dict[str, Any]]:
    """All words in their order; those that are no longer offered were said before, and cannot be said any more."""
    return Page([asdict(word) | {"label": word.label(language())} for word in queries.get_words().all])

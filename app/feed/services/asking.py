"""Questions: posts that ask something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Post, Question


@dataclass(frozen=True)
class NewQuestion:
    """A post is to be a question."""

    name = "question"
    says_enough = False

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:  # noqa: ARG002 (every part is told who)
        """Let the post wait for its answer."""
        session.add(Question(post_id=post.id))
        return {"accepted": None}

"""Quoting: what somebody said, as an answer begins with it."""

from __future__ import annotations

from app.core.house import absolute
from app.core.richtext import shortened
from app.feed.models import Comment

LONGEST = 500


def quote_of(comment: Comment) -> str:
    """Its own words (not those it quotes itself) as Markdown, shortened, with a link back that names the author."""
    said = "\n".join(line for line in comment.body.split("\n") if not line.lstrip().startswith(">")).strip()
    lines = shortened(said, LONGEST).split("\n") if said else []
    name = comment.author.name.replace("\\", "").replace("[", "(").replace("]", ")")
    source = f"[{name}]({absolute(f'/comments/{comment.id}')})"
    return "\n".join(f"> {line}".rstrip() for line in [*lines, "", source]) + "\n\n"

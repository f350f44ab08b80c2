"""What the feed's pages are sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from dataclasses import fields as fields_of

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.core.paging import LARGEST
from app.feed.queries import Only, Scope
from app.feed.services.valuing import Wording
from app.files.forms import SentFiles, read_files

UNCHOSEN = "?"


@dataclass(frozen=True)
class SentPost:
    """A post as it was typed; an empty `group_id` means the whole house."""

    title: str
    body: str
    group_id: str
    files: SentFiles
    kind: str = ""
    """What it is beside a text; its fields are among `fields`."""
    fields: MultiDict[str, str] = field(default_factory=MultiDict)

    @property
    def is_thought_over(self) -> bool:
        """Whether the author was told that it may hurt, and sends it all the same."""
        return "nudged" in self.fields


@dataclass(frozen=True)
class SentComment:
    """A comment as it was typed."""

    body: str
    parent_id: str
    files: SentFiles
    is_thought_over: bool
    """As of a post."""


def read_post() -> SentPost:
    """The composer's fields, or those of a post that is changed."""
    return SentPost(
        title=request.form.get("title", ""),
        body=_typed("body"),
        group_id=request.form.get("group_id", ""),
        files=read_files(),
        kind=request.form.get("kind", ""),
        fields=request.form,
    )


def read_comment() -> SentComment:
    """The fields of an answer, or that of a comment that is changed."""
    return SentComment(_typed("body"), request.form.get("parent_id", ""), read_files(), "nudged" in request.form)


def read_seen() -> int:
    """The number of the newest comment that was seen; raises Invalid for what is none."""
    number = request.form.get("number", type=int)
    if number is None or not 0 <= number <= LARGEST:
        raise Invalid(number=_("This is not the number of a comment."))
    return number


def read_wording() -> Wording:
    """How a value of the company is to read."""
    return Wording(**{each.name: request.form.get(each.name, "") for each in fields_of(Wording)})


def read_scope() -> Scope:
    """Which part of the feed is wanted; the nearest where the address names none."""
    wanted = request.args.get("scope", "")
    return Scope(wanted) if wanted in set(Scope) else Scope.MINE


def read_only() -> Only | None:
    """Which kind of post the feed is narrowed to; None for all."""
    wanted = request.args.get("only", "")
    return Only(wanted) if wanted in set(Only) else None


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n")

"""What the pages of a group's files send, parsed."""

from __future__ import annotations

from typing import IO, NamedTuple
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.ids import parse_id


class Sent(NamedTuple):
    """A file as a form brings it."""

    filename: str
    stream: IO[bytes]


def parse_folder_id(field: str) -> UUID | None:
    """The folder that a field names, or None for the top; raises NotFound for what is no identifier."""
    value = request.form.get(field, "")
    return parse_id(value) if value else None


def sent_files() -> list[Sent]:
    """The files of the form; raises Invalid where there is none."""
    files = [Sent(file.filename, file.stream) for file in request.files.getlist("file") if file.filename]
    if not files:
        raise Invalid(file=_("Choose a file first."))
    return files


def sent_choices() -> dict[UUID, bool]:
    """Of each file that waits, whether it is to be the new version of its namesake."""
    waiting = request.form.getlist("file")
    return {parse_id(file_id): request.form.get(f"choice_{file_id}") != "both" for file_id in waiting}


def sent_file() -> Sent:
    """The one file of the form; raises Invalid where there is none."""
    return sent_files()[0]

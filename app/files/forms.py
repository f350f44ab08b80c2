"""What a page's form says of files: those that its script has sent already, and those that come with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from uuid import UUID

from flask import request

from app.accounts.models import Person
from app.core.errors import NotFound
from app.core.ids import parse_id
from app.files.items import Item, file_item
from app.files.queries import list_own_files
from app.files.services import describe_file, upload_file


@dataclass
class SentFiles:
    """The files of a form, which may be kept before the rest of the form is refused."""

    ids: list[UUID] = field(default_factory=list)
    are_told: bool = False
    """Whether the form says anything of files; one that does not leaves them as they are."""

    def keep(self, *, actor: Person) -> Sequence[UUID] | None:
        """Take what came with the form, and what is said of its pictures; the files in their order, if any are told.

        Raises what `upload_file` raises; what was taken before that stays among `ids`.
        """
        if not self.are_told:
            return None
        for file in list_own_files(self.ids, owner=actor):
            if f"alt-{file.id}" in request.form:
                describe_file(file, alt=request.form[f"alt-{file.id}"], actor=actor)
        for sent, alt in zip_longest(request.files.getlist("file"), request.form.getlist("alt"), fillvalue=""):
            if not isinstance(sent, str) and sent.filename:
                self.ids.append(upload_file(sent.stream, name=sent.filename, alt=str(alt), actor=actor).id)
        return self.ids

    def shown(self, *, actor: Person) -> list[Item]:
        """The files as the form shows them again."""
        return [file_item(file) for file in list_own_files(self.ids, owner=actor)]


def read_files() -> SentFiles:
    """What the form says of files."""
    ids = []
    for value in request.form.getlist("file_ids"):
        try:
            ids.append(parse_id(value))
        except NotFound:  # the box of a file that was never sent
            continue
    return SentFiles(ids, "files" in request.form)

"""What the demo's groups keep: folders, and files in the versions that people gave them."""

from __future__ import annotations

import io
from functools import partial
from typing import IO

from app.demo.document import write_pdf
from app.demo.people import People
from app.demo.places import Groups
from app.demo.story import Event, Written, moment, read
from app.folders.models import Document, Folder
from app.folders.services import add_document, add_version, create_folder


class Shelves:
    """The events among the groups' files, and the documents they leave."""

    def __init__(self, people: People, groups: Groups) -> None:
        self._people = people
        self._groups = groups
        self._folders: dict[tuple[str, str], Folder] = {}
        self._documents: dict[str, Document] = {}

    def events(self) -> list[Event]:
        """Each version, at its time."""
        return [
            (moment(version["at"]), partial(self._file, row, version))
            for row in read("files.toml")["file"]
            for version in row["version"]
        ]

    def _file(self, row: Written, version: Written) -> None:
        actor, name = self._people[version["by"]], row["name"]
        if name in self._documents:
            add_version(self._documents[name], _written(version), name=name, actor=actor)
            return
        group, folder = self._groups[row["group"]], self._folder(row, version["by"])
        self._documents[name] = add_document(group, _written(version), name=name, folder=folder, actor=actor)

    def _folder(self, row: Written, maker: str) -> Folder | None:
        group, name = row["group"], row["folder"]
        if name and (group, name) not in self._folders:
            made = create_folder(self._groups[group], name=name, actor=self._people[maker])
            self._folders[group, name] = made
        return self._folders.get((group, name))


def _written(version: Written) -> IO[bytes]:
    return write_pdf(version["pages"]) if "pages" in version else io.BytesIO(version["text"].encode())

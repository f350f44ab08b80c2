"""What the demo's groups know: pages that their members write together."""

from __future__ import annotations

from functools import partial

from app.demo.people import People
from app.demo.places import Groups
from app.demo.story import Event, Written, moment, read
from app.knowledge.models import KnowledgePage
from app.knowledge.services import edit_page, guard_page, write_page


class Knowing:
    """The events of the groups' pages: first versions, then those that follow."""

    def __init__(self, people: People, groups: Groups) -> None:
        self._people = people
        self._groups = groups
        self.pages: dict[str, KnowledgePage] = {}

    def events(self) -> list[Event]:
        """All that is written, each with its time."""
        return [
            (moment(version["at"]), partial(self._write, row, version))
            for row in read("knowledge.toml")["page"]
            for version in row["version"]
        ]

    def _write(self, row: Written, version: Written) -> None:
        title, author = row["title"], self._people[version["author"]]
        page = self.pages.get(title)
        if page is not None:
            words = {"title": title, "body": version["body"], "note": version["note"]}
            edit_page(page, **words, based_on=page.version, actor=author)
            return
        self.pages[title] = write_page(
            self._groups[row["group"]],
            title=title,
            body=version["body"],
            parent=self.pages[row["under"]] if "under" in row else None,
            is_start=row.get("start", False),
            actor=author,
        )
        if row.get("keepers"):
            guard_page(self.pages[title], is_for_keepers=True, actor=author)

"""The folders of a group as the tree they make: what is above, what is below, what stands beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from app.core.folding import fold
from app.folders.models import Folder


class Tree:
    """All folders of a group that are not deleted; a folder whose parent is gone stands at the top."""

    def __init__(self, folders: Iterable[Folder]) -> None:
        self._by_id = {folder.id: folder for folder in folders}
        self._inside: dict[UUID | None, list[Folder]] = defaultdict(list)
        for folder in sorted(self._by_id.values(), key=lambda one: (fold(one.name), one.id)):
            self._inside[folder.parent_id if folder.parent_id in self._by_id else None].append(folder)

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, folder_id: UUID | None) -> Folder | None:
        """One of them."""
        return self._by_id.get(folder_id) if folder_id else None

    def inside(self, folder: Folder | None) -> list[Folder]:
        """The folders right in one, or at the top, by name."""
        return self._inside[folder.id if folder else None]

    def path(self, folder: Folder | None) -> list[Folder]:
        """From the top down to the folder itself."""
        path: list[Folder] = []
        while folder is not None:
            path.insert(0, folder)
            folder = self.get(folder.parent_id)
        return path

    def below(self, folder: Folder) -> list[Folder]:
        """The folder itself and all that are in it, however deep."""
        return [folder, *(one for child in self.inside(folder) for one in self.below(child))]

    def depth_below(self, folder: Folder) -> int:
        """How many folders deep it is, itself included."""
        return 1 + max((self.depth_below(child) for child in self.inside(folder)), default=0)

    def walk(self, within: Folder | None = None, depth: int = 0) -> Iterator[tuple[int, Folder]]:
        """All of them from the top, each after the one it is in, with its depth."""
        for folder in self.inside(within):
            yield depth, folder
            yield from self.walk(folder, depth + 1)

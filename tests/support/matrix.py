"""Reading the matrix: who gets which answer from which operation, on which thing.

One file a room in tests/house/matrix/. A row names the operation, then one status for each of the cast, then
what is sent, if anything: JSON, a form as `form:name=value&other=value`, or a file as `file:name.txt=its words`.

    # operation                    nobody guest outsider member owner moderator trusted communication admin
    GET /groups/{secret_group_slug}   302   404      404    200   200       404     404           404   404
    POST /api/v1/posts               401   403      201    201   201       201     201          201   201 {"body": "Hi"}
    EVENT typing                     401   404      404    204   204       404     404          404   404 {"id": "{x}"}

`EVENT` rows are socket events: 200 is `ok`, 204 is an event that is not acknowledged, 401 a refused connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.world import CAST

FOLDER = Path(__file__).resolve().parents[1] / "house" / "matrix"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    where: str
    method: str
    path: str
    statuses: dict[str, int]
    sent: str

    @property
    def room(self) -> str:
        """The file that the row stands in."""
        return self.where.partition(".")[0]

    def filled(self, things: dict[str, str]) -> tuple[str, str]:
        """The path and what is sent, with things in the place of their names."""
        path, sent = self.path, self.sent
        for name, value in things.items():
            path, sent = path.replace(f"{{{name}}}", value), sent.replace(f"{{{name}}}", value)
        return path, sent


def read_rows() -> Iterator[Row]:
    """All rows of all rooms."""
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield _parse(line, f"{path.name}:{number}")


def _parse(line: str, where: str) -> Row:
    words = line.split(maxsplit=2 + len(CAST))
    statuses = dict(zip(CAST, map(int, words[2 : 2 + len(CAST)]), strict=True))
    return Row(where, words[0], words[1], statuses, words[2 + len(CAST)] if len(words) > 2 + len(CAST) else "")

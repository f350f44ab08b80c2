"""Cover pictures: made anew from what people send, kept once, and taken away again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from app.accounts.models import Person
from app.core.errors import demand
from app.core.events import command, record
from app.core.pictures import make_pictures
from app.core.storage import storage, write_down
from app.groups import policy
from app.groups.events import GroupChanged
from app.groups.models import Group

MOST_BYTES = 20 * 1024 * 1024


def set_cover(group: Group, stream: IO[bytes], *, actor: Person) -> None:
    """Give a group a cover picture, made anew without what the camera wrote into it. Owners only.

    Raises NotAPicture, PictureTooLarge, FileTooLarge.
    """
    demand(policy.can_own(actor, group))
    with TemporaryDirectory() as folder:
        sent = Path(folder) / "sent"
        write_down(stream, sent, MOST_BYTES)
        made = make_pictures(sent, Path(folder))
        with made.variants["large"].path.open("rb") as large:
            stored = storage().put(large, MOST_BYTES)
    _show(group, stored.key, actor=actor)


@command
def remove_cover(group: Group, *, actor: Person) -> None:
    """Let the drawn scene stand there again; repeating changes nothing. Owners only."""
    demand(policy.can_own(actor, group))
    if group.cover is not None:
        _show(group, None, actor=actor)


@command
def _show(group: Group, key: str | None, *, actor: Person) -> None:
    demand(policy.can_own(actor, group))  # again, for it may have changed while the picture was made
    group.cover = key
    group.version += 1
    record(GroupChanged(group.id))

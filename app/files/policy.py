"""Who may open a file: whoever may see something it hangs on; its owner alone as long as it hangs on nothing."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.files.hooks import holder_seen, words_bound
from app.files.models import Attachment, File, Holder


def can_see(viewer: Person, file: File) -> bool:
    """Whether the viewer may open the file now.

    A file may hang on several things of its owner's: it is open to whoever sees one of them. An owner who may not
    see them any more, because they left the group, does not see the file either.
    """
    holders = holders_of(file)
    if not holders:
        return file.owner_id == viewer.id
    return any(any(holder_seen.ask(viewer, holder)) for holder in holders)


def can_change(actor: Person, file: File) -> bool:
    """Owners change and take back their files."""
    return file.owner_id == actor.id


def is_bound(file: File) -> bool:
    """Whether something that the file hangs on was judged together with what the file is said to show."""
    return any(any(words_bound.ask(holder)) for holder in holders_of(file))


def holders_of(file: File) -> list[Holder]:
    """What the file hangs on."""
    held = select(Attachment.holder_kind, Attachment.holder_id).where(Attachment.file_id == file.id)
    return [Holder(kind, holder_id) for kind, holder_id in session.execute(held)]

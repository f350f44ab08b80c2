"""Holding: what files hang on, what is said of them, and letting them go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, delete, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command
from app.core.folding import fold
from app.core.media import safe_name
from app.files import policy
from app.files.items import Item, file_item
from app.files.models import Attachment, File, Holder
from app.files.quotas import give_back
from app.files.services.uploading import checked_alt, is_described

MOST_FILES = 10


@command
def set_files(holder: Holder, file_ids: Sequence[UUID], *, actor: Person) -> list[Item]:
    """Let exactly these files hang on a thing, which the caller has found that the actor may change.

    Gives what readers see of them, in this order, for the thing to keep. Files that hang nowhere any more are gone
    for good. Repeating changes nothing. Raises Invalid for a file that is missing or another's, and for too many.
    """
    wanted = list(dict.fromkeys(file_ids))
    if len(wanted) > MOST_FILES:
        raise Invalid(file_ids=_("At most %(most)d files.", most=MOST_FILES))
    held = set(session.scalars(select(Attachment.file_id).where(_hangs_on(holder))))
    if not wanted and not held:
        return []
    usable = or_(File.owner_id == actor.id, File.id.in_(held))
    files = {file.id: file for file in session.scalars(_locked(wanted).where(usable))}
    if len(files) < len(wanted):
        raise Invalid(file_ids=_("One of these files is not there any more. Add it again."))
    session.add_all(
        Attachment(file_id=file_id, holder_kind=holder.kind, holder_id=holder.id)
        for file_id in wanted
        if file_id not in held
    )
    dropped = held - set(wanted)
    session.execute(delete(Attachment).where(_hangs_on(holder), Attachment.file_id.in_(dropped)))
    session.flush()
    forget_loose(dropped)
    return [file_item(files[file_id]) for file_id in wanted]


@command
def keep_files(holder: Holder, files: Sequence[Item]) -> list[Item]:
    """Let files that hang on something, as its readers see them, hang on another thing too, which tells of it.

    The caller has found that whoever has this done sees them. They stay as long as that thing has them, whatever
    becomes of the first. Gives those that were still there; repeating changes nothing.
    """
    wanted = {UUID(file["id"]): file for file in files}
    there = [file.id for file in session.scalars(_locked(wanted))]
    held = set(session.scalars(select(Attachment.file_id).where(_hangs_on(holder))))
    session.add_all(
        Attachment(file_id=file_id, holder_kind=holder.kind, holder_id=holder.id)
        for file_id in there
        if file_id not in held
    )
    session.flush()
    return [file for file_id, file in wanted.items() if file_id in there]


@command
def let_go(holder: Holder) -> None:
    """Let no file hang any more on a thing that is gone for good; those that hang nowhere else are gone too."""
    gone = session.scalars(delete(Attachment).where(_hangs_on(holder)).returning(Attachment.file_id)).all()
    forget_loose(gone)


@command
def rename_file(file: File, *, name: str) -> None:
    """Call a file as the thing does on which alone it hangs; the caller has found that the actor may do that."""
    file.name = safe_name(name)
    file.folded = fold(file.name)


@command
def describe_file(file: File, *, alt: str, actor: Person) -> None:
    """Say what a picture shows or a sound or film says; what it hangs on tells it when its files are set again.

    Owners only. Raises Invalid for other words than those that were judged with what it hangs on; where there were
    none, some can still be added.
    """
    demand(policy.can_change(actor, file))
    words = checked_alt(alt)
    if file.alt and words != file.alt and policy.is_bound(file):
        raise Invalid(alt=_("This picture was approved together with what it is said to show: that no longer changes."))
    if is_described(file.media_type):
        file.alt = words


@command
def discard_file(file: File, *, actor: Person) -> None:
    """Take back a file before it hangs on anything; raises Conflict afterwards. Owners only."""
    demand(policy.can_change(actor, file))
    session.scalar(_locked([file.id]))
    if not forget_loose([file.id]):
        raise Conflict(_("This file is in use: take it away where it hangs."))


def forget_loose(file_ids: Collection[UUID]) -> list[UUID]:
    """Forget those of these files that hang on nothing, inside a command; which they were."""
    if not file_ids:
        return []
    held = select(Attachment.file_id).where(Attachment.file_id == File.id).exists()
    loose = delete(File).where(File.id.in_(file_ids), ~held).returning(File.id, File.key, File.size)
    gone = session.execute(loose).all()
    give_back({row.key: row.size for row in gone})
    return [row.id for row in gone]


def _hangs_on(holder: Holder) -> ColumnElement[bool]:
    return and_(Attachment.holder_kind == holder.kind, Attachment.holder_id == holder.id)


def _locked(file_ids: Collection[UUID]) -> Select[File]:
    """The rows of files, so that nobody sweeps them away meanwhile."""
    return select(File).where(File.id.in_(file_ids)).order_by(File.id).with_for_update()

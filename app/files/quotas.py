"""Quotas: how much a person and the whole house may keep, and how much they do.

A person's files count with the bytes that were kept of them, the same content once however often they sent it; in the
house's total the same content counts once, whoever sent it, and whatever keeps it. The smaller pictures that are made
of files count nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.accounts.models import Person
from app.config import Settings
from app.core.db import hold, is_sqlite, session
from app.core.errors import ParvisError
from app.core.storage import Stored
from app.files.hooks import keeps_for_others
from app.files.models import Attachment, File, FileTotal
from app.files.wording import MEGA, say_size

THE_ONE = 1


class QuotaReached(ParvisError):
    """The person, or the house, has no room left for this file; nothing was kept."""

    status = 413


@dataclass(frozen=True)
class Use:
    """Bytes taken up, and how many there may be: 0 for as many as the disk holds."""

    size: int
    most: int

    @property
    def about(self) -> int:
        """The bytes taken up in whole megabytes, from which nobody reads that a single note came."""
        return -(-self.size // MEGA) * MEGA

    def has_room_for(self, size: int) -> bool:
        """Whether so many bytes more are allowed."""
        return not self.most or self.size + size <= self.most


def use_of(person: Person) -> Use:
    """What a person's files take up."""
    contents = select(func.max(File.size).label("size")).where(own_files(person)).group_by(File.key)
    size = session.scalar(select(func.coalesce(func.sum(contents.subquery().c.size), 0))) or 0
    return Use(int(size), _settings().person_quota_mb * MEGA)


def own_files(person: Person) -> ColumnElement[bool]:
    """The files that count for a person, as a filter: those that hang on nothing, or on something of theirs.

    What they deleted and something else keeps, such as the evidence of a report, counts for them no more, and nobody
    learns from their room that it is kept.
    """
    hangs = Attachment.file_id == File.id
    theirs = select(Attachment.file_id).where(hangs, Attachment.holder_kind.not_in(keeps_for_others.ask()))
    loose = ~select(Attachment.file_id).where(hangs).exists()
    return and_(File.owner_id == person.id, or_(loose, theirs.exists()))


def use_of_house() -> Use:
    """What all files take up together."""
    size = session.scalar(select(FileTotal.size).where(FileTotal.id == THE_ONE)) or 0
    return Use(size, _settings().house_quota_mb * MEGA)


def demand_room(content: Stored, *, actor: Person) -> None:
    """Raise QuotaReached where this content of a file of the actor's is too much: a first look, before it is kept."""
    if not _is_kept(content.key, own_files(actor)):
        _demand_own(use_of(actor), content.size)
    if not _is_kept(content.key):
        _demand_common(use_of_house(), content.size)


def take_room(content: Stored, *, actor: Person) -> None:
    """Count a content that a file of the actor's is about to have, inside its command; raises QuotaReached.

    Whoever counts waits for who did before, so that two uploads never share the last room.
    """
    total = _held_total()
    demand_room(content, actor=actor)
    if not _is_kept(content.key):
        total.size += content.size


def give_back(contents: Mapping[str, int]) -> None:
    """Count out those contents, by their keys, that no file has any more, inside the command that forgot some."""
    if not contents:
        return
    total = _held_total()
    total.size -= sum(size for key, size in contents.items() if not _is_kept(key))


def _held_total() -> FileTotal:
    insert = sqlite_insert if is_sqlite() else postgresql_insert
    session.execute(insert(FileTotal).values(id=THE_ONE, size=0).on_conflict_do_nothing())
    total = session.get_one(FileTotal, THE_ONE)
    hold(total)
    return total


def _is_kept(key: str, *conditions: ColumnElement[bool]) -> bool:
    found = select(File.id).where(File.key == key, *conditions).limit(1)
    return session.scalar(found) is not None


def _demand_own(use: Use, size: int) -> None:
    if not use.has_room_for(size):
        words = _(
            "Your files take up %(used)s of the %(most)s that each person has. Delete some you no longer need first.",
            used=say_size(use.size),
            most=say_size(use.most),
        )
        raise QuotaReached(str(words))


def _demand_common(use: Use, size: int) -> None:
    if not use.has_room_for(size):
        raise QuotaReached(str(_("The house has no room left for files. Its administration can make some.")))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["parvis.settings"]
    return settings

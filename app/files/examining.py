"""Examining: whether every file still has its bytes, and the house's total says what they take up."""

from __future__ import annotations

from sqlalchemy import func, select

from app.core.db import session
from app.core.paging import walk
from app.core.storage import storage
from app.files.models import File
from app.files.quotas import use_of_house

MOST_NAMED = 3


def examine() -> str | None:
    """What is wrong with the files, for `parvis check`."""
    return _without_bytes() or _miscounted()


def _without_bytes() -> str | None:
    missing = [str(file.id) for file in walk(select(File), by=File.id) if not storage().exists(file.key)]
    if not missing:
        return None
    named = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
    return f"{len(missing)} files have lost their bytes ({named}): bring the folder of files back from a backup"


def _miscounted() -> str | None:
    contents = select(func.max(File.size).label("size")).group_by(File.key).subquery()
    actual = int(session.scalar(select(func.coalesce(func.sum(contents.c.size), 0))) or 0)
    counted = use_of_house().size
    if counted == actual:
        return None
    return f"files take up {actual} bytes, but {counted} are counted towards PARVIS_HOUSE_QUOTA_MB"

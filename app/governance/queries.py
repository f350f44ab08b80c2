"""What can be read of the rules of the house."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.governance.models import Acknowledgement, Article, Code

VERSION = "parvis.code_version"


def current_version() -> int | None:
    """The version in force, None where there is no code yet; remembered by the process until a new one is told."""
    known: int | None = current_app.extensions.get(VERSION)
    if known is None:
        known = session.scalar(select(func.max(Code.version)))
        current_app.extensions[VERSION] = known
    return known


def forget_version(_fact: object = None) -> None:
    """Ask the database again, for a new version was told."""
    current_app.extensions.pop(VERSION, None)


def get_code(version: int | None = None) -> Code:
    """A version of the code of conduct, the one in force unless told otherwise; raises NotFound."""
    wanted = current_version() if version is None else version
    code = session.get(Code, wanted) if wanted is not None else None
    if code is None:
        raise NotFound
    return code


def list_articles(version: int | None = None) -> list[Article]:
    """The articles of a version in their order, none where there is no code yet."""
    wanted = current_version() if version is None else version
    return list(session.scalars(select(Article).where(Article.version == wanted).order_by(Article.number)))


def get_article(number: int, *, version: int | None = None) -> Article:
    """The article that a report or a decision cites; raises NotFound."""
    wanted = current_version() if version is None else version
    article = session.get(Article, (wanted, number)) if wanted is not None else None
    if article is None:
        raise NotFound
    return article


def list_versions() -> list[Code]:
    """All versions, the newest first."""
    return list(session.scalars(select(Code).order_by(Code.version.desc())))


def acknowledged_at(person: Person, version: int) -> datetime | None:
    """When the person agreed to a version."""
    found = session.get(Acknowledgement, (person.id, version))
    return found.at if found else None


def part_of_me(person: Person) -> dict[str, Any]:
    """What `GET /me` says of the code of conduct."""
    version = current_version()
    at = acknowledged_at(person, version) if version is not None else None
    return {"code_of_conduct": {"version": version, "acknowledged_at": at}}

"""Accounts' rows: people as those who may enter, their roles, sessions and tokens."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.db import Model
from app.core.folding import fold
from app.core.ids import new_id


class Role(StrEnum):
    """What a person may do in the house, beside what groups give them."""

    GUEST = "guest"
    MEMBER = "member"
    MODERATOR = "moderator"
    TRUSTED_PERSON = "trusted_person"
    COMMUNICATION = "communication"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a bearer token may be used for."""

    READ = "read"
    WRITE = "write"
    MODERATE = "moderate"
    ADMIN = "admin"


def photo_url(person_id: UUID, photo: str | None) -> str | None:
    """The address of a person's photo, which changes when the photo does; for rows that are not whole people."""
    return f"/people/{person_id}/photo?v={photo[:12]}" if photo else None


class Grant(Model):
    """One role that a person holds."""

    __tablename__ = "person_role"
    __table_args__ = (CheckConstraint(f"role IN ({', '.join(repr(role.value) for role in Role)})", name="role"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


def _folded_name(context: Any) -> str:
    """A default that bulk inserts get too."""
    return fold(context.get_current_parameters()["name"])[:240]


def is_guest_of(person_id: Any) -> ColumnElement[bool]:
    """Whether a column names a guest, for rows that are not whole people."""
    return ~exists().where(Grant.person_id == person_id, Grant.role == Role.MEMBER)


class Person(Model):
    """Somebody with an account; what colleagues read of them is their profile, in `people`."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort_name_id", "sort_name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    handle: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(String(240), default=_folded_name)
    """The name without case and accents, by which people are sorted and looked for."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(2))
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    photo: Mapped[str | None] = mapped_column(String(64))
    """The storage key of the photo, or None: then initials stand for the person."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    deactivated_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """Rises when something that others see of the person changes; part of the keys of cached fragments."""

    grants: Mapped[set[Grant]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    @property
    def photo_url(self) -> str | None:
        """Where the photo is, for the pictures beside names."""
        return photo_url(self.id, self.photo)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, suspended or not."""
        return frozenset(Role(grant.role) for grant in self.grants)

    @property
    def is_guest(self) -> bool:
        """An outside partner, who sees only what they are invited to."""
        return Role.MEMBER not in self.roles

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > clock.now()

    @property
    def may_enter(self) -> bool:
        """Whether the account is open at this moment."""
        return self.deactivated_at is None and not self.is_suspended

    def has(self, *roles: Role) -> bool:
        """Whether the person holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


class BrowserSession(Model):
    """One browser that a person has signed in with; its cookie holds a random token, the row its hash."""

    __tablename__ = "browser_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship(lazy="joined")


class Token(Model):
    """A bearer token for the interface; the row keeps its hash."""

    __tablename__ = "api_token"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class Purpose(StrEnum):
    """What the link of a mail is for."""

    JOIN = "join"
    RESET = "reset"


class Invitation(Model):
    """A link by mail that lets somebody open an account, or choose a new password, once."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("purpose IN ('join', 'reset')", name="purpose"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[str] = mapped_column(String(20), default=Role.MEMBER)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FailedSignIn(Model):
    """One wrong password, kept for fifteen minutes to slow down guessing."""

    __tablename__ = "failed_sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), index=True)
    address: Mapped[str] = mapped_column(String(45), index=True)
    device: Mapped[str | None] = mapped_column(String(64), index=True)
    """The fingerprint of the known device that it came from, which answers for its own failures."""
    at: Mapped[datetime] = mapped_column(default=clock.now)


class KnownDevice(Model):
    """A browser from which a person has signed in before; the cookie holds a random token, the row its hash."""

    __tablename__ = "known_device"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

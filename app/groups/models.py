"""Groups' rows: groups, their members, and those who ask to join."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class Kind(StrEnum):
    """What a group is for."""

    DEPARTMENT = "department"
    PROJECT = "project"
    COMMUNITY = "community"


class Access(StrEnum):
    """Who may know of a group and how one gets in."""

    OPEN = "open"
    CLOSED = "closed"
    SECRET = "secret"  # noqa: S105 (not a password)


class GroupRole(StrEnum):
    """What a member may do in a group."""

    MEMBER = "member"
    MODERATOR = "moderator"
    OWNER = "owner"


class Group(Model):
    """A place where some people meet."""

    __tablename__ = "group"
    __table_args__ = (
        CheckConstraint("kind IN ('department', 'project', 'community')", name="kind"),
        CheckConstraint("access IN ('open', 'closed', 'secret')", name="access"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[list[str]] = mapped_column(default=list)
    icon: Mapped[str] = mapped_column(String(40), default="users-round")
    kind: Mapped[str] = mapped_column(String(12), default=Kind.COMMUNITY)
    access: Mapped[str] = mapped_column(String(8), default=Access.OPEN)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """Rises when the name, icon or access changes; part of the keys of cached fragments."""

    memberships: Mapped[list[Membership]] = relationship(back_populates="group", cascade="all, delete-orphan")


class Membership(Model):
    """A person's place in a group."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role IN ('member', 'moderator', 'owner')", name="role"),
        Index("ix_membership_person_id_group_id", "person_id", "group_id"),
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(10), default=GroupRole.MEMBER)
    joined_at: Mapped[datetime] = mapped_column(default=clock.now)

    group: Mapped[Group] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class JoinRequest(Model):
    """Somebody who asks to join a closed group."""

    __tablename__ = "join_request"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)

    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

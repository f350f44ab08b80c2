"""Groups' rows: groups, their members, how people come in, and what a group shows to those who did."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.people.models import Department, Skill


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
    cover: Mapped[str | None] = mapped_column(String(64))
    """The storage key of the cover picture, or None: then the scene is drawn."""
    announcement_only: Mapped[bool] = mapped_column(default=False)
    """Whether only those who run the group publish in it; members comment."""
    join_questions: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    archived_at: Mapped[datetime | None]
    """Since when it can only be read; None while it lives."""
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """Rises when the name, icon or access changes; part of the keys of cached fragments."""

    memberships: Mapped[list[Membership]] = relationship(back_populates="group", cascade="all, delete-orphan")

    @property
    def cover_url(self) -> str | None:
        """The address of the cover picture, which changes when the picture does."""
        return f"/groups/{self.slug}/cover?v={self.cover[:12]}" if self.cover else None


class SubGroup(Model):
    """A group that belongs to another; one level, for nobody finds their way in more."""

    __tablename__ = "sub_group"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    parent_joins: Mapped[bool] = mapped_column(default=False)
    """Whether the members of the parent know of this one and may join it, whatever its access."""


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
    welcomed_at: Mapped[datetime | None]
    """When the person had done with the welcome, or put it away."""

    group: Mapped[Group] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class JoinRequest(Model):
    """Somebody who asks to join a closed group; what they answered to its questions stands beside the questions."""

    __tablename__ = "join_request"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answers: Mapped[list[Any]] = mapped_column(default=list)
    """Objects of `question` and `answer`, as they were when it was sent."""

    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Refusal(Model):
    """A request that was declined, and why; the person reads it until they ask again."""

    __tablename__ = "join_refusal"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)


class GroupInvitation(Model):
    """A person who was asked into a group and has not answered yet; until then they know of the group."""

    __tablename__ = "group_invitation"
    __table_args__ = (Index("ix_group_invitation_person_id_group_id", "person_id", "group_id"),)

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    inviter: Mapped[Person | None] = relationship(foreign_keys=[invited_by])


class GroupGuest(Model):
    """Somebody from outside the house for whom a group waits: the address they were mailed at, until the link ends."""

    __tablename__ = "group_guest"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), primary_key=True, index=True)
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]

    group: Mapped[Group] = relationship()
    inviter: Mapped[Person | None] = relationship()


class GroupLink(Model):
    """An address that lets people of the house into a group, so many times and until a moment."""

    __tablename__ = "group_link"
    __table_args__ = (CheckConstraint("uses <= most_uses", name="uses"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    most_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)

    group: Mapped[Group] = relationship()


class MembershipRule(Model):
    """Who belongs to a group by what their profile says: all that the rule names must hold."""

    __tablename__ = "membership_rule"
    __table_args__ = (
        CheckConstraint("department_id IS NOT NULL OR site <> '' OR skill_id IS NOT NULL", name="names_something"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"))
    site: Mapped[str] = mapped_column(String(80), default="")
    skill_id: Mapped[UUID | None] = mapped_column(ForeignKey("skill.id", ondelete="CASCADE"))
    leaves: Mapped[bool] = mapped_column(default=False)
    """Whether those whom it brought in leave when it no longer holds for them."""

    group: Mapped[Group] = relationship()
    department: Mapped[Department | None] = relationship(lazy="joined")
    skill: Mapped[Skill | None] = relationship(lazy="joined")


class RuledMembership(Model):
    """A membership that a rule made; without the rule it is one like others."""

    __tablename__ = "ruled_membership"
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "person_id"], ["membership.group_id", "membership.person_id"], ondelete="CASCADE"
        ),
        Index("ix_ruled_membership_person_id", "person_id"),
    )

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("membership_rule.id", ondelete="CASCADE"), index=True)


class Departure(Model):
    """Somebody who is out of a group because people wished it: no rule brings them back, nor, once removed, a link."""

    __tablename__ = "group_departure"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    removed: Mapped[bool] = mapped_column(default=False)
    """Whether others wished it: they come back where somebody lets them in."""


class Reception(Model):
    """What a group shows to its members beside what is said there: the welcome, the first steps, what is pinned."""

    __tablename__ = "group_reception"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    welcome: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer_version: Mapped[int] = mapped_column(default=0)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    """Objects of `id`, `text` and `url`, in order."""
    resources: Mapped[list[Any]] = mapped_column(default=list)
    """Objects of `title` and `url`, in order."""


class StepTick(Model):
    """A first step that a newcomer has done; nobody but they is told."""

    __tablename__ = "group_step_tick"
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "person_id"], ["membership.group_id", "membership.person_id"], ondelete="CASCADE"
        ),
    )

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(8), primary_key=True)

"""People's rows: profiles, departments, skills with their endorsements, who follows or blocks whom, who keeps apart."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class Department(Model):
    """A part of the organisation."""

    __tablename__ = "department"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Profile(Model):
    """What colleagues read of a person; every person has one from the moment their account is opened."""

    __tablename__ = "profile"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    site: Mapped[str] = mapped_column(String(80), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    biography: Mapped[str] = mapped_column(Text, default="")
    photo_type: Mapped[str] = mapped_column(String(20), default="image/webp")

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    manager: Mapped[Person | None] = relationship(foreign_keys=[manager_id])
    department: Mapped[Department | None] = relationship(lazy="joined")


class Skill(Model):
    """Something that people know; one row for all who know it."""

    __tablename__ = "skill"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class PersonSkill(Model):
    """A skill that a person says they have."""

    __tablename__ = "person_skill"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    skill_id: Mapped[UUID] = mapped_column(ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True, index=True)

    skill: Mapped[Skill] = relationship(lazy="joined", innerjoin=True)


class Endorsement(Model):
    """A colleague who confirms a skill."""

    __tablename__ = "endorsement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["person_id", "skill_id"], ["person_skill.person_id", "person_skill.skill_id"], ondelete="CASCADE"
        ),
        CheckConstraint("person_id <> endorser_id", name="not_oneself"),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    skill_id: Mapped[UUID] = mapped_column(primary_key=True)
    endorser_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Follow(Model):
    """A person who follows another; nobody else is told."""

    __tablename__ = "follow"

    follower_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    followed_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Block(Model):
    """A person who wants no contact from another; lasts until it is taken back, the other is not told."""

    __tablename__ = "block"

    blocker_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    blocked_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class NoContact(Model):
    """An order of moderation that keeps somebody from contacting another; one that binds both is two rows."""

    __tablename__ = "no_contact"
    __table_args__ = (CheckConstraint("person_id <> other_id", name="not_oneself"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    """Who is bound by it."""
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    until: Mapped[datetime]


class Contact(StrEnum):
    """By what one person reaches another."""

    MESSAGE = "message"
    MENTION = "mention"
    COMMENT = "comment"
    REACTION = "reaction"
    VOTE = "vote"
    SHARE = "share"
    PRAISE = "praise"
    INVITATION = "invitation"


class ContactAttempt(Model):
    """That somebody tried within a minute to contact another from whom an order keeps them, and how often; of what
    they wanted to say nothing.
    """

    __tablename__ = "contact_attempt"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(str(each)) for each in Contact)})", name="kind"),
        CheckConstraint("tries > 0", name="tries"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    """Who is bound by the order."""
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    """The beginning of the minute."""
    tries: Mapped[int]

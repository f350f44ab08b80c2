"""Whom announcements concern, who may make them, and who may know the names of those who have confirmed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from app.accounts.models import Grant, Person, Role
from app.core.db import session
from app.feed.models import Announcement, AnnouncementDepartment, Audience, Post, ReadConfirmation
from app.feed.policy import can_publish, is_keeper, visible_to
from app.groups.models import Group, Membership
from app.groups.policy import KEEPERS, can_keep, groups_of
from app.people.models import Profile

OF_THE_HOUSE = (Role.COMMUNICATION, Role.ADMIN)


def can_announce(actor: Person, group: Group | None) -> bool:
    """Keepers announce in their group, communication and the administration to the whole house."""
    return actor.has(*OF_THE_HOUSE) if group is None else can_keep(actor, group)


def can_announce_somewhere(actor: Person) -> bool:
    """Whether there is any place in which the actor may announce."""
    keeps = (Membership.person_id == actor.id, Membership.role.in_(KEEPERS))
    kept = select(Group.id).join(Membership).where(*keeps, Group.archived_at.is_(None), Group.deleted_at.is_(None))
    return actor.has(*OF_THE_HOUSE) or bool(session.scalar(select(kept.exists())))


def can_see_readers(actor: Person, post: Post) -> bool:
    """Who has confirmed and who has not is for the author and for those who look after the place."""
    return post.author_id == actor.id or looks_after(actor, post)


def can_put_away(actor: Person, post: Post) -> bool:
    """A post is archived and brought back by its author and by those who look after the place."""
    return post.author_id == actor.id or looks_after(actor, post)


def can_move(actor: Person, post: Post) -> bool:
    """Who looks after the place moves what stands there, and authors their own where they may write."""
    is_own = post.author_id == actor.id and can_publish(actor, post.group)
    return post.hidden_at is None and (is_own or looks_after(actor, post))


def looks_after(actor: Person, post: Post) -> bool:
    """Whether the actor keeps order where the post stands: keepers in their group, in the house those who announce."""
    return actor.has(*OF_THE_HOUSE) if post.group_id is None else is_keeper(actor, post)


def concerned_by(announcement: Announcement, post: Post) -> ColumnElement[bool]:
    """The people whom an announcement concerns now, as a filter; its author is none of them."""
    return and_(Person.deactivated_at.is_(None), Person.id != post.author_id, _addressed(announcement, post))


def _addressed(announcement: Announcement, post: Post) -> ColumnElement[bool]:
    if announcement.audience == Audience.GROUP:
        return Person.id.in_(select(Membership.person_id).where(Membership.group_id == post.group_id))
    of_the_house = Person.id.in_(select(Grant.person_id).where(Grant.role == Role.MEMBER))
    if announcement.audience == Audience.HOUSE:
        return of_the_house
    theirs = select(AnnouncementDepartment.department_id).where(AnnouncementDepartment.post_id == post.id)
    in_them = select(Profile.person_id).where(Profile.department_id.in_(theirs))
    return and_(of_the_house, Person.id.in_(in_them))


def concerning(viewer: Person) -> ColumnElement[bool]:
    """The announcements that concern a person, as a filter for statements over announcements and their posts."""
    to_group = and_(Announcement.audience == Audience.GROUP, Post.group_id.in_(groups_of(viewer)))
    own = select(Profile.department_id).where(Profile.person_id == viewer.id)
    named = select(AnnouncementDepartment.post_id).where(AnnouncementDepartment.department_id.in_(own))
    to_departments = and_(Announcement.audience == Audience.DEPARTMENTS, Announcement.post_id.in_(named))
    to_house = literal(False) if viewer.is_guest else or_(Announcement.audience == Audience.HOUSE, to_departments)
    return and_(Post.author_id != viewer.id, or_(to_group, to_house))


def asks(viewer: Person) -> ColumnElement[bool]:
    """The announcements that a person is asked to confirm, whether they have or not, for the same statements."""
    still = (Announcement.is_over.is_(False), Post.archived_at.is_(None))
    return and_(Announcement.confirm.is_(True), *still, concerning(viewer))


def waiting_for(viewer: Person) -> ColumnElement[bool]:
    """Those of them that the person may read and has not confirmed."""
    said = exists().where(ReadConfirmation.post_id == Post.id, ReadConfirmation.person_id == viewer.id)
    return and_(asks(viewer), ~said.correlate(Post), visible_to(viewer))

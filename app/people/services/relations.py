"""What people do about each other: follow, block, confirm what somebody knows; and what moderation orders."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person, Role
from app.core import audit
from app.core.db import session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command, record
from app.people import policy
from app.people.events import ContactForbidden, PersonBlocked, PersonFollowed, ProfileChanged, SkillEndorsed
from app.people.models import Block, Endorsement, Follow, NoContact, PersonSkill, Skill


@command
def follow_person(person: Person, *, actor: Person) -> None:
    """Follow somebody; repeating changes nothing."""
    _demand_another(person, actor)
    if session.get(Follow, (actor.id, person.id)) is None:
        session.add(Follow(follower_id=actor.id, followed_id=person.id))
        record(PersonFollowed(person.id, actor.id))


@command
def unfollow_person(person: Person, *, actor: Person) -> None:
    """Stop following; repeating changes nothing."""
    found = session.get(Follow, (actor.id, person.id))
    if found is not None:
        session.delete(found)


@command
def block_person(person: Person, *, actor: Person) -> None:
    """Want no contact from somebody, who is not told; neither follows the other any more. Repeating changes nothing."""
    _demand_another(person, actor)
    if session.get(Block, (actor.id, person.id)) is not None:
        return
    session.add(Block(blocker_id=actor.id, blocked_id=person.id))
    unfollow_person(person, actor=actor)
    unfollow_person(actor, actor=person)
    record(PersonBlocked(person.id, actor.id))


@command
def unblock_person(person: Person, *, actor: Person) -> None:
    """Take a block back; repeating changes nothing."""
    found = session.get(Block, (actor.id, person.id))
    if found is not None:
        session.delete(found)


@command
def forbid_contact(person: Person, other: Person, *, until: datetime, actor: Person) -> None:
    """Keep somebody from contacting another until a moment, by a decision that can be appealed; another moment takes
    the place of the first. Neither follows the other any more. Raises Forbidden for who does not moderate.
    """
    _demand_moderator(actor)
    order = session.get(NoContact, (person.id, other.id))
    if order is None:
        session.add(NoContact(person_id=person.id, other_id=other.id, until=until))
        unfollow_person(other, actor=person)
        record(ContactForbidden(person.id, other.id))
    else:
        order.until = until
    audit.write("contact.forbidden", actor_id=actor.id, target=f"person:{person.id}", other=other.id, until=until)


@command
def allow_contact(person: Person, other: Person, *, actor: Person) -> None:
    """Take such an order back; repeating changes nothing. Raises Forbidden for who does not moderate."""
    _demand_moderator(actor)
    order = session.get(NoContact, (person.id, other.id))
    if order is not None:
        session.delete(order)
        audit.write("contact.allowed", actor_id=actor.id, target=f"person:{person.id}", other=other.id)


@command
def endorse_skill(person: Person, skill: Skill, *, actor: Person) -> None:
    """Confirm that somebody knows what they say; repeating changes nothing. Raises NotFound where they do not."""
    demand(policy.can_endorse(actor, person))
    if session.get(PersonSkill, (person.id, skill.id)) is None:
        raise NotFound
    if session.get(Endorsement, (person.id, skill.id, actor.id)) is None:
        session.add(Endorsement(person_id=person.id, skill_id=skill.id, endorser_id=actor.id))
        record(SkillEndorsed(person.id, skill.id, actor.id))
        record(ProfileChanged(person.id))


@command
def withdraw_endorsement(person: Person, skill: Skill, *, endorser: Person, actor: Person) -> None:
    """Take a confirmation back: the endorser's own, or one that the person does not want. Repeating changes nothing."""
    demand(actor.id in {endorser.id, person.id})
    found = session.get(Endorsement, (person.id, skill.id, endorser.id))
    if found is not None:
        session.delete(found)
        record(ProfileChanged(person.id))


def _demand_moderator(actor: Person) -> None:
    demand(actor.has(Role.MODERATOR, Role.TRUSTED_PERSON))


def _demand_another(person: Person, actor: Person) -> None:
    if person.id == actor.id:
        raise Invalid(_("That is you."))

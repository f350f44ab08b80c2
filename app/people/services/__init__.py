"""What can be done to profiles and between people, one module a kind of deed."""

from __future__ import annotations

from app.people.services.attempts import demand_contact, note_attempt, note_mentions
from app.people.services.photos import remove_photo, set_photo, set_portrait
from app.people.services.profiles import (
    Place,
    add_department,
    change_profile,
    open_profile,
    place_person,
    save_profile,
    set_skills,
)
from app.people.services.relations import (
    allow_contact,
    block_person,
    endorse_skill,
    follow_person,
    forbid_contact,
    unblock_person,
    unfollow_person,
    withdraw_endorsement,
)

__all__ = [
    "Place",
    "add_department",
    "allow_contact",
    "block_person",
    "change_profile",
    "demand_contact",
    "endorse_skill",
    "follow_person",
    "forbid_contact",
    "note_attempt",
    "note_mentions",
    "open_profile",
    "place_person",
    "remove_photo",
    "save_profile",
    "set_photo",
    "set_portrait",
    "set_skills",
    "unblock_person",
    "unfollow_person",
    "withdraw_endorsement",
]

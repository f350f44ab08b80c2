"""A profile as one person sees it: what pages, cards and the interface show of it."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.people import policy, queries
from app.people.models import Profile


def describe(profile: Profile, *, viewer: Person) -> dict[str, Any]:
    """Everything that the viewer may read of the profile."""
    person = profile.person
    contact = policy.can_read_contact(viewer, person)
    return {
        "id": person.id,
        "handle": person.handle,
        "name": person.name,
        "title": profile.title,
        "department": profile.department.name if profile.department else None,
        "location": profile.site,
        "photo_url": person.photo_url,
        "email": person.email if contact else None,
        "phone": profile.phone if contact else None,
        "biography": profile.biography,
        "is_guest": person.is_guest,
        "is_active": person.deactivated_at is None,
        "manager": _manager(profile, viewer),
        "skills": _skills(profile, viewer),
        "following": queries.is_following(viewer, person),
        "blocked": queries.is_blocking(viewer, person),
    }


def _manager(profile: Profile, viewer: Person) -> Any:
    if profile.manager_id is None or viewer.is_guest:
        return None
    return queries.summarise([profile.manager_id]).get(profile.manager_id)


def _skills(profile: Profile, viewer: Person) -> list[dict[str, Any]]:
    confirmed = queries.list_endorsements(profile, viewer=viewer)
    return [
        {"id": skill.id, "slug": skill.slug, "name": skill.name, "endorsed_by": confirmed.get(skill.id, [])}
        for skill in queries.list_skills(profile)
    ]

"""The part of a group's address that is its name: free, and telling nothing of groups that are secret."""

from __future__ import annotations

import secrets
from itertools import chain, count

from sqlalchemy import select

from app.core.db import session
from app.core.folding import slug
from app.groups.models import Access, Group

LONGEST = 60
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SALT = 8
RESERVED = frozenset({"new", "join", "invitations"})
"""What stands in the addresses of other pages."""


def free_slug(name: str, access: str) -> str:
    """An address made of the name.

    A secret group's ends in signs drawn by lot: nobody who founds another of that name is told, by the address that
    theirs gets, that it exists, and nobody meets it by guessing.
    """
    base = slug(name, most=LONGEST, otherwise="group")
    if access == Access.SECRET:
        return f"{base}-{''.join(secrets.choice(ALPHABET) for _sign in range(SALT))}"
    taken = RESERVED | set(session.scalars(select(Group.slug).where(Group.slug.startswith(base, autoescape=True))))
    return next(free for free in chain([base], (f"{base}-{number}" for number in count(2))) if free not in taken)

"""What people put into the matrix's world."""

from __future__ import annotations

from app.core.db import session
from app.people.models import Profile
from app.people.portraits import portrait_svg
from app.people.services import add_department, set_portrait, set_skills
from tests.support.world import World


def furnish(world: World) -> None:
    """The member has a photo, and knows something that colleagues may confirm; there is a department."""
    add_department(name="Works", actor=None)
    member = world.person("member")
    profile = session.get(Profile, member.id)
    assert profile is not None
    set_skills(profile, names=["Welding"], actor=member)
    set_portrait(member, portrait_svg("member"), actor=member)

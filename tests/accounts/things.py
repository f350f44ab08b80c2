"""What accounts put into the matrix's world."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import BrowserSession
from app.accounts.services import create_token, invite_person, open_session
from app.core.db import session
from tests.support.world import World


def furnish(world: World) -> None:
    """A bearer token and a session of the member's, and an invitation that waits."""
    member, admin = world.person("member"), world.person("admin")
    world.things["token_of_member"] = str(create_token(actor=member).row.id)
    open_session(member, device="phone")
    session_id = session.scalar(select(BrowserSession.id).where(BrowserSession.person_id == member.id))
    world.things["session_of_member"] = str(session_id)
    world.things["invitation"] = str(invite_person(email="invited@house.example", actor=admin).id)

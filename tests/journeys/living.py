"""What the journeys find besides the demo company: the matrix's world, which has every thing in every state.

Run as a program with an instance's data directory, it puts the world there, and the things' texts beside it as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy import select

from app.accounts.models import Person, Purpose, Role
from app.accounts.services import create_person, make_reset_link, secret_of
from app.accounts.services.links import add_link
from app.agenda.models import Event
from app.chat.models import Conversation, Kind
from app.chat.queries import find_pair, list_conversations
from app.chat.services import open_room
from app.config import load_settings
from app.core import clock
from app.core.db import session
from app.core.events import command
from app.decisions.models import Ballot
from app.factory import create_app
from app.feed.models import Post
from app.governance.services import acknowledge_code
from app.groups.models import Group
from app.knowledge.models import KnowledgePage
from app.outreach.models import LibraryItem
from moderation.models import Case
from tests.support.world import CAST, World, make_world

ARRIVING = "arriving"
"""Who has not read the code of conduct yet."""

GROUP = "atelier-3"


def furnish(folder: Path) -> dict[str, str]:
    """Put the world into the instance of a demo company; gives the texts that stand for `{names}` in pages.txt."""
    app = create_app(load_settings({"PARVIS_DATA_DIR": str(folder)}), testing=True)
    with app.app_context():
        session.info["borrowed"] = True  # deliveries end theirs, but the world goes on
        world = make_world()
        for person in map(world.person, CAST[1:]):
            acknowledge_code(actor=person)
        create_person(email=f"{ARRIVING}@house.example", name="Ada Arriving", actor=None)
        _give_passwords()
        return world.things | _find_demo_things() | _make_links(world)


@command
def _give_passwords() -> None:
    """The demo's password for everybody; and the language of the pages is left to the browsers."""
    people = session.scalars(select(Person)).all()
    known = next(person.password_hash for person in people if person.handle == "alice")
    for person in people:
        person.password_hash, person.language = known, None


@command
def _make_links(world: World) -> dict[str, str]:
    """The secrets of two mails, as whoever got them would have them."""
    lasts = clock.from_now(days=1) - clock.now()
    invitation = add_link(
        Purpose.JOIN, email="joining@house.example", lasts=lasts, role=Role.MEMBER, actor=world.person("admin")
    )
    return {
        "join_secret": secret_of(invitation.id),
        "reset_secret": make_reset_link(world.person("outsider"), actor=None),
    }


def _find_demo_things() -> dict[str, str]:
    """Things of the demo company that have much in them."""
    names = ("alice", "gaelle", "nicolas")
    alice, gaelle, nicolas = (session.scalars(select(Person).where(Person.handle == name)).one() for name in names)
    group = session.scalars(select(Group).where(Group.slug == GROUP)).one()
    post = session.scalars(select(Post).where(Post.group_id == group.id).order_by(Post.comment_count.desc())).first()
    several = [found for found in list_conversations(alice, limit=20).items if found.kind == Kind.PEOPLE]
    topics = select(Conversation).where(Conversation.kind == Kind.TOPIC).order_by(Conversation.id)
    topic = session.scalars(topics).first()
    hidden = session.scalars(select(Post.id).where(Post.hidden_at.is_not(None)).order_by(Post.id.desc())).first()
    running = select(Ballot.proposal_id).where(Ballot.closes_at > clock.now())
    vote = session.scalars(running.order_by(Ballot.id)).first()
    full = select(Event.id).where(Event.waiting_count > 0).order_by(Event.starts_at)
    known = select(KnowledgePage.id).where(KnowledgePage.group_id == group.id, KnowledgePage.version > 1)
    return {
        "demo_page": str(session.scalars(known.order_by(KnowledgePage.position)).first()),
        "demo_event": str(session.scalars(full).first()),
        "demo_case": str(session.scalars(select(Case.id).order_by(Case.id)).first()),
        "demo_item": str(session.scalars(select(LibraryItem.id).order_by(LibraryItem.id)).first()),
        "demo_vote": str(vote),
        "demo_group": str(group.id),
        "demo_pair": str(find_pair(alice, gaelle.id)),
        "demo_request": str(find_pair(alice, nicolas.id)),
        "demo_person": str(gaelle.id),
        "demo_post": str(post.id if post else None),
        "demo_room": str(open_room(group, actor=alice).id),
        "demo_several": str(several[0].id),
        "demo_topic": str(topic.id),
        "demo_talked": str(topic.room_id),
        "post_hidden": str(hidden),
    }


if __name__ == "__main__":
    data_dir = Path(sys.argv[1])
    data_dir.with_name("things.json").write_text(json.dumps(furnish(data_dir)), encoding="utf-8")

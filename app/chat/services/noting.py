"""Lines of the house in a conversation: what somebody did with it, in its order, among what was said."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update

from app.accounts.models import Person
from app.chat.events import MessageAddressed, MessageSent
from app.chat.models import Conversation, Message, Participant
from app.chat.services.holding import participation
from app.core import clock, richtext
from app.core.db import session
from app.core.events import record
from app.core.ids import new_id

ADDED = "added"


def note_act(
    act: str, conversation: Conversation, *, people: Iterable[Person] = (), title: str = "", actor: Person
) -> None:
    """Say under the next number of a conversation that is held what the actor did (see `wording.ACTS`).

    Nobody edits, answers or deletes such a line; it waits for nobody, and brings nothing back that was put away.
    """
    held_away = Participant.conversation_id == conversation.id, Participant.archived_seq == conversation.last_seq
    conversation.last_seq += 1
    session.execute(update(Participant).where(*held_away).values(archived_seq=conversation.last_seq))
    line = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        client_id=str(new_id()),
        author_id=actor.id,
        body=title,
        html="",
        renderer_version=richtext.RENDERER_VERSION,
        act=act,
        about=[str(person.id) for person in people],
        at=clock.now(),
    )
    session.add(line)
    own = participation(conversation, actor)
    if own.last_read_seq == line.seq - 1:
        own.last_read_seq = line.seq
    session.flush()
    record(MessageSent(line.id, conversation.id, line.seq))
    if act == ADDED:
        record(MessageAddressed(line.id))

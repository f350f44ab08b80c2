"""Passing on what was said in another conversation, with whose words they are."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from app.accounts.models import Person
from app.chat import policy
from app.chat.attaching import holder_of
from app.chat.models import Conversation, Message, MessageOrigin
from app.chat.services.adding import add_message, hold_for
from app.chat.services.holding import hold
from app.chat.services.linking import carry_link
from app.chat.services.writing import send_message
from app.core import richtext
from app.core.db import session
from app.core.events import command
from app.core.ids import new_id
from app.files.services import keep_files


@command
def forward_message(
    message: Message, conversation: Conversation, *, client_id: str, word: str = "", actor: Person
) -> Message:
    """Repeat a message of one of the actor's conversations in another, with its files, its author and its time.

    What is known of its link goes with it; where it was said is not told. What is forwarded stays when the first is
    deleted, and is never edited; its origin is that of what it repeats. The same `client_id` again gives the same
    message, said once.

    With a `word` of the actor's own, that stands above it as a message of theirs: it mentions, is changed, found and
    deleted as what they say otherwise. Both are said, next to each other, or neither. Raises what `send_message`
    raises, Conflict for a deleted message.
    """
    for conversation_id in sorted({message.conversation_id, conversation.id}):  # or two forwarders wait for each other
        hold(conversation_id, actor)
    held, sent = hold_for(conversation, client_id, actor)
    if sent is not None:
        return sent
    policy.demand_standing(message)
    if word.strip():
        send_message(held, body=word, client_id=f"word-{uuid5(NAMESPACE_OID, client_id)}", actor=actor)
        hold_for(held, client_id, actor)  # it was perhaps the last that may be said before an answer
    first = session.get(MessageOrigin, message.id)
    repeated = Message(
        id=new_id(),
        conversation_id=held.id,
        client_id=client_id,
        author_id=actor.id,
        body=message.body,
        html=richtext.render(message.body),  # whom it mentions there is not called here
        renderer_version=richtext.RENDERER_VERSION,
    )
    said = add_message(repeated, held, actor, hang=lambda: keep_files(holder_of(repeated), message.files))
    if said is repeated:
        author_id, at = (first.author_id, first.at) if first else (message.author_id, message.at)
        carry_link(message, said)
        session.add(MessageOrigin(message_id=said.id, author_id=author_id, at=at))
        session.flush()
    return said

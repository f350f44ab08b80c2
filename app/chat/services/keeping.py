"""How long what was said is kept: changing that, and forgetting what is past it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.models import Person
from app.chat import policy
from app.chat.attaching import MESSAGE
from app.chat.events import MessagesForgotten, TermsChanged
from app.chat.hooks import needed_messages
from app.chat.models import TERM_KINDS, Conversation, Message, Term, term_kind
from app.chat.wording import TERM_NAMES
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.files.models import Attachment, Holder
from app.files.services import let_go

EVERY = timedelta(hours=1)
AT_ONCE = 500


@command
def change_terms(terms: Mapping[str, int | None], *, actor: Person) -> None:
    """Say for how many days messages are kept in each kind of conversation that is named; None for without end.

    The administration. What is past its term goes with the next sweep, for good. Repeating changes nothing. Raises
    Invalid for other terms than those that are offered.
    """
    demand(policy.can_change_terms(actor))
    for kind, days in terms.items():
        if kind not in TERM_KINDS or (days is not None and days not in TERM_NAMES):
            raise Invalid(days=_("Choose one of the terms that are offered."))
        term = session.get(Term, kind)
        if days == (term.days if term else None):
            continue
        if term is not None and days is None:
            session.delete(term)
        else:
            session.merge(Term(kind=kind, days=days))
        audit.write("terms.changed", actor_id=actor.id, target=f"messages:{kind}", days=days)
        record(TermsChanged(kind))


def forget_past() -> None:
    """Forget the messages that are past their term, some at a time; repeating does no harm."""
    for term in session.scalars(select(Term)).all():
        before = clock.now() - timedelta(days=term.days)
        for conversation_id in _with_old_messages(term.kind, before):
            while forget_messages(conversation_id, before=before) == AT_ONCE:
                pass


def _with_old_messages(kind: str, before: datetime) -> list[UUID]:
    oldest = select(Message.at).where(Message.conversation_id == Conversation.id).order_by(Message.seq).limit(1)
    old = select(Conversation.id).where(term_kind == kind, oldest.scalar_subquery() < before)
    return list(session.scalars(old))


@command
def forget_messages(conversation_id: UUID, *, before: datetime) -> int:
    """Forget what was said first in a conversation, up to a moment, for good: at most so many at once; how many.

    Always from the beginning, so that the numbers of what is left have no gap: a message that is needed elsewhere
    (`needed_messages`) stays, and what follows it. Its `client_id` goes with a message, so that after the term the
    same one would make a new message. Answers in the thread of
    one that goes stand in the log. Repeating goes on.
    """
    session.scalar(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update())
    first = select(Message.id, Message.seq, Message.at).where(Message.conversation_id == conversation_id)
    old = list(takewhile(lambda row: row.at < before, session.execute(first.order_by(Message.seq).limit(AT_ONCE))))
    needed: set[UUID] = set().union(*needed_messages.ask([row.id for row in old]))
    going = list(takewhile(lambda row: row.id not in needed, old))
    ids = [row.id for row in going]
    holding = select(Attachment.holder_id).where(Attachment.holder_kind == MESSAGE, Attachment.holder_id.in_(ids))
    for message_id in session.scalars(holding.distinct()).all():
        let_go(Holder(MESSAGE, message_id))
    session.execute(delete(Message).where(Message.id.in_(ids)), execution_options={"synchronize_session": "fetch"})
    if going:
        record(MessagesForgotten(conversation_id, going[-1].seq, tuple(ids)))
    return len(going)

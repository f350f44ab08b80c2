"""Lost rights: what somebody may no longer see ends at once on every open socket of every process."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import structlog
from flask import Flask
from sqlalchemy import or_, select

from app.accounts.events import PersonDeactivated, PersonSuspended, RolesChanged, SessionEnded, TokenRevoked
from app.accounts.models import BrowserSession, Person, Token
from app.accounts.signin import SESSION_LASTS
from app.chat.events import ConversationLeft
from app.chat.models import Conversation, Kind
from app.core import clock
from app.core.db import release_session, session
from app.core.events import on_live
from app.groups.events import GroupDeleted, MemberJoined, MemberLeft
from realtime.connections import settle
from realtime.presence import look_again, say_who_is_here
from realtime.sockets import Connection, Sockets, room_of, sockets

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 15
AT_ONCE = 400


def register(app: Flask) -> None:
    """Listen to whatever takes a right away, or gives one."""
    on_live(app, PersonDeactivated, lambda fact: sockets().close(room_of("person", fact.person_id)))
    on_live(app, PersonSuspended, lambda fact: sockets().close(room_of("person", fact.person_id)))
    on_live(app, SessionEnded, lambda fact: sockets().close(room_of("session", fact.session_id)))
    on_live(app, TokenRevoked, lambda fact: sockets().close(room_of("token", fact.token_id)))
    for fact in (MemberJoined, MemberLeft, ConversationLeft, RolesChanged):
        on_live(app, fact, settle_person)
    on_live(app, GroupDeleted, empty_rooms)


def settle_person(fact: MemberJoined | MemberLeft | ConversationLeft | RolesChanged) -> None:
    """Put the open sockets of whom the fact concerns where they may be now."""
    settle(fact.person_id)


def empty_rooms(fact: GroupDeleted) -> None:
    """Nobody hears anything of a deleted group any more."""
    sockets().keep_only(room_of("group", fact.group_id), ())
    room = Conversation.group_id == fact.group_id, Conversation.kind == Kind.ROOM
    conversation_id = session.scalar(select(Conversation.id).where(*room))
    if conversation_id is not None:
        sockets().keep_only(room_of("conversation", conversation_id), ())


def begin_anew() -> None:
    """After facts were missed: every client comes again, finds its rights as they are now, and catches up."""
    sockets().come_again()


def sweep() -> None:
    """End the connections whose session or token holds no more: by time, or by a fact that did not arrive."""
    connections = list(sockets().connections.values())
    for start in range(0, len(connections), AT_ONCE):
        some = connections[start : start + AT_ONCE]
        holding = _holding(some)
        for connection in some:
            if connection.key not in holding:
                sockets().end(connection.sid)


def _holding(connections: Sequence[Connection]) -> set[str]:
    now = clock.now()
    open_account = Person.deactivated_at.is_(None), or_(Person.suspended_until.is_(None), Person.suspended_until <= now)
    sessions = (
        select(BrowserSession.id)
        .join(Person, Person.id == BrowserSession.person_id)
        .where(BrowserSession.id.in_(_ids(connections, "session")))
        .where(BrowserSession.created_at > now - SESSION_LASTS, *open_account)
    )
    tokens = (
        select(Token.id)
        .join(Person, Person.id == Token.person_id)
        .where(Token.id.in_(_ids(connections, "token")), Token.expires_at > now, *open_account)
    )
    return {room_of("session", found) for found in session.scalars(sessions)} | {
        room_of("token", found) for found in session.scalars(tokens)
    }


def _ids(connections: Sequence[Connection], kind: str) -> list[UUID]:
    keys = (connection.key.partition(":") for connection in connections)
    return [UUID(identifier) for what, _, identifier in keys if what == kind]


def begin_to_watch() -> None:
    """Sweep from now on, for as long as the process lives."""
    own = sockets()
    own.socketio.start_background_task(_watch, own)


def _watch(own: Sockets) -> None:
    several_processes = bool(own.app.extensions["parvis.settings"].redis_url)
    while True:
        own.socketio.sleep(SWEEP_SECONDS)
        with own.app.app_context():
            try:
                sweep()
                if several_processes:
                    say_who_is_here()
                look_again()
            except Exception:
                log.exception("sweep failed")
            finally:
                release_session()

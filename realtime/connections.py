"""Connecting: who may, checked again on each event, and which rooms a person's sockets are in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from flask import session as cookie
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError as Refused
from sqlalchemy import select

from app.accounts.models import Person, Scope
from app.accounts.signin import COOKIE_KEY, person_of_cookie, person_of_token
from app.chat.models import Conversation
from app.chat.policy import conversations_of
from app.core.db import session
from app.core.errors import Unauthenticated
from app.core.http import explain
from app.core.language import language
from app.groups.models import Group
from app.groups.policy import groups_of
from realtime import presence
from realtime.crowding import demand_room, demand_room_for_one
from realtime.sockets import HOUSE, Connection, Sockets, room_of, sockets


def register(sockets: Sockets) -> None:
    """Let people connect and go."""
    sockets.socketio.on_event("connect", connect)
    sockets.socketio.on_event("disconnect", disconnect)


def connect(auth: object = None) -> None:
    """Let in who is signed in, by the browser's session or by a token; everybody else is refused."""
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    if sid in sockets().connections:  # a client that sends an event of this name is not connecting
        return
    try:
        demand_room(len(sockets().connections))
        connection, person = _arrive(sid, auth)
        demand_room_for_one(len(sockets().in_room(room_of("person", person.id))))
    except Exception as error:  # noqa: BLE001 (whatever goes wrong, the client is told)
        reason = explain(error)
        raise Refused(reason.detail or _("Sign in first."), {"status": reason.status}) from None
    sockets().admit(connection)
    presence.arrived(person.id)
    sockets().enter(sid, rooms_for(person) | {connection.key})  # last: the client must hear "connected" first


def _arrive(sid: str, auth: object) -> tuple[Connection, Person]:
    token = auth.get("token") if isinstance(auth, dict) else None
    is_token = isinstance(token, str)
    secret = str(token if is_token else cookie.get(COOKIE_KEY, ""))
    person = person_of_token(secret) if is_token else person_of_cookie(secret)
    if person is None or (is_token and Scope.READ not in g.scopes):
        raise Unauthenticated
    key = room_of("token", g.token_id) if is_token else room_of("session", g.browser_session_id)
    return Connection(sid, person.id, person.language or language(), key, secret, is_token=is_token), person


def disconnect(*_reason: Any) -> None:
    """Forget a connection that has ended."""
    sid: str = request.sid  # type: ignore[attr-defined]  # as above
    if sockets().is_open(sid):  # again only an event of this name
        return
    connection = sockets().forget(sid)
    if connection is not None:
        presence.departed(sid, connection.person_id)


def recheck(sid: str) -> Person:
    """The person behind a socket, if their session or token still holds; raises Unauthenticated."""
    connection = sockets().connections.get(sid)
    if connection is None:
        raise Unauthenticated
    person = person_of_token(connection.secret) if connection.is_token else person_of_cookie(connection.secret)
    if person is None or person.id != connection.person_id:
        raise Unauthenticated
    g._login_user = person
    g.language = connection.language  # what its page is written in, without another look at the account
    return person


def rooms_for(person: Person) -> set[str]:
    """The rooms in which a person may be at this moment."""
    rooms = {room_of("person", person.id)}
    if not person.is_guest:
        rooms.add(HOUSE)
    groups = select(Group.id).where(Group.id.in_(groups_of(person)), Group.deleted_at.is_(None))
    rooms |= {room_of("group", group_id) for group_id in session.scalars(groups)}
    apart = conversations_of(person).where(Conversation.room_id.is_(None))  # a topic is told in its room
    return rooms | {room_of("conversation", found) for found in session.scalars(apart)}


def settle(person_id: UUID) -> None:
    """Put a person's open sockets into the rooms they may be in now, and out of all others."""
    connections = sockets().in_room(room_of("person", person_id))
    if not connections:
        return
    person = session.get(Person, person_id, populate_existing=True)
    if person is None or not person.may_enter:
        sockets().close(room_of("person", person_id))
        return
    allowed = rooms_for(person)
    for connection in connections:
        present = sockets().rooms_of(connection.sid) - {connection.key}
        sockets().leave(connection.sid, present - allowed)
        sockets().enter(connection.sid, allowed - present)

"""The Socket.IO server of an application: which sockets there are, whose they are and which rooms they are in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from flask import Flask, current_app
from flask_socketio import SocketIO
from gevent.monkey import is_module_patched

from realtime.transports import Transport
from realtime.wires import Wire, frame_of

log = structlog.get_logger(__name__)

MOST_BYTES = 100_000
PING_SECONDS = 20
PATIENCE_SECONDS = 20
NAMESPACE = "/"
PATH = "/socket.io"
HOUSE = "house"
MOST_HELD = 10_000  # rooms
WIRE = "parvis.wire"
MESSAGE = "4"  # what each packet of Socket.IO is to the transport below it


@dataclass(frozen=True)
class Connection:
    """One open socket: whose it is, and by which secret they came in. `key` names the session or token.

    `language` is what its page is written in: the account's, or what that browser asked for.
    """

    sid: str
    person_id: UUID
    language: str
    key: str
    secret: str
    is_token: bool


def room_of(kind: str, identifier: UUID) -> str:
    """The name of a socket room; kinds are person, session, token, group and conversation."""
    return f"{kind}:{identifier}"


class Sockets:
    """The sockets of this process. Rooms are Socket.IO's own; who may be in one is decided by whoever enters it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.connections: dict[str, Connection] = {}
        self.carriers: dict[UUID, UUID] = {}
        self._wires: dict[str, Wire] = {}
        self._held_to: dict[str, bytes] = {}
        self.socketio = SocketIO(
            app,
            # the events of one socket are handled in the order in which they came
            async_handlers=False,
            async_mode="gevent" if is_module_patched("socket") else "threading",
            cors_allowed_origins=_accepts(app.extensions["parvis.settings"].base_url),
            manage_session=False,
            max_http_buffer_size=MOST_BYTES,
            ping_interval=PING_SECONDS,
            ping_timeout=PATIENCE_SECONDS,
        )
        self.socketio.server.eio.on("message", self._receive)
        if is_module_patched("socket"):
            self.socketio.server.eio.on("connect", self._begin)
        app.wsgi_app = _Guard(app.wsgi_app, self.socketio.server)  # type: ignore[method-assign]  # as Flask documents it
        app.extensions["parvis.sockets"] = self

    def _begin(self, transport_id: str, environ: dict[str, Any]) -> None:
        """Let a transport begin: engine.io made it, and it becomes one of ours before it first waits to ping."""
        self.socketio.server.eio.sockets[transport_id].__class__ = Transport
        self.socketio.server._handle_eio_connect(transport_id, environ)

    def _receive(self, transport_id: str, packet: object) -> None:
        """Take what a transport brought; bytes that are no packet cost the sender the connection, and us nothing."""
        try:
            self.socketio.server._handle_eio_message(transport_id, packet)
        except Exception as error:  # noqa: BLE001 (the decoder raises whatever the bytes lead it to)
            log.info("unreadable packet", error=repr(error)[:200])
            self.socketio.server.eio.disconnect(transport_id)

    @property
    def _manager(self) -> Any:
        return self.socketio.server.manager

    def admit(self, connection: Connection) -> None:
        """Take in a connection. One that began as a WebSocket is written to directly from now on."""
        self.connections[connection.sid] = connection
        transport_id = self._manager.eio_sid_from_sid(connection.sid, NAMESPACE)
        transport = self.socketio.server.eio.sockets.get(transport_id)
        wire = self.socketio.server.environ.get(transport_id, {}).get(WIRE)
        if transport is not None and wire is not None:
            wire.queue = transport.queue
            self._wires[connection.sid] = wire

    def forget(self, sid: str) -> Connection | None:
        """Let go of a connection that has ended, and of what waits for it; None if it was forgotten before."""
        wire = self._wires.pop(sid, None)
        if wire is not None and wire.is_behind:
            wire.cut()
        return self.connections.pop(sid, None)

    def is_open(self, sid: str) -> bool:
        """Whether the socket is connected, and not about to end."""
        return bool(self._manager.is_connected(sid, NAMESPACE))

    def in_room(self, room: str) -> list[Connection]:
        """The connections in a room."""
        found = (self.connections.get(sid) for sid, _ in list(self._manager.get_participants(NAMESPACE, room)))
        return [connection for connection in found if connection is not None]

    def has_somebody(self, room: str) -> bool:
        """Whether a connection is in a room."""
        return next(iter(self._manager.get_participants(NAMESPACE, room)), None) is not None

    def rooms_of(self, sid: str) -> set[str]:
        """The rooms a socket is in, apart from the one of its own."""
        return {room for room in self._manager.get_rooms(sid, NAMESPACE) if room != sid}

    def enter(self, sid: str, rooms: Iterable[str]) -> None:
        """Let a socket into rooms; the caller has checked that its person may be there."""
        for room in rooms:
            self._held_to.pop(room, None)
            self._manager.enter_room(sid, NAMESPACE, room)

    def leave(self, sid: str, rooms: Iterable[str]) -> None:
        """Take a socket out of rooms; it stays connected, unless it is behind.

        What still waits for that one was sent while it might hear it, and would arrive when it may no more.
        """
        has_left = False
        for room in rooms:
            self._manager.leave_room(sid, NAMESPACE, room)
            has_left = True
        wire = self._wires.get(sid)
        if has_left and wire is not None and wire.is_behind:
            wire.cut()

    def hold_to(self, room: str, mark: str, person_ids: Callable[[], Collection[UUID]]) -> None:
        """Take out of a room everybody but these people, who are asked for only where it may have become wrong.

        `mark` is read before them, each time, and is another one as soon as they are others. As long as it stays, and
        nobody has entered since, those in the room are those who were found to have the right.
        """
        digest = sha256(mark.encode()).digest()
        if self._held_to.get(room) != digest:
            self.keep_only(room, person_ids())
            if len(self._held_to) >= MOST_HELD:
                self._held_to.clear()
            self._held_to[room] = digest

    def keep_only(self, room: str, person_ids: Collection[UUID]) -> None:
        """Take out of a room everybody but these people, who may be there at this moment."""
        for connection in self.in_room(room):
            if connection.person_id not in person_ids:
                self.leave(connection.sid, [room])

    def send(
        self,
        event: str,
        payload: object,
        *,
        to: str | list[str],
        but: Collection[UUID] = (),
    ) -> None:
        """Send an event to whoever is in a room, or in at least one of several, but for some people.

        It is encoded and framed once, and written at once to every socket that has nothing else to hear before. Those
        that poll, or whose own queue is not empty, get it by that queue: to each all things come in one order.
        """
        heard = self._in(to)
        self._write(event, payload, [sid for sid in heard if not self._is_of(sid, but)] if but else heard)

    def send_with_own(
        self, event: str, payload: dict[str, Any], own: Callable[[], dict[str, Any]], *, of: UUID, to: str | list[str]
    ) -> None:
        """Send an event to whoever is in these rooms, with what is somebody's own to the pages of `of` among them.

        `own` is asked for only where such a page is open in this process, and first: it may take a moment, in which
        people leave the rooms.
        """
        with_own = payload | own() if self.has_somebody(room_of("person", of)) else payload
        theirs: list[str] = []
        others: list[str] = []
        for sid in self._in(to):
            (theirs if self._is_of(sid, [of]) else others).append(sid)
        self._write(event, payload, others)
        self._write(event, with_own, theirs)

    def _in(self, rooms: str | list[str]) -> list[str]:
        return [sid for sid, _ in self._manager.get_participants(NAMESPACE, rooms)] if rooms else []

    def _write(self, event: str, payload: object, sids: Iterable[str]) -> None:
        frame = b""
        behind = []
        for sid in sids:
            frame = frame or self._frame(event, payload)
            wire = self._wires.get(sid)
            if wire is None or not wire.offer(frame):
                behind.append(sid)
        if behind:
            self.socketio.emit(event, payload, to=behind)

    def _is_of(self, sid: str, person_ids: Collection[UUID]) -> bool:
        connection = self.connections.get(sid)
        return connection is not None and connection.person_id in person_ids

    def _frame(self, event: str, payload: object) -> bytes:
        packet = self.socketio.server.packet_class(data=[event, payload])
        return frame_of(f"{MESSAGE}{packet.encode()}")

    def close(self, room: str) -> None:
        """End every connection in a room."""
        for connection in self.in_room(room):
            self.end(connection.sid)

    def end(self, sid: str) -> None:
        """End a connection; one that has ended already is left alone. Nothing reaches it while it is ending."""
        self.leave(sid, self.rooms_of(sid))
        self.socketio.server.disconnect(sid, namespace=NAMESPACE)

    def come_again(self) -> None:
        """Let every client connect anew, and so catch up on what this process may have missed.

        The transport is ended and not the connection, for a client whose connection was ended stays away.
        """
        for sid in list(self.connections):
            transport_id = self._manager.eio_sid_from_sid(sid, NAMESPACE)
            if transport_id is not None:
                self.socketio.server.eio.disconnect(transport_id)

    def end_soon(self, sid: str) -> None:
        """End a connection once the acknowledgement of what it sent has left."""
        if self.app.testing:
            self.end(sid)
        else:
            self.socketio.start_background_task(self.end, sid)


class _Guard:
    """Around the transports: bytes that none of them can read cost the sender the connection, and us nothing."""

    def __init__(self, inner: Any, server: Any) -> None:
        self._inner, self._server = inner, server

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._inner(environ, start_response)  # type: ignore[no-any-return]  # WSGI is untyped
        try:
            if "wsgi.websocket" in environ:
                environ[WIRE] = Wire.of(environ["wsgi.websocket"])
            return self._inner(environ, start_response)  # type: ignore[no-any-return]  # as above
        except Exception as error:  # noqa: BLE001 (engineio raises whatever the bytes lead it to)
            log.info("unreadable transport", error=repr(error)[:200])
        for transport_id, asked in list(self._server.environ.items()):
            if asked is environ:
                self._server.eio.disconnect(transport_id)
        if "wsgi.websocket" not in environ:
            start_response("400 BAD REQUEST", [])
        return []


def sockets() -> Sockets:
    """The sockets of the current application."""
    found: Sockets = current_app.extensions["parvis.sockets"]
    return found


def _accepts(base_url: str) -> Callable[[str | None, dict[str, Any]], bool]:
    """Pages of this house alone may connect: from the address people use, or from the one they asked."""
    parts = urlsplit(base_url)
    own = f"{parts.scheme}://{parts.netloc}"

    def accepts(origin: str | None, environ: dict[str, Any]) -> bool:
        asked = f"{environ.get('wsgi.url_scheme')}://{environ.get('HTTP_HOST')}"
        return origin in {own, asked}

    return accepts

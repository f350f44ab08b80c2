"""Idempotency keys: a POST that is sent again with the same key gets its first answer again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy import LargeBinary, String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock, outbox
from app.core.db import Model, session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, ParvisError
from app.core.events import command, transaction
from app.core.sealing import Unsealable, seal, unseal

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
REFUSED = 400
KEPT = timedelta(hours=48)

Identity: TypeAlias = tuple[UUID, str, str]
View: TypeAlias = Callable[[], ResponseReturnValue]
V = TypeVar("V", bound=Callable[..., Any])


class Answered(Model):
    """The answer that a person's key got, sealed; the request's hash tells a repetition from another request."""

    __tablename__ = "idempotent_answer"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(String(200), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    content_type: Mapped[str] = mapped_column(String(100))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def apart(view: V) -> V:
    """Mark a view that works too long to keep other writers waiting: its answer is kept after its own transaction.

    Killed in between, or sent twice at the same moment, it may be done twice, so that must be harmless. Its answer is
    given again without asking for the right to it, so it tells nothing but what the person made.
    """
    view.is_apart = True  # type: ignore[attr-defined]  # a mark that `once` reads
    return view


def init_app(app: Flask) -> None:
    """Let the worker forget old answers."""
    outbox.every(app, timedelta(hours=1), forget_old_answers)


def once(person_id: UUID, view: View) -> ResponseReturnValue:
    """Run the view and keep its answer in one transaction; a repetition gets the kept one.

    A view that raises, or answers that it refused, leaves nothing behind and does not burn the key. Raises Invalid
    where the key was used for another request, and what the view raises where the person has lost the right to it.
    """
    key = request.headers[HEADER]
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid(idempotency_key=f"1 to {LONGEST_KEY} characters")
    identity = (person_id, f"{request.method} {request.path}"[:200], key)
    digest = _digest()
    is_apart = getattr(current_app.view_functions[request.endpoint or ""], "is_apart", False)
    kept = _find(identity)
    if kept is None:
        try:
            return (_answer_apart if is_apart else _answer)(identity, digest, view)
        except _Refused as refusal:
            return refusal.response
        except IntegrityError:  # the same request, a moment earlier, may have taken the key
            kept = _find(identity)
            if kept is None:
                raise
    if kept.request_hash != digest:
        raise Invalid(idempotency_key="this key was used for another request")
    if not is_apart:
        _demand_right(view)
    return Response(_opened(kept), kept.status, content_type=kept.content_type)


@command
def _find(identity: Identity) -> Answered | None:
    """In a transaction of its own, so that it sees what another one has just committed."""
    return session.get(Answered, identity, populate_existing=True)


@command
def _answer(identity: Identity, digest: str, view: View) -> ResponseReturnValue:
    kept = _unanswered(identity, digest)
    session.add(kept)
    session.flush()
    response = current_app.make_response(view())
    if response.status_code >= REFUSED:  # a page says what is wrong; what the view had begun must not be committed
        raise _Refused(response)
    return _noted(kept, response)


def _answer_apart(identity: Identity, digest: str, view: View) -> ResponseReturnValue:
    response = current_app.make_response(view())
    with transaction():
        kept = _unanswered(identity, digest)
        session.add(kept)
        return _noted(kept, response)


def _unanswered(identity: Identity, digest: str) -> Answered:
    person_id, operation, key = identity
    return Answered(
        person_id=person_id, operation=operation, key=key, request_hash=digest, status=0, content_type="", body=b""
    )


def _noted(kept: Answered, response: Response) -> Response:
    kept.status, kept.content_type = response.status_code, response.content_type
    kept.body = seal({"body": response.get_data(as_text=True)}).encode()
    return response


class _Refused(Exception):
    """Ends the transaction of a view that answered with a refusal."""

    def __init__(self, response: Response) -> None:
        self.response = response


class _Undone(Exception):
    """Ends a transaction of which nothing shall stay."""


def _demand_right(view: View) -> None:
    """Do it again and undo it: whoever may no longer do it is refused, and learns nothing from the kept answer."""
    try:
        with transaction(followed=False):
            view()
            raise _Undone
    except (Forbidden, NotFound):
        raise
    except (_Undone, ParvisError, IntegrityError):
        return  # that it cannot be done twice is no refusal: it is done


def _opened(kept: Answered) -> str:
    try:
        return str(unseal(kept.body.decode())["body"])
    except Unsealable:
        raise Conflict("the first answer can no longer be read") from None


def _digest() -> str:
    """A hash of what was sent; multipart bodies compare by their parts, for their boundaries differ each time."""
    if not request.mimetype.startswith("multipart/"):
        return hashlib.sha256(request.get_data()).hexdigest()
    parts: list[list[str]] = [[name or "", value] for name, value in request.form.items(multi=True)]
    for name, file in request.files.items(multi=True):
        parts.append([name or "", file.filename or "", hashlib.file_digest(file.stream, "sha256").hexdigest()])  # type: ignore[arg-type]  # a binary stream
        file.stream.seek(0)
    return hashlib.sha256(json.dumps(sorted(parts)).encode()).hexdigest()


@command
def forget_old_answers() -> None:
    """Remove answers that are older than a client may still ask for; repeating changes nothing."""
    session.execute(delete(Answered).where(Answered.at < clock.now() - KEPT))


def forget_answers(operation: str) -> None:
    """Remove what was answered to one operation ("POST /api/v1/…"), because what was sent shall be known no more."""
    session.execute(delete(Answered).where(Answered.operation == operation))

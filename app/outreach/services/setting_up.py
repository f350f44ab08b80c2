"""Setting up channels, and finding out whether their accounts still let us in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command
from app.core.folding import one_line
from app.core.richtext import UnfitText, checked
from app.core.sealing import Unsealable, seal
from app.outreach import policy
from app.outreach.channels import checked_config, connect, read_kind
from app.outreach.connectors import Account, AuthNeeded, Retry, told
from app.outreach.models import Access, Channel, Kind
from app.people.models import Department

LONGEST_NAME = 80
LONGEST_ACCOUNT = 200


@command
def create_channel(
    *, kind: str, name: str, config: dict[str, Any], department_id: UUID | None = None, actor: Person
) -> Channel:
    """Set up a channel; its account is checked in the background. Communication only.

    Raises Invalid for a kind that is not built, an unknown department or a config that cannot be used.
    """
    demand(policy.can_set_up(actor))
    known = read_kind(kind)
    if department_id is not None and session.get(Department, department_id) is None:
        raise Invalid(department_id=_("There is no such department."))
    channel = Channel(
        kind=known,
        name=_checked_name(name),
        department_id=department_id,
        sealed_config=seal(checked_config(known, config)),
        access=Access.READY if known is Kind.ATOM else Access.UNCHECKED,
    )
    session.add(channel)
    session.flush()
    audit.write("outreach.channel_created", actor_id=actor.id, target=f"channel:{channel.id}", kind=known)
    outbox.enqueue(check_channel, key=f"check_channel:{channel.id}", channel_id=str(channel.id))
    return channel


def _checked_name(name: str) -> str:
    try:
        words = one_line(checked(name))
    except UnfitText:
        words = ""
    if not 1 <= len(words) <= LONGEST_NAME:
        raise Invalid(name=_("A name has 1 to %(most)d characters.", most=LONGEST_NAME))
    return words


@command
def renew_access(channel: Channel, *, config: dict[str, Any], actor: Person) -> None:
    """Give a channel's account another config, such as a new token. Communication only; raises Invalid."""
    demand(policy.can_set_up(actor))
    channel.sealed_config = seal(checked_config(Kind(channel.kind), config))
    channel.access, channel.problem = Access.UNCHECKED, ""
    audit.write("outreach.channel_renewed", actor_id=actor.id, target=f"channel:{channel.id}")
    outbox.enqueue(check_channel, key=f"check_channel:{channel.id}", channel_id=str(channel.id))


def check_channel(channel_id: str) -> None:
    """Ask the network whom it takes us for and which limits it has; a job, idempotent."""
    channel = session.get(Channel, UUID(channel_id))
    if channel is None:
        return
    try:
        answer = connect(channel).check_auth()
    except Unsealable:
        answer = AuthNeeded("")
    _keep_answer(channel.id, answer)


@command
def _keep_answer(channel_id: UUID, answer: Account | AuthNeeded | Retry) -> None:
    channel = session.get_one(Channel, channel_id)
    channel.checked_at = clock.now()
    if isinstance(answer, Account):
        channel.access, channel.problem = Access.READY, ""
        channel.account, channel.limits = told(answer.name, LONGEST_ACCOUNT), dict(answer.limits)
    else:
        channel.access = Access.REVOKED if isinstance(answer, AuthNeeded) else Access.UNREACHABLE
        channel.problem = told(answer.reason)


def check_channels() -> None:
    """Check every channel; a periodic task."""
    for channel_id in session.scalars(select(Channel.id)).all():
        _enqueue_check(channel_id)


@command
def _enqueue_check(channel_id: UUID) -> None:
    outbox.enqueue(check_channel, key=f"check_channel:{channel_id}", channel_id=str(channel_id))

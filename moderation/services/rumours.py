"""Rumours: opening a claim, attaching its copies by hand, and saying what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import hold, session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.feed.services import refresh_post
from app.people.models import Department
from moderation import clocks, policy
from moderation.events import RumourItemAttached, RumourOpened, RumourSettled
from moderation.models import Rumour, RumourItem, RumourState, TargetKind
from moderation.queries.exposure import list_exposed
from moderation.services.filing import checked_words
from moderation.services.telling import tell_of_correction
from moderation.targets import find_target

LONGEST_CLAIM = 500
LONGEST_STATEMENT = 5000
LONGEST_ADDRESS = 500
COPIES = (TargetKind.POST, TargetKind.COMMENT)

Reference = tuple[TargetKind, UUID]


@dataclass(frozen=True)
class Claim:
    """What people say, in the words in which it is looked into, in one language or in both."""

    fr: str = ""
    en: str = ""


def open_rumour(
    claim: Claim, *, owner_department: Department | None = None, items: Sequence[Reference] = (), actor: Person
) -> Rumour:
    """Look into a claim; the department that knows has 24 working hours to answer. Moderators and trusted persons.

    Raises Invalid for a claim without words, NotFound for an item that the actor does not see.
    """
    clocks.calendar()  # takes a second the first time: not inside the transaction
    return _open_rumour(claim, owner_department, items, actor)


@command
def _open_rumour(claim: Claim, owner: Department | None, items: Sequence[Reference], actor: Person) -> Rumour:
    demand(policy.can_moderate(actor))
    if not (claim.fr.strip() or claim.en.strip()):
        raise Invalid(claim=_("Write what is being said, in French or in English."))
    rumour = Rumour(
        claim_fr=_checked_claim(claim.fr),
        claim_en=_checked_claim(claim.en),
        owner_department_id=owner.id if owner else None,
        opened_by=actor.id,
        due_at=clocks.due(clock.now(), clocks.RUMOUR_WITHIN),
        allowed_seconds=clocks.RUMOUR_WITHIN,
    )
    session.add(rumour)
    session.flush()
    audit.write("rumour.opened", actor_id=actor.id, target=f"rumour:{rumour.id}")
    record(RumourOpened(rumour.id))
    for kind, target_id in items:
        attach_copy(rumour, kind, target_id, actor=actor)
    return rumour


def _checked_claim(words: str) -> str:
    return checked_words(words, "claim", longest=LONGEST_CLAIM) if words.strip() else ""


@command
def attach_copy(rumour: Rumour, kind: TargetKind, target_id: UUID, *, actor: Person) -> None:
    """Say that a post or comment repeats the claim; repeating changes nothing.

    Raises NotFound for one that the actor does not see, Invalid for anything else than a post or comment.
    """
    demand(policy.can_moderate(actor))
    if kind not in COPIES:
        raise Invalid(type=_("Only posts and comments are copies of a rumour."))
    target = find_target(kind, target_id, viewer=actor)
    hold(rumour)
    if session.get(RumourItem, (rumour.id, kind, target.id)) is not None:
        return
    session.add(RumourItem(rumour_id=rumour.id, target_type=kind, target_id=target.id, attached_by=actor.id))
    session.flush()
    if kind is TargetKind.POST:
        refresh_post(target.id)
    audit.write("rumour.attached", actor_id=actor.id, target=f"rumour:{rumour.id}", item=f"{kind}:{target.id}")
    record(RumourItemAttached(rumour.id, kind, target.id))


@command
def settle_rumour(
    rumour: Rumour, *, state: RumourState, statement: str, source_url: str | None = None, actor: Person
) -> None:
    """Say what is known of the claim; whoever is known to have met a copy is told, once. Can be said anew.

    Back to `unverified`, the claim is open again. Raises Invalid for an answer without words or a source that is no
    web address.
    """
    demand(policy.can_moderate(actor))
    hold(rumour)
    rumour.statement = checked_words(statement, "statement", longest=LONGEST_STATEMENT)
    rumour.source_url = _checked_address(source_url)
    rumour.state = state
    is_settled = state is not RumourState.UNVERIFIED
    rumour.settled_at, rumour.settled_by = (clock.now(), actor.id) if is_settled else (None, None)
    session.flush()
    for item in rumour.items:
        if item.target_type == TargetKind.POST:
            refresh_post(item.target_id)
    audit.write("rumour.verdict", actor_id=actor.id, target=f"rumour:{rumour.id}", state=state)
    if is_settled:
        for person_id in list_exposed(rumour):
            tell_of_correction(person_id, rumour.id)
    record(RumourSettled(rumour.id))


def _checked_address(address: str | None) -> str | None:
    words = (address or "").strip()
    if not words:
        return None
    wrong = Invalid(source_url=_("Give a web address that begins with https://."))
    try:
        parts = urlsplit(words)
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"http", "https"} or not parts.netloc or not words.isprintable():
        raise wrong
    if len(words) > LONGEST_ADDRESS:
        raise Invalid(source_url=_("At most %(most)d characters.", most=LONGEST_ADDRESS))
    return words

"""What can be done to the instance: founding it, naming it, saying that it is a demo."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.accounts.models import Person, Role
from app.accounts.passwords import check_strength, fingerprint, new_token, passwords
from app.accounts.queries import has_accounts
from app.accounts.services.opening import checked_name, open_account
from app.admin import policy
from app.admin.events import OrganisationChanged
from app.admin.models import Setting
from app.admin.queries import DEMO, FIRST_START, GUESTS, ORGANISATION, PREVIEWS, shows_previews
from app.core import audit
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.governance.services import acknowledge_code, ensure_code
from app.groups.models import Access, Kind
from app.groups.services import create_group
from app.links.services import switch_previews

ACCENTS = ("sky", "lagoon", "moss", "plum", "brick", "slate")
LONGEST_NAME = 60
CODE_LENGTH = 12


@command
def change_organisation(*, name: str, accent: str, actor: Person | None) -> None:
    """Change the company's name and colour. The administration, or the command line (None)."""
    demand(actor is None or policy.can_change_organisation(actor))
    tidy = " ".join(name.split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise Invalid(organisation=_("The name of the house has 1 to %(most)d characters.", most=LONGEST_NAME))
    if accent not in ACCENTS:
        raise Invalid(accent=_("Choose one of the six colours."))
    _put(ORGANISATION, {"name": tidy, "accent": accent})
    audit.write("organisation.changed", actor_id=actor.id if actor else None, target="organisation:1", name=tidy)
    record(OrganisationChanged())


@command
def allow_guests(by_keepers: bool, *, actor: Person) -> None:
    """Let those who run groups invite people from outside into them, or not; the administration."""
    demand(policy.can_change_organisation(actor))
    _put(GUESTS, {"by_keepers": by_keepers})
    audit.write("guests.allowed", actor_id=actor.id, target="organisation:1", by_keepers=by_keepers)


@command
def show_previews(shown: bool, *, actor: Person) -> None:
    """Show what links in posts and messages lead to, or ask no other host and show nothing of it; the administration.

    Repeating changes nothing. What was written while nothing was shown stays as it is.
    """
    demand(policy.can_change_organisation(actor))
    if shown == shows_previews():
        return
    _put(PREVIEWS, {"shown": shown})
    audit.write("previews.shown", actor_id=actor.id, target="organisation:1", shown=shown)
    switch_previews()


def found_house(
    *, organisation: str, accent: str, name: str, email: str, password: str, language: str | None
) -> Person:
    """Begin an instance: its name, its first administrator, the code of conduct, and a first place to meet.

    Raises Conflict where somebody has an account already, Invalid for what cannot be used.
    """
    person_name = checked_name(name)
    check_strength(password, known=[email, person_name, organisation])
    return _found_house(
        organisation=organisation,
        accent=accent,
        name=person_name,
        email=email,
        password_hash=passwords().hash(password),
        language=language,
    )


@command
def _found_house(
    *, organisation: str, accent: str, name: str, email: str, password_hash: str, language: str | None
) -> Person:
    if has_accounts():
        raise Conflict(_("This house has been founded already."))
    change_organisation(name=organisation, accent=accent, actor=None)
    roles = frozenset({Role.MEMBER, Role.ADMIN})
    founder = open_account(
        email=email, name=name, password_hash=password_hash, roles=roles, language=language, actor=None
    )
    ensure_code()
    acknowledge_code(actor=founder)
    create_group(
        name=_("The whole house"),
        description=_("Where everybody meets: news, questions, thanks."),
        kind=Kind.COMMUNITY,
        access=Access.OPEN,
        actor=founder,
    )
    _forget(FIRST_START)
    return founder


@command
def new_first_start_code() -> str:
    """A fresh code to found the house with from another machine; the one before no longer holds."""
    code = new_token()[:CODE_LENGTH]
    _put(FIRST_START, {"code": fingerprint(code)})
    return code


@command
def mark_demo() -> None:
    """Say that the demo filled this instance; idempotent."""
    _put(DEMO, {})


def _put(name: str, content: dict[str, Any]) -> None:
    found = session.get(Setting, name)
    if found is None:
        session.add(Setting(name=name, content=content))
    else:
        found.content = content


def _forget(name: str) -> None:
    found = session.get(Setting, name)
    if found is not None:
        session.delete(found)

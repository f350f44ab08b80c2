"""What can be read of the instance."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.accounts.models import Person
from app.accounts.passwords import passwords
from app.accounts.queries import has_accounts
from app.admin.models import Setting
from app.core.db import session
from app.core.frame import Organisation
from app.core.remembering import KeptByProcess

ORGANISATION = "organisation"
DEMO = "demo"
GUESTS = "guests"
PREVIEWS = "previews"
FIRST_START = "first_start"
FIRST_START_PAGE = "/first-start"
UNNAMED = Organisation("Parvis", "sky")
DEMO_PASSWORD = "parvis-demo"  # noqa: S105 (it is published, and serving it to the world is refused)
DEMO_ADDRESSES = "@demo.example"


def get_setting(name: str) -> dict[str, Any] | None:
    """What the instance knows under a name."""
    found = session.get(Setting, name)
    return found.content if found else None


def get_organisation() -> Organisation:
    """The company's name and accent, remembered by the process until they are told to have changed, or for a minute."""
    try:
        return _organisation.get()
    except OperationalError:  # the page that says so has a name on it too
        session.rollback()
        return _organisation.last() or UNNAMED


def _read_organisation() -> Organisation:
    said = get_setting(ORGANISATION)
    return Organisation(said["name"], said["accent"]) if said else UNNAMED


_organisation = KeptByProcess(_read_organisation)


def forget_organisation(_fact: object = None) -> None:
    """Ask the database again, for something was told to have changed."""
    _organisation.forget()


def guests_by_keepers() -> bool:
    """Whether those who run a group may invite people from outside into it; not until somebody says so."""
    return bool((get_setting(GUESTS) or {}).get("by_keepers"))


def shows_previews() -> bool:
    """Whether posts and messages show what their links lead to; they do until somebody says otherwise."""
    return bool((get_setting(PREVIEWS) or {"shown": True})["shown"])


def first_start_address() -> str | None:
    """Where visitors of an instance without accounts go instead of signing in."""
    return None if has_accounts() else FIRST_START_PAGE


def is_demo() -> bool:
    """Whether the demo filled this instance."""
    return get_setting(DEMO) is not None


def demo_passwords_in_use() -> bool:
    """Whether one of the demo's open accounts still has the password that everybody can read."""
    if not is_demo():
        return False
    hashes = select(Person.password_hash).where(
        Person.email.endswith(DEMO_ADDRESSES, autoescape=True),
        Person.deactivated_at.is_(None),
        Person.password_hash.is_not(None),
    )
    return any(passwords().verify(found, DEMO_PASSWORD) for found in session.scalars(hashes.distinct()))

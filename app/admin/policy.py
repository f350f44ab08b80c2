"""Who may change the instance, and who may found it."""

from __future__ import annotations

import hmac
import ipaddress

from app.accounts.models import Person, Role
from app.accounts.passwords import fingerprint


def can_change_organisation(actor: Person) -> bool:
    """The administration."""
    return actor.has(Role.ADMIN)


def can_found(*, address: str, is_forwarded: bool, code: str, expected: str | None) -> bool:
    """Whoever sits at the machine itself, or holds the code that `parvis serve` printed.

    A request that a proxy forwarded comes from anywhere, whatever address it shows.
    """
    if expected is not None and code and hmac.compare_digest(fingerprint(code), expected):
        return True
    return not is_forwarded and is_loopback(address)


def is_loopback(address: str) -> bool:
    """Whether an address or name is this machine's own."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False

"""Who may read the library, publish from it and set up channels."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person, Role
from app.core.errors import demand


def can_read(viewer: Person) -> bool:
    """Everybody of the house reads the library: what stands in it was approved to leave."""
    return not viewer.is_guest


def can_publish(actor: Person) -> bool:
    """Communication publishes, withdraws, and decides where the network leaves us in doubt."""
    return actor.has(Role.COMMUNICATION)


def demand_publish(actor: Person) -> None:
    """Raise Forbidden for everybody but communication."""
    demand(can_publish(actor), _("Communication publishes from the library."))


def can_set_up(actor: Person) -> bool:
    """Communication sets up channels and sees them."""
    return actor.has(Role.COMMUNICATION)


def demand_set_up(actor: Person) -> None:
    """Raise Forbidden for everybody but communication."""
    demand(can_set_up(actor))

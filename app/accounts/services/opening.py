"""Opening accounts, and what may be changed of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import available_timezones

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts import addresses
from app.accounts.events import PersonCreated, PersonRenamed, RolesChanged
from app.accounts.handles import base_of, free_handle
from app.accounts.hooks import account_opened
from app.accounts.models import Grant, Person, Role
from app.accounts.passwords import passwords
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.core.folding import fold, one_line
from app.core.language import LANGUAGES

LONGEST_NAME = 120


def create_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    roles: Iterable[Role] = (Role.MEMBER,),
    handle: str | None = None,
    language: str | None = None,
    actor: Person | None,
) -> Person:
    """Open an account. `actor` is None for the command line. Raises Conflict where the address has one already."""
    password_hash = passwords().hash(password) if password else None  # takes long: not inside the transaction
    return open_account(
        email=email,
        name=name,
        password_hash=password_hash,
        roles=frozenset(roles),
        handle=handle,
        language=language,
        actor=actor,
    )


@command
def open_account(
    *,
    email: str,
    name: str,
    password_hash: str | None,
    roles: frozenset[Role],
    handle: str | None = None,
    language: str | None = None,
    actor: Person | None,
) -> Person:
    """The same, for a password that was hashed already."""
    demand(actor is None or actor.has(Role.ADMIN))
    address = addresses.checked(email)
    if session.scalar(select(Person.id).where(Person.email == address)):
        raise Conflict(_("This address already has an account."))
    person = Person(
        email=address,
        name=checked_name(name),
        handle=_free_handle(handle or address.split("@")[0]),
        password_hash=password_hash,
        language=language,
        grants={Grant(role=role) for role in checked_roles(roles)},
    )
    session.add(person)
    session.flush()
    account_opened.ask(person)
    audit.write("account.created", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    record(PersonCreated(person.id))
    return person


def checked_name(name: str) -> str:
    """A name that can be kept; raises Invalid."""
    tidy = " ".join(one_line(name).split())
    if not any(sign.isalnum() for sign in tidy):
        raise Invalid(name=_("A name is needed."))
    if len(tidy) > LONGEST_NAME:
        raise Invalid(name=_("At most %(most)d characters.", most=LONGEST_NAME))
    return tidy


def checked_roles(roles: Iterable[Role]) -> frozenset[Role]:
    """Roles that go together: every account is of the house or a guest's, and a guest holds no other role."""
    wanted = frozenset(roles)
    if Role.GUEST in wanted and len(wanted) > 1:
        raise Invalid(roles=_("A guest holds no other role."))
    return wanted if Role.GUEST in wanted else wanted | {Role.MEMBER}


def _free_handle(wish: str) -> str:
    alike = select(Person.handle).where(Person.handle.startswith(base_of(wish), autoescape=True))
    return free_handle(wish, taken=set(session.scalars(alike)))


@command
def rename_person(person: Person, *, name: str, actor: Person) -> None:
    """Change the name that everybody reads."""
    demand(actor.id == person.id or actor.has(Role.ADMIN))
    tidy = checked_name(name)
    if person.name != tidy:
        person.name, person.sort_name = tidy, fold(tidy)
        person.version += 1
        record(PersonRenamed(person.id))


@command
def change_preferences(
    person: Person,
    *,
    name: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    actor: Person,
) -> None:
    """Change one's name, language ("" for the browser's) and time zone; what is None stays."""
    demand(actor.id == person.id)
    if name is not None:
        rename_person(person, name=name, actor=actor)
    if language and language not in LANGUAGES:
        raise Invalid(language=_("Choose French or English."))
    if time_zone is not None and time_zone not in available_timezones():
        raise Invalid(time_zone=_("This time zone is not known."))
    person.language = person.language if language is None else language or None
    person.time_zone = person.time_zone if time_zone is None else time_zone


@command
def change_roles(
    person: Person, *, add: Iterable[Role] = (), remove: Iterable[Role] = (), actor: Person | None
) -> None:
    """Give and take roles; repeating changes nothing. Raises Conflict where no administrator would be left."""
    demand(actor is None or actor.has(Role.ADMIN))
    wanted = (person.roles | set(add)) - set(remove)
    if not wanted:
        raise Invalid(roles=_("An account holds at least one role."))
    if Role.GUEST in set(add):
        wanted = frozenset({Role.GUEST})
    elif wanted != {Role.GUEST}:
        wanted = checked_roles(wanted - {Role.GUEST})
    if wanted == person.roles:
        return
    if Role.ADMIN in person.roles - wanted:
        keep_an_administrator(person)
    person.grants = {grant for grant in person.grants if grant.role in wanted} | {
        Grant(role=role) for role in wanted - person.roles
    }
    roles = sorted(wanted)
    audit.write("account.roles", actor_id=actor.id if actor else None, target=f"person:{person.id}", roles=roles)
    record(RolesChanged(person.id))


def keep_an_administrator(person: Person) -> None:
    """Raise Conflict where this person is the last administrator whose account is open; part of the running command."""
    held = select(Grant.person_id).where(Grant.role == Role.ADMIN).order_by(Grant.person_id).with_for_update()
    session.execute(held).all()  # two who take the role from each other come one after the other
    others = (
        select(Grant.person_id)
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.role == Role.ADMIN,
            Grant.person_id != person.id,
            Person.deactivated_at.is_(None),
            (Person.suspended_until.is_(None)) | (Person.suspended_until <= clock.now()),
        )
    )
    if session.scalar(others.limit(1)) is None:
        raise Conflict(_("The house needs at least one administrator."))

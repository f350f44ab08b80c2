"""Accounts on the command line: `parvis user …`."""

from __future__ import annotations

import sys

import click

from app.accounts import queries, services
from app.accounts.models import Role
from app.accounts.passwords import check_strength
from app.core.commandline import in_instance
from app.core.errors import Invalid
from app.core.house import absolute

ROLE = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Accounts: open, list, change and close them."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues read.")
@click.option("--role", "roles", multiple=True, type=ROLE, help="May be given several times; member unless told.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@in_instance
def create(email: str, name: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Open an account for EMAIL; without a password, print a one-time link to choose one."""
    password = _password(known=[email, name]) if password_stdin else None
    person = services.create_person(
        email=email,
        name=name,
        password=password,
        roles=[Role(role) for role in roles] or [Role.MEMBER],
        actor=None,
    )
    click.echo(f"{person.email} {person.id}")
    if password is None:
        click.echo(_link(services.make_reset_link(person, actor=None)))


@user.command(name="list")
@in_instance
def list_users() -> None:
    """List all accounts: address, name, roles and state, separated by tabs."""
    cursor: str | None = None
    while True:
        page = queries.list_accounts(limit=500, cursor=cursor)
        for person in page.items:
            state = "closed" if person.deactivated_at else "suspended" if person.is_suspended else "open"
            click.echo("\t".join((person.email, person.name, ",".join(sorted(person.roles)), state)))
        if page.next is None:
            return
        cursor = page.next


@user.command()
@click.argument("email")
@click.option("--add", multiple=True, type=ROLE, help="A role to give; may be given several times.")
@click.option("--remove", multiple=True, type=ROLE, help="A role to take; may be given several times.")
@in_instance
def role(email: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Give and take roles of EMAIL, and print what it holds then."""
    person = queries.get_person_by_email(email)
    services.change_roles(person, add=map(Role, add), remove=map(Role, remove), actor=None)
    click.echo(",".join(sorted(person.roles)))


@user.command()
@click.argument("email")
@in_instance
def deactivate(email: str) -> None:
    """Close the account of EMAIL; its open pages and sockets end at once."""
    services.deactivate_person(queries.get_person_by_email(email), actor=None)


@user.command(name="reset-password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the new password from standard input.")
@in_instance
def reset_password(email: str, password_stdin: bool) -> None:
    """Give EMAIL a new password, or print a one-time link to choose one."""
    person = queries.get_person_by_email(email)
    if password_stdin:
        services.set_password(person, password=_password(known=[person.email, person.name]), actor=None)
    else:
        click.echo(_link(services.make_reset_link(person, actor=None)))


def _password(*, known: list[str]) -> str:
    """The first line of standard input; a weak one is taken, for whoever types commands decides, but said."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise click.ClickException("the password on standard input is empty")
    try:
        check_strength(password, known=known)
    except Invalid as error:
        click.echo(f"Warning: {error}", err=True)
    return password


def _link(secret: str) -> str:
    return absolute(f"/reset/{secret}")

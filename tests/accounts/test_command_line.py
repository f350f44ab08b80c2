"""`parvis user …`: what the commands print, and how they fail."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from app.accounts.cli import user
from app.accounts.models import Role
from app.accounts.queries import get_person_by_email
from app.accounts.services import verify_credentials
from tests.factories import PASSWORD


@pytest.fixture
def run(app):
    def invoke(*arguments, stdin=""):
        return CliRunner().invoke(user, arguments, input=stdin, obj=lambda: app)

    return invoke


def test_an_account_is_opened_with_its_roles_and_password(run):
    made = run(
        "create", "Ada@House.example", "--name", "Ada", "--role", "moderator", "--password-stdin", stdin=f"{PASSWORD}\n"
    )
    assert made.exit_code == 0
    ada = verify_credentials(email="ada@house.example", password=PASSWORD, address="192.0.2.1")
    assert ada.roles == {Role.MEMBER, Role.MODERATOR}


def test_without_a_password_a_link_is_printed(run):
    made = run("create", "ada@house.example", "--name", "Ada")
    assert "http://localhost:8000/reset/" in made.output
    assert "http://localhost:8000/reset/" in run("reset-password", "ada@house.example").output


def test_accounts_are_listed_and_closed(run):
    run("create", "ada@house.example", "--name", "Ada")
    assert "ada@house.example\tAda\tmember\topen" in run("list").output
    assert run("deactivate", "ada@house.example").exit_code == 0
    assert "ada@house.example\tAda\tmember\tclosed" in run("list").output


def test_roles_are_given_and_taken(run):
    run("create", "ada@house.example", "--name", "Ada")
    assert run("role", "ada@house.example", "--add", "admin", "--add", "communication").output == (
        "admin,communication,member\n"
    )
    assert run("role", "ada@house.example", "--remove", "communication").output == "admin,member\n"
    assert get_person_by_email("ada@house.example").roles == {Role.ADMIN, Role.MEMBER}


def test_a_weak_password_is_taken_with_a_warning(run):
    made = run("create", "ada@house.example", "--name", "Ada", "--password-stdin", stdin="password1\n")
    assert (made.exit_code, made.stderr.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "nonsense", "--name", "Ada"),
        ("create", "ada@house.example", "--name", " "),
        ("create", "ada@house.example", "--name", "Ada", "--password-stdin"),
        ("role", "nobody@house.example", "--add", "admin"),
        ("deactivate", "nobody@house.example"),
        ("reset-password", "nobody@house.example"),
    ],
)
def test_a_failure_is_one_clear_line(run, arguments):
    failed = run(*arguments)
    assert failed.exit_code == 1
    assert failed.stderr.startswith("Error: ")
    assert failed.stderr.count("\n") == 1


def test_an_address_is_taken_once(run):
    run("create", "ada@house.example", "--name", "Ada")
    assert run("create", "ada@house.example", "--name", "Eve").exit_code == 1

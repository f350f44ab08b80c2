"""Commands: one transaction for a deed and for those it calls."""

from app.accounts.models import Person
from app.core.db import session
from app.core.events import command


@command
def rename(person: Person, name: str) -> None:
    session.refresh(person, with_for_update=True)
    person.name = name


@command
def restyle(person: Person, handle: str) -> None:
    session.refresh(person, with_for_update=True)
    person.handle = handle


def test_a_command_that_reads_its_rows_anew_forgets_nothing_of_the_one_that_calls_it(make_person):
    person = make_person()

    @command
    def settle() -> None:
        person.language = "en"
        rename(person, "Ada")
        restyle(person, "ada")

    settle()
    session.expire_all()
    assert (person.language, person.name, person.handle) == ("en", "Ada", "ada")

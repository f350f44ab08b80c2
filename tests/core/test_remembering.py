"""What was read once in a request is not read again, until a command changes something."""

from types import SimpleNamespace

import pytest

from app.core.events import transaction
from app.core.remembering import remembered

ADA, BEN = SimpleNamespace(id=1), SimpleNamespace(id=2)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def query(asked):
    @remembered
    def ask(person):
        asked.append(person.id)
        return len(asked)

    return ask


def test_a_query_is_run_once_a_request_and_for_each_person_apart(app, query, asked):
    with app.test_request_context():
        assert [query(ADA), query(ADA), query(BEN)] == [1, 1, 2]
    assert asked == [1, 2]


def test_the_next_request_asks_again(app, query, asked):
    for _ in range(2):
        with app.app_context(), app.test_request_context():
            query(ADA)
    assert asked == [1, 1]


def test_what_a_command_may_have_changed_is_asked_again(app, query):
    with app.test_request_context():
        before = query(ADA)
        with transaction():
            pass
        assert query(ADA) > before


def test_inside_a_command_nothing_is_remembered(app, query, asked):
    with app.test_request_context(), transaction():
        query(ADA)
        query(ADA)
    assert asked == [1, 1]


def test_outside_of_requests_nothing_is_remembered(app, query, asked):
    query(ADA)
    query(ADA)
    assert asked == [1, 1]

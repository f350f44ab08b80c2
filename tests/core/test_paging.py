"""Pages by key: they continue exactly where they ended, whatever the keys are made of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.errors import Invalid
from app.core.paging import Keyset, paginate
from app.core.prepared import FEW, FULL, MANY, of_each, prepared, several


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("by", [[Person.id], [Person.created_at, Person.id], [Person.sort_name, Person.id]])
def test_every_row_comes_once_in_the_order_of_the_keys(make_person, by, descending):
    began = clock.now()
    for number in range(5):
        with clock.stopped_at(began + timedelta(minutes=number // 2)):
            make_person("Same" if number < 3 else "Other")
    found, cursor = [], None
    while True:
        page = paginate(select(Person), by=by, limit=2, cursor=cursor, descending=descending)
        found += page.items
        if page.next is None:
            break
        cursor = page.next
    keys = [tuple(getattr(person, column.key) for column in by) for person in found]
    assert keys == sorted(keys, reverse=descending)
    assert len(set(keys)) == 5


ORDER = Keyset(Person.created_at, Person.id)


def _newest_people(continues):
    return select(*ORDER.by).where(ORDER.behind(continues)).order_by(*ORDER.latest_first).limit(MANY)


def test_a_list_whose_statement_is_made_once_continues_where_it_ended_too(make_person):
    with clock.stopped_at(clock.now()):
        made = {make_person().id for _ in range(5)}
    found, cursor, lengths = [], None, []
    while cursor or not lengths:
        page = ORDER.page(prepared(_newest_people, bool(cursor)).named(**ORDER.asked(2, cursor)), 2)
        found += [row.id for row in page.items]
        lengths, cursor = [*lengths, len(page.items)], page.next
    assert (found, lengths) == (sorted(made, reverse=True), [2, 2, 1])


def test_a_list_whose_statement_is_made_once_refuses_the_cursor_of_another():
    with pytest.raises(Invalid):
        ORDER.asked(2, "WyJ4Il0")


def _those_of(count):
    return select(Person.name).where(Person.id.in_(several("person", Person.id.type, count)))


@pytest.mark.parametrize("many", [0, 1, FEW, FEW + 1, FULL + 1])
def test_a_statement_about_several_things_finds_each_of_them_once(make_person, many):
    made = [make_person(f"Person {number}") for number in range(many + 1)][:many]
    rows = of_each(_those_of, name="person", values=[person.id for person in made])
    assert sorted(rows) == sorted((person.name,) for person in made)


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJ4Il0", "bnVsbA", "é"])
def test_a_cursor_of_no_list_is_refused(make_person, cursor):
    with pytest.raises(Invalid):
        paginate(select(Person), by=[Person.id], cursor=cursor)

"""Pages by key: they continue exactly where they ended, whatever the keys are made of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.errors import Invalid
from app.core.paging import paginate


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


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJ4Il0", "bnVsbA", "é"])
def test_a_cursor_of_no_list_is_refused(make_person, cursor):
    with pytest.raises(Invalid):
        paginate(select(Person), by=[Person.id], cursor=cursor)

"""Factories of the agenda: events by the services that the product uses, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Person
from app.agenda.models import Event
from app.agenda.services import plan_event
from app.core import clock

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
"""A Tuesday morning."""


@pytest.fixture(autouse=True)
def _standing_still() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def make_event(make_person: Callable[..., Person]) -> Callable[..., Event]:
    def make(
        title: str = "Pressure test", *, author: Person | None = None, hours: float = 48, **values: object
    ) -> Event:
        starts_at = values.pop("starts_at", NOW + timedelta(hours=hours))
        ends_at = values.pop("ends_at", starts_at + timedelta(hours=1))
        return plan_event(title=title, starts_at=starts_at, ends_at=ends_at, actor=author or make_person(), **values)

    return make

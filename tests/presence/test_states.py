"""States: one rule says what others see, from plain values."""

from __future__ import annotations

import pytest

from app.presence.states import State, Wake, state_seen


@pytest.mark.parametrize(
    ("wake", "state"), [(Wake.AWAKE, State.AVAILABLE), (Wake.IDLE, State.AWAY), (Wake.GONE, State.OFFLINE)]
)
def test_pages_tell_who_is_here(wake, state):
    assert state_seen(wake) is state


@pytest.mark.parametrize("wake", Wake)
def test_what_somebody_says_comes_before_what_their_pages_tell(wake):
    assert state_seen(wake, is_busy=True, is_off=True) is State.BUSY


@pytest.mark.parametrize("wake", Wake)
def test_outside_their_hours_nobody_sees_whether_somebody_works_all_the_same(wake):
    assert state_seen(wake, is_off=True) is State.OUT_OF_HOURS


@pytest.mark.parametrize("is_off", [True, False])
@pytest.mark.parametrize("is_busy", [True, False])
def test_who_hides_looks_like_somebody_who_is_not_there(is_off, is_busy):
    absent = state_seen(Wake.GONE, is_off=is_off)
    assert {state_seen(wake, is_busy=is_busy, is_off=is_off, is_hidden=True) for wake in Wake} == {absent}

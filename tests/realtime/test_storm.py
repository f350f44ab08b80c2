"""Talkers on a bad line while the house is killed again and again: nothing lost, nothing twice, one order for all."""

from __future__ import annotations

import pytest

from tests.realtime.conftest import found_colleagues
from tests.support.parvis import start_server
from tests.support.storm import weather_storm

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_whatever_befalls_the_line_and_the_house_all_know_the_same_in_the_end(tmp_path):
    colleagues = found_colleagues(tmp_path)
    server = start_server(colleagues.instance)

    def kill() -> None:
        nonlocal server
        server.kill()
        server = start_server(colleagues.instance, port=server.port)

    try:
        devices = [colleagues.ada_token, colleagues.ben_token] * 3  # two tabs and a phone of each
        outcome = weather_storm(server.port, devices, colleagues.conversation_id, [kill, kill])
    finally:
        server.stop()
    assert outcome.said == len(devices) * 4 * 3
    assert all(outcome.faults.get(fault) for fault in ("lost", "twice", "late")), outcome.faults

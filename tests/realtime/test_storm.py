"""Talkers on a bad line while the house is killed again and again: nothing lost, nothing twice, one order for all."""

from __future__ import annotations

import pytest

from tests.support.storm import alone, weather_storm

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_whatever_befalls_the_line_and_the_house_all_know_the_same_in_the_end(tmp_path):
    with alone(tmp_path) as (company, port, accidents):
        devices = [company.tokens[name] for name in company.names[:2]] * 3  # two tabs and a phone of each
        outcome = weather_storm(port, devices, company.conversation_id, accidents)
    assert outcome.said == len(devices) * 4 * (len(accidents) + 1)
    assert all(outcome.faults.get(fault) for fault in ("lost", "twice", "late")), outcome.faults

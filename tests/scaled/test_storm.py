"""Talkers on a bad line while processes, worker, Redis and PostgreSQL are killed: all know the same in the end."""

from __future__ import annotations

import pytest

from tests.support.storm import scaled, weather_storm

pytestmark = [pytest.mark.scaled, pytest.mark.slow, pytest.mark.timeout(300)]

TALKERS = 8


def test_whatever_is_killed_all_know_the_same_in_the_end(tmp_path):
    with scaled(tmp_path) as (company, port, accidents):
        tokens = [company.tokens[name] for name in company.names[:TALKERS]]
        outcome = weather_storm(port, tokens, company.conversation_id, accidents)
    assert outcome.said == TALKERS * 4 * (len(accidents) + 1)

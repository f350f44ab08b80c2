"""Times are said as each language says them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import g

from app.core.times import PATTERNS, time_in_words

FIRST = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("spoken", "style", "said"),
    [
        ("fr", "moment", "mardi 1er décembre à 9\u00a0h\u00a005"),
        ("fr", "date", "1er décembre 2026"),
        ("fr", "short", "1er déc. 9\u00a0h\u00a005"),
        ("fr", "weekday", "mardi 9\u00a0h\u00a005"),
        ("en", "moment", "Tuesday 1 December at 09:05"),
        ("en", "full", "1 December 2026 at 09:05"),
    ],
)
def test_a_moment_is_said_in_the_readers_language(app, spoken, style, said):
    g.language = spoken
    assert time_in_words(FIRST, style, time_zone=PARIS) == said


def test_the_reader_s_own_clock_says_which_day_is_the_first(app):
    g.language = "fr"
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert time_in_words(late, "day", time_zone=PARIS) == "1er décembre"
    assert time_in_words(late, "day", time_zone="America/Cayenne") == "30 novembre"


def test_both_languages_know_every_style():
    assert PATTERNS["fr"].keys() == PATTERNS["en"].keys()

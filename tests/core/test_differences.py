"""What changed between two texts: word by word, and in bounded time."""

from __future__ import annotations

import time

import pytest

from app.core import clock
from app.core.differences import compare, versions_of


def told(before, after):
    return [(piece.kind, piece.text) for piece in compare(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("The crane is back.", "The crane is back.", [("same", "The crane is back.")]),
        (
            "The crane is back.",
            "The old crane is back.",
            [("same", "The"), ("added", " old"), ("same", " crane is back.")],
        ),
        ("The crane is back.", "The crane", [("same", "The crane"), ("removed", " is back.")]),
        ("one two", "three four", [("removed", "one two"), ("added", "three four")]),
        ("a a", "a a a", [("same", "a a"), ("added", " a")]),
        ("", "a", [("added", "a")]),
    ],
)
def test_the_words_that_came_and_went_stand_between_those_that_stayed(before, after, pieces):
    assert told(before, after) == pieces


def test_of_long_texts_only_what_lies_between_is_shown_whole():
    words = " ".join(str(number) for number in range(3000))
    found = told(f"Dear all {words} Ada", f"Dear all {words[::-1]} Ada")
    assert [kind for kind, _text in found] == ["same", "removed", "added", "same"]
    assert (found[0][1], found[-1][1]) == ("Dear all", " Ada")


def test_many_versions_of_a_long_text_are_compared_in_no_time():
    words = [str(number % 97) for number in range(4000)]
    texts = [(clock.now(), " ".join(words[:: (-1) ** number])) for number in range(7)]
    began = time.monotonic()
    assert len(versions_of(texts)) == 7
    assert time.monotonic() - began < 3

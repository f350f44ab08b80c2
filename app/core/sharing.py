"""Sharing: of several processes that listen at one address, who holds the fewest connections takes the next."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable

COUNT = struct.Struct("q")
SLACK = 4
"""By how many connections one process may be ahead before it lets another go first."""


class Shares:
    """How many connections each process holds: memory that all of them see, made before they are forked.

    Without it whichever process wakes first takes a connection, and one may come to hold two thirds of them, and be
    full while another is not.
    """

    def __init__(self, processes: int) -> None:
        self._counts = mmap.mmap(-1, COUNT.size * processes)
        self._places = range(processes)
        self._place = 0

    def give_place(self, taken: Iterable[int]) -> int:
        """A place that no living process has, for the next one; it begins with nothing."""
        free = set(self._places) - set(taken)
        place = min(free) if free else 0
        self._write(place, 0)
        return place

    def take_place(self, place: int) -> None:
        """Count for this process from now on."""
        self._place = place

    def is_ahead(self, own: int) -> bool:
        """Whether this process, which holds so many, should let another go first; notes how many they are."""
        self._write(self._place, own)
        return own > SLACK + min(self._read(place) for place in self._places)

    def _write(self, place: int, count: int) -> None:
        COUNT.pack_into(self._counts, place * COUNT.size, count)

    def _read(self, place: int) -> int:
        return int(COUNT.unpack_from(self._counts, place * COUNT.size)[0])

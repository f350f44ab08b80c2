"""How often somebody may send an event: in bursts, but not without end."""

from __future__ import annotations

import time
from uuid import UUID

BURST = 600
A_SECOND = 20
FORGET_ABOVE = 10_000


class Allowance:
    """A bucket of events for each person, which fills again with time."""

    def __init__(self) -> None:
        self._buckets: dict[UUID, tuple[float, float]] = {}

    def take(self, person_id: UUID, cost: int = 1) -> bool:
        """Use some up; false where too little is left."""
        now = time.monotonic()
        left, since = self._buckets.get(person_id, (float(BURST), now))
        left = min(BURST, left + (now - since) * A_SECOND)
        if len(self._buckets) > FORGET_ABOVE:
            self._buckets.clear()
        self._buckets[person_id] = (left - cost, now) if left >= cost else (left, now)
        return left >= cost

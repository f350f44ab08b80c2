"""What search puts into the matrix's world: an index of all that the other rooms have put there."""

from __future__ import annotations

from app.core import worker
from search.indexing import rebuild
from tests.support.world import World


def furnish(world: World) -> None:
    worker.drain()
    rebuild()
    assert world.things

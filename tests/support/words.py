"""The first words of reactions, in databases that are made from the models: the same that the migration puts there."""

from __future__ import annotations

import runpy

from sqlalchemy import Connection, Table, event, insert

from app.reactions.models import ReactionWord
from tests.support.tree import ROOT

MIGRATION = "*_reaction_words.py"


def _put_words(table: Table, connection: Connection, **_options: object) -> None:
    (migration,) = (ROOT / "migrations/versions").glob(MIGRATION)
    connection.execute(insert(table), runpy.run_path(str(migration))["words"]())


event.listen(ReactionWord.__table__, "after_create", _put_words)

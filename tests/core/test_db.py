"""The database: what its errors tell."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.core.db import make_engine


def test_an_error_of_the_database_does_not_tell_what_people_wrote(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'own.db'}")
    with engine.connect() as connection, pytest.raises(OperationalError) as failed:
        connection.execute(text("INSERT INTO nowhere VALUES (:body)"), {"body": "between us"})
    engine.dispose()
    assert "nowhere" in str(failed.value)
    assert "between us" not in str(failed.value) + repr(failed.value)

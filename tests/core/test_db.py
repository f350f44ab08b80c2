"""The database: what its errors tell, and what it need not think about again."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.config import Settings
from app.core.db import make_engine, release_session, session
from app.factory import create_app


def test_an_error_of_the_database_does_not_tell_what_people_wrote(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'own.db'}")
    with engine.connect() as connection, pytest.raises(OperationalError) as failed:
        connection.execute(text("INSERT INTO nowhere VALUES (:body)"), {"body": "between us"})
    engine.dispose()
    assert "nowhere" in str(failed.value)
    assert "between us" not in str(failed.value) + repr(failed.value)


@pytest.mark.scaled
def test_what_is_asked_again_and_again_is_planned_once(postgresql, tmp_path):
    app = create_app(
        Settings(data_dir=tmp_path, database_url=postgresql.make_database(), secret_key="s" * 40), testing=True
    )
    with app.app_context():
        for number in range(8):
            assert session.scalar(text("SELECT :number + 1"), {"number": number}) == number + 1
            release_session()
        planned = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
        release_session()
    app.extensions["parvis.bind"].dispose()
    app.extensions["parvis.search"].close()
    assert [each for each in planned if "+ 1" in each]

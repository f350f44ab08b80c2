"""What was written down for ever stays: in houses that migrations have built, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Role
from app.accounts.services import create_person
from app.config import Settings
from app.core.db import release_session, session
from app.core.migrations import downgrade, upgrade
from app.decisions.models import Verdict
from app.decisions.services import create_committee, open_proposal, review_proposal, submit_proposal
from app.decisions.services.composing import Place
from app.factory import create_app
from app.feed.services import publish_post
from moderation.models import Category, TargetKind
from moderation.services import file_report

FOR_EVER = ("audit_entry", "moderation_event", "moderation_evidence", "register_entry")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.scaled)])
def built_house(request, tmp_path):
    """A house on a database that its migrations have built, with something in each of those tables."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql").make_database()
    app = create_app(Settings(data_dir=tmp_path, database_url=url, secret_key="s" * 40), testing=True)
    upgrade(app.extensions["parvis.bind"])
    with app.app_context():
        write_things_down()
        yield app
        release_session()
    app.extensions["parvis.search"].close()
    app.extensions["parvis.bind"].dispose()


def write_things_down():
    ada, ben, eve = (
        create_person(email=f"{name}@house.example", name=name, roles=(Role.MEMBER, Role.ADMIN), actor=None)
        for name in ("Ada", "Ben", "Eve")
    )
    post = publish_post(body="You are useless.", actor=ada)
    file_report(TargetKind.POST, post.id, category=Category.OTHER, statement="This is about a person.", actor=ben)
    committee = create_committee(name="Editors", seats=[Place(ben.id)], actor=eve)
    proposal = open_proposal(title="The crane", body="It is back.", actor=ada)
    submit_proposal(proposal, committee=committee, actor=ada)
    review_proposal(proposal, decision=Verdict.APPROVE, content_hash=proposal.content_hash, actor=ben)


def refused(statement):
    session.commit()
    try:
        session.execute(text(statement))
    except DBAPIError as error:
        return "append-only" in str(error)
    finally:
        session.rollback()
    return False


@pytest.mark.parametrize("table", FOR_EVER)
def test_the_database_refuses_to_change_or_remove_what_was_written_down(built_house, table):
    assert session.scalar(text(f"SELECT count(*) FROM {table}"))
    assert refused(f"UPDATE {table} SET id = id")
    assert refused(f"DELETE FROM {table}")


def test_the_guard_goes_with_its_migration_and_comes_back(built_house):
    engine = built_house.extensions["parvis.bind"]
    release_session()
    downgrade(engine, "0015_evidence")
    assert not refused("DELETE FROM register_entry")
    upgrade(engine)
    assert refused("DELETE FROM register_entry")

"""A group's page as it is kept for a plain member: another at once when anything that it shows changes."""

from datetime import timedelta

import pytest

from app.accounts.services import rename_person
from app.agenda.services import plan_event
from app.core import clock
from app.feed.services import publish_post
from app.feed.services.answering import NewQuestion
from app.groups.models import Access, GroupRole
from app.groups.services import change_group, remove_member, set_member
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Marée")


@pytest.fixture
def harbour(make_group, ben, ada):
    return make_group("Harbour", owner=ben, members=(ada,), access=Access.CLOSED)


@pytest.fixture
def page(client, ada, harbour):
    client.sign_in(ada)
    return lambda: client.get("/groups/harbour")


def appears(page, words, change):
    """Whether words that were not there are there once something has changed."""
    assert words not in page().text
    change()
    return words in page().text


def test_its_name_and_its_purpose(page, harbour, ben):
    assert appears(page, "Slipway", lambda: change_group(harbour, name="Slipway", description="Boats", actor=ben))
    assert "Boats" in page().text


def test_who_runs_it(page, harbour, ben, make_person):
    eve = make_person("Eve Brume")
    set_member(harbour, eve, actor=ben)
    before = page().text.count("Eve Brume")
    set_member(harbour, eve, role=GroupRole.MODERATOR, actor=ben)
    assert page().text.count("Eve Brume") == before + 1
    assert appears(page, "Eve Pluie", lambda: rename_person(eve, name="Eve Pluie", actor=eve))


def test_how_many_they_are(page, harbour, ben, make_person):
    assert appears(page, "3 members", lambda: set_member(harbour, make_person(), actor=ben))


def test_an_event_and_a_question_that_waits(page, harbour, ben):
    at = clock.now() + timedelta(days=1)
    plan = lambda: plan_event(  # noqa: E731 (it is short)
        title="Launch", starts_at=at, ends_at=at + timedelta(hours=1), group=harbour, actor=ben
    )
    assert appears(page, "Launch", plan)
    before = page().text
    publish_post(body="Who has the key?", group=harbour, parts=[NewQuestion()], actor=ben)
    after = page().text
    assert "Who has the key?" in after
    assert before.count("1</span>") < after.count("1</span>")


def test_who_is_removed_sees_nothing_of_it_any_more(page, harbour, ada, ben, make_post):
    make_post("The crane is back.", author=ben, group=harbour)
    assert "The crane is back." in page().text
    remove_member(harbour, ada, actor=ben)
    assert "The crane is back." not in page().text
    assert "Ask to join" in page().text


def test_once_it_is_kept_it_asks_as_little_for_many_posts_as_for_few(page, connection, harbour, ben, make_post):
    asked = []
    for _ in range(2):
        make_post(author=ben, group=harbour)
        page()
        with counted(connection) as statements:
            page()
        asked.append(len([each for each in statements if each.startswith("SELECT")]))
    assert asked[0] == asked[1] <= 7

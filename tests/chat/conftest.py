"""Who talks in these tests."""

from __future__ import annotations

import pytest

from app.chat.services import open_conversation, open_room


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lovelace")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Nevis")


@pytest.fixture
def pair(ada, ben):
    return open_conversation([ben], actor=ada)


@pytest.fixture
def cleo(make_person):
    return make_person("Cleo Nil")


@pytest.fixture
def dora(make_person):
    return make_person("Dora Elm")


@pytest.fixture
def three(ada, ben, cleo):
    """A conversation that Ada looks after."""
    return open_conversation([ben, cleo], title="Boats", actor=ada)


@pytest.fixture
def many(ada, ben, cleo, make_person):
    """A conversation of as many as a poll needs to be anonymous."""
    return open_conversation([ben, cleo, make_person(), make_person()], title="Regatta", actor=ada)


@pytest.fixture
def quay(ada, ben, cleo, make_group):
    """The room of a group that Ada owns."""
    return open_room(make_group(name="Quay", owner=ada, members=(ben, cleo)), actor=ada)

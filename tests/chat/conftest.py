"""Who talks in these tests."""

from __future__ import annotations

import pytest

from app.chat.services import open_conversation


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lovelace")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Nevis")


@pytest.fixture
def pair(ada, ben):
    return open_conversation([ben], actor=ada)

"""What the tests of a group's files share: people in a group, and a way to put a file there."""

from __future__ import annotations

import io

import pytest

from app.folders.services import add_document, add_version
from app.groups.models import Access, GroupRole
from app.groups.services import set_member


@pytest.fixture
def gaelle(make_person):
    """Who runs the group."""
    return make_person("Gaëlle")


@pytest.fixture
def ada(make_person):
    """A member."""
    return make_person("Ada")


@pytest.fixture
def ben(make_person):
    """Another member."""
    return make_person("Ben")


@pytest.fixture
def group(make_group, gaelle, ada, ben):
    return make_group("Atelier 3", owner=gaelle, members=(ada, ben), access=Access.SECRET)


@pytest.fixture
def moderator(make_person, group, gaelle):
    """Who helps to run it."""
    person = make_person("Mona")
    set_member(group, person, role=GroupRole.MODERATOR, actor=gaelle)
    return person


@pytest.fixture
def put(group, ada):
    """Puts a file among those of the group."""

    def put(name="plan.txt", content=b"a plan", *, folder=None, actor=ada):
        return add_document(group, io.BytesIO(content), name=name, folder=folder, actor=actor)

    return put


@pytest.fixture
def renew(ada):
    """Gives a document a new version."""

    def renew(document, content=b"another plan", name="plan.txt", *, actor=ada):
        return add_version(document, io.BytesIO(content), name=name, actor=actor)

    return renew


@pytest.fixture
def asks(app):
    """The status that somebody gets for an address."""
    return lambda person, address: app.test_client().sign_in(person).get(address).status_code

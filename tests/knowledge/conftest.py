"""Factories of knowledge: a group of two members and its keeper, and pages by the services that the product uses."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.groups.models import Access
from app.knowledge.models import KnowledgePage
from app.knowledge.services import write_page


@pytest.fixture
def here(make_person, make_group):
    """A closed group with who is in it: `owner`, `ada`, `ben`; and `stranger`, who is not."""
    owner, ada, ben = make_person("Owner"), make_person("Ada Lune"), make_person("Ben Ferro")
    group = make_group(owner=owner, members=(ada, ben), access=Access.CLOSED)
    return SimpleNamespace(group=group, owner=owner, ada=ada, ben=ben, stranger=make_person("Stranger"))


@pytest.fixture
def make_page(here) -> Callable[..., KnowledgePage]:
    def make(title: str = "Welding", body: str = "Wear a mask.", **values: object) -> KnowledgePage:
        return write_page(here.group, title=title, body=body, actor=values.pop("actor", here.ada), **values)

    return make

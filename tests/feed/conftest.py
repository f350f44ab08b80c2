"""What the feed's tests share: posts and comments by the services that the product uses, and who keeps a group."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.accounts.models import Person
from app.feed.models import Comment, Post
from app.feed.services import publish_comment, publish_post


@pytest.fixture
def make_post(make_person: Callable[..., Person]) -> Callable[..., Post]:
    def make(body: str = "The crane is back.", *, author: Person | None = None, **values: object) -> Post:
        return publish_post(body=body, actor=author or make_person(), **values)

    return make


@pytest.fixture
def make_comment(make_person: Callable[..., Person]) -> Callable[..., Comment]:
    def make(post: Post, body: str = "Good to know.", *, author: Person | None = None, **values: object) -> Comment:
        return publish_comment(post, body=body, actor=author or make_person(), **values)

    return make


@pytest.fixture
def keeper(make_person: Callable[..., Person]) -> Person:
    """Who runs the group of a test."""
    return make_person("Elsa Roussel", language="en")


@pytest.fixture
def member(make_person: Callable[..., Person]) -> Person:
    """Somebody in it."""
    return make_person("Ada Lune", language="en")

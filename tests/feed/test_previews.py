"""How a text will read, shown while it is written."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.core.db import session
from app.feed.models import Post
from app.groups.models import Access


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def test_a_text_is_shown_as_it_will_read_and_nothing_of_it_is_kept(as_ada, make_person):
    ben = make_person("Ben Roc")
    shown = as_ada.post("/posts/preview", data={"body": f"**Thanks** @{ben.handle} :tada:"}).text
    assert "<strong>Thanks</strong>" in shown
    assert f'href="/people/{ben.handle}"' in shown
    assert "🎉" in shown
    assert session.scalar(select(func.count(Post.id))) == 0


def test_an_empty_text_is_no_error(as_ada):
    assert "as it will read" in as_ada.post("/posts/preview", data={"body": " "}).text


def test_a_secret_group_is_named_only_in_itself(as_ada, ada, make_group):
    secret = make_group("The cellar", members=(ada,), access=Access.SECRET)
    form = {"body": f"Meet in @{secret.slug}"}
    assert f'href="/groups/{secret.slug}"' not in as_ada.post("/posts/preview", data=form).text
    assert (
        f'href="/groups/{secret.slug}"' in as_ada.post("/posts/preview", data=form | {"group_id": str(secret.id)}).text
    )


def test_a_place_one_must_not_know_of_is_not_there(as_ada, make_group):
    secret = make_group(access=Access.SECRET)
    assert as_ada.post("/posts/preview", data={"body": "x", "group_id": str(secret.id)}).status_code == 404


def test_it_says_who_is_named_and_will_not_see_it(as_ada, ada, make_person, make_group):
    ben, eve = make_person("Ben Roc"), make_person("Eve Sol")
    group = make_group(members=(ada, ben), access=Access.CLOSED)
    form = {"body": f"@{ben.handle} and @{eve.handle}", "group_id": str(group.id)}
    assert "Will not see it here: Eve Sol" in as_ada.post("/posts/preview", data=form).text


def test_who_may_not_read_a_group_does_not_learn_from_a_text_who_is_in_it(as_ada, make_person, make_group):
    ben = make_person("Ben Roc")
    closed = make_group(members=(ben,), access=Access.CLOSED)
    form = {"body": f"@{ben.handle}", "group_id": str(closed.id)}
    assert as_ada.post("/posts/preview", data=form).status_code == 403

"""Two devices of one person at the same moment: no words are lost unseen, and no version is given twice."""

from __future__ import annotations

from itertools import count

from app.accounts.services import create_person
from app.core.db import session
from app.core.errors import Conflict
from app.drafts.models import Draft
from app.drafts.queries import list_drafts
from app.drafts.services import keep_draft, let_go
from app.feed.services import publish_post
from tests.support.at_once import at_once

DEVICES = 4


def write(person, place, text, version=0):
    return keep_draft(place, content={"body:0": text}, version=version, actor=person).version


def test_of_devices_that_begin_at_once_one_is_heard_and_the_others_are_told(own_house):
    ada = create_person(email="ada@house.example", name="Ada", actor=None)
    texts = count(1)
    told = at_once(own_house, lambda person: write(person, "post", f"Words {next(texts)}"), [ada.id] * DEVICES)
    assert sorted(isinstance(each, Conflict) for each in told) == [False, *[True] * (DEVICES - 1)]


def test_a_draft_that_is_sent_while_it_is_written_on_is_either_gone_or_whole(own_house):
    ada = create_person(email="ada@house.example", name="Ada", actor=None)
    first = write(ada, "post", "The crane")
    turns = count()

    def deed(person):
        if next(turns):
            return let_go("post", version=first, actor=person)
        return write(person, "post", "The crane is", first)

    told = at_once(own_house, deed, [ada.id] * 2)
    assert sum(isinstance(each, Conflict) for each in told) == 1
    session.rollback()  # what was read before was read of an older state
    assert session.get_one(Draft, (ada.id, "post")).content in (None, {"body:0": "The crane is"})


def test_each_version_is_given_once(own_house):
    ada = create_person(email="ada@house.example", name="Ada", actor=None)
    places = [f"comment-{publish_post(body='Post', actor=ada).id}" for _ in range(DEVICES)]
    chosen = iter(places)
    versions = at_once(own_house, lambda person: write(person, next(chosen), "Words"), [ada.id] * DEVICES)
    assert len(set(versions)) == DEVICES
    session.rollback()  # what was read before was read of an older state
    assert {draft.place for draft in list_drafts(ada).items} == set(places)

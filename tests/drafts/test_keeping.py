"""Drafts on the server: the newest words of their author, for as long as they may write there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from app.accounts.models import Person
from app.chat.services import open_conversation, send_message
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound
from app.drafts import services
from app.drafts.events import DraftChanged
from app.drafts.models import Draft
from app.drafts.queries import NEWEST, list_drafts
from app.drafts.services import forget_past, keep_draft, let_go
from app.feed.services import delete_post, publish_comment, publish_post
from app.groups.models import Access
from app.groups.services import delete_group, remove_member


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


def words(text):
    return {"body:0": text}


def begin(place, text, version=0, *, actor):
    return keep_draft(place, content=words(text), version=version, actor=actor).version


def shown(person):
    return {draft.place: draft.content for draft in list_drafts(person).items}


def test_what_is_written_on_goes_on_from_the_version_before(ada, announced):
    first = begin("post", "The crane", actor=ada)
    second = begin("post", "The crane is back", first, actor=ada)
    assert second > first
    assert shown(ada) == {"post": words("The crane is back")}
    assert announced == [DraftChanged(ada.id, "post")] * 2, "without its words"


def test_the_same_words_again_change_nothing_whatever_they_began_from(ada, announced):
    first = begin("post", "The crane", actor=ada)
    assert begin("post", "The crane", first, actor=ada) == begin("post", "The crane", actor=ada) == first
    assert len(announced) == 1


def test_words_that_began_from_another_version_are_refused(ada):
    first = begin("post", "The crane", actor=ada)
    begin("post", "The crane is back", first, actor=ada)
    for version in (0, first, first - 1):
        with pytest.raises(Conflict):
            begin("post", "The cra", version, actor=ada)
    assert shown(ada) == {"post": words("The crane is back")}


def test_what_was_let_go_of_is_not_brought_back_by_older_words_that_come_late(ada):
    first = begin("post", "The crane", actor=ada)
    gone = let_go("post", version=first, actor=ada)
    assert let_go("post", version=first, actor=ada).version == gone.version, "repeating changes nothing"
    for version in (0, first):
        with pytest.raises(Conflict):
            begin("post", "The crane is", version, actor=ada)
    assert shown(ada) == {"post": None}
    begin("post", "Another thing", gone.version, actor=ada)
    assert shown(ada) == {"post": words("Another thing")}


def test_words_still_on_their_way_come_too_late_for_what_was_sent_before_them(ada):
    let_go("post", version=0, actor=ada)
    with pytest.raises(Conflict):
        begin("post", "The crane", actor=ada)
    assert shown(ada) == {"post": None}


def test_letting_go_takes_away_no_words_that_it_does_not_know(ada):
    first = begin("post", "The crane", actor=ada)
    begin("post", "The crane is back", first, actor=ada)
    with pytest.raises(Conflict):
        let_go("post", version=first, actor=ada)
    assert shown(ada) == {"post": words("The crane is back")}


def test_versions_rise_even_where_the_clock_stands_still_or_goes_back(ada):
    with clock.stopped_at(clock.now()):
        first = begin("post", "One", actor=ada)
        second = begin("post", "Two", first, actor=ada)
    with clock.stopped_at(clock.now() - timedelta(hours=1)):
        third = begin("post", "Three", second, actor=ada)
    assert first < second < third
    assert NEWEST.of(ada) == third


def test_drafts_are_their_authors_alone(ada, make_person):
    begin("post", "The crane", actor=ada)
    ben = make_person("Ben")
    assert shown(ben) == {}
    begin("post", "The quay", actor=ben)
    assert shown(ada) == {"post": words("The crane")}


NOBODYS = UUID(int=7)


@pytest.mark.parametrize(
    "name", ["", "posts", "post-1", "new", "new-event-", "chat", "chat-1", f"post-{NOBODYS}", f"report-{NOBODYS}"]
)
def test_a_name_of_no_place_is_not_found(ada, name):
    with pytest.raises(NotFound):
        begin(name, "Words", actor=ada)
    with pytest.raises(NotFound):
        let_go(name, version=0, actor=ada)


def test_a_place_that_one_may_not_know_of_is_not_found(ada, make_person, make_group):
    ben, cleo = make_person("Ben"), make_person("Cleo")
    pair = open_conversation([ben], actor=cleo)
    message = send_message(pair, body="Hello", client_id="1", actor=cleo)
    post = publish_post(body="Secret", group=make_group(owner=ben, access=Access.SECRET), actor=ben)
    comment = publish_comment(post, body="Secret", actor=ben)
    places = [f"chat-{pair.id}", f"thread-{message.id}", f"share-{post.id}"]
    places += [f"{kind}-{thing.id}" for kind in ("comment", "edit") for thing in (post, comment)]
    for place in places:
        begin(place, "Words", actor=ben)
        with pytest.raises(NotFound):
            begin(place, "Words", actor=ada)
    assert set(shown(ben)) == set(places)


def test_a_draft_may_be_as_long_as_what_becomes_of_it(ada, make_person):
    chat = f"chat-{open_conversation([make_person()], actor=ada).id}"
    begin(chat, "x" * 10_000, actor=ada)
    begin("post", "x" * 25_000, actor=ada)
    with pytest.raises(Invalid):
        begin("post", "x" * 25_001, actor=ada)


def test_the_oldest_drafts_make_room(ada, monkeypatch):
    monkeypatch.setattr(services, "MOST", 2)
    posts = [publish_post(body=f"Post {number}", actor=ada) for number in range(4)]
    places = [f"comment-{post.id}" for post in posts]
    for place in places:
        begin(place, "Words", actor=ada)
    assert shown(ada) == {place: words("Words") if place in places[2:] else None for place in places}
    let_go(places[2], version=session.get(Draft, (ada.id, places[2])).version, actor=ada)
    assert shown(ada) == {places[1]: None, places[2]: None, places[3]: words("Words")}


def test_what_nobody_came_back_to_for_long_is_forgotten(ada):
    with clock.stopped_at(clock.now() - timedelta(days=91)):
        begin("post", "The crane", actor=ada)
    chat = publish_post(body="Post", actor=ada)
    begin(f"comment-{chat.id}", "Words", actor=ada)
    forget_past()
    assert shown(ada) == {f"comment-{chat.id}": words("Words")}


def test_a_draft_goes_with_the_right_to_its_place(ada, make_person, make_group, announced):
    owner = make_person("Owner")
    left, deleted = (make_group(owner=owner, members=(ada,), access=Access.CLOSED) for _ in range(2))
    posts = [publish_post(body="Post", group=group, actor=owner) for group in (left, deleted)]
    gone = publish_post(body="Post", actor=owner)
    places = [f"comment-{post.id}" for post in (*posts, gone)]
    for place in (*places, "post"):
        begin(place, "Words", actor=ada)
    remove_member(left, ada, actor=ada)
    delete_group(deleted, actor=owner)
    delete_post(gone, actor=owner)
    assert shown(ada) == {"post": words("Words")}
    announced.clear()
    forget_past()
    kept = select(Draft.place).where(Draft.content.is_not(None))
    assert session.scalars(kept).all() == ["post"]
    assert {fact.place for fact in announced} == set(places), "and the devices are told"


def test_drafts_go_with_their_author(ada):
    begin("post", "The crane", actor=ada)
    session.execute(delete(Person).where(Person.id == ada.id))
    assert session.scalars(select(Draft)).all() == []


def test_what_was_begun_in_a_room_that_has_gone_keeps_no_other_draft_away(ada):
    begin("post", "The crane", actor=ada)
    session.add(Draft(person_id=ada.id, place="chronicle", content=words("In the year"), version=1))
    session.flush()
    assert shown(ada) == {"post": words("The crane")}
    forget_past()
    assert shown(ada) == {"post": words("The crane")}

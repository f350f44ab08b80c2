"""Writing to people one never met: they are asked first, see who asks, and are not seen themselves."""

from __future__ import annotations

import pytest

from app.accounts.models import Person, Role
from app.chat import meeting
from app.chat.queries import (
    count_unread,
    find_pair,
    get_conversation,
    get_conversation_item,
    list_conversations,
    list_participants,
    listener_ids,
)
from app.chat.services import (
    accept_request,
    decline_request,
    forward_message,
    mark_read,
    open_conversation,
    pin_message,
    react,
    send_message,
    unpin_message,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, NotFound, TooMany
from app.people.queries import get_profile
from app.people.services import add_department, follow_person, place_person
from tests.chat.saying import say


@pytest.fixture(autouse=True)
def large_house(monkeypatch):
    """A house in which not everybody has met everybody."""
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)


@pytest.fixture
def wish(ada, ben):
    """Ada asks Ben, whom she never met."""
    return open_conversation([ben], actor=ada)


def is_asked(conversation, person):
    return get_conversation_item(conversation, viewer=person).is_request


def test_in_a_small_house_everybody_has_met(ada, ben, monkeypatch):
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 50)
    assert not is_asked(open_conversation([ben], actor=ada), ben)


def in_a_group(ada, ben, make_group):
    make_group(members=(ada, ben))


def place(person, department=None, manager=None):
    place_person(get_profile(person.id, viewer=person), department=department, manager=manager, actor=None)


def in_a_department(ada, ben, _make_group):
    welding = add_department(name="Welding", actor=None)
    for person in (ada, ben):
        place(person, department=welding)


def under_their_lead(ada, ben, _make_group):
    place(ada, manager=ben)


def in_their_lead(ada, ben, _make_group):
    place(ben, manager=ada)


def followed(ada, ben, _make_group):
    follow_person(ada, actor=ben)


@pytest.mark.parametrize("meet", [in_a_group, in_a_department, under_their_lead, in_their_lead, followed])
def test_who_has_met_is_not_asked(ada, ben, make_group, meet):
    meet(ada, ben, make_group)
    assert not is_asked(open_conversation([ben], actor=ada), ben)


def test_a_large_group_and_following_make_no_acquaintance(ada, ben, make_group, monkeypatch):
    monkeypatch.setattr(meeting, "MEETING_PLACE", 2)
    make_group(members=(ada, ben))
    follow_person(ben, actor=ada)
    assert is_asked(open_conversation([ben], actor=ada), ben)


def test_who_is_on_duty_is_written_to_without_asking(ada, make_person):
    trusted = make_person("", Role.MEMBER, Role.TRUSTED_PERSON)
    assert not is_asked(open_conversation([trusted], actor=ada), trusted)


def test_who_is_asked_is_told_and_not_seen(wish, ada, ben):
    say(wish, ada)
    mark_read(wish, seq=1, actor=ben)
    assert is_asked(wish, ben)
    assert not is_asked(wish, ada)
    assert {place.person.id: place.seq for place in list_participants(wish)} == {ada.id: 1, ben.id: 0}
    accept_request(wish, actor=ben)
    accept_request(wish, actor=ben)
    assert {place.seq for place in list_participants(wish)} == {1}


def by_words(wish, ben, _said):
    say(wish, ben)


def by_a_reaction(_wish, ben, said):
    react(said, name="like", actor=ben)


def by_a_pin(_wish, ben, said):
    pin_message(said, actor=ben)


def by_taking_a_pin_down(wish, ben, said):
    asker = session.get(Person, said.author_id)
    pin_message(said, actor=asker)
    assert is_asked(wish, ben)
    unpin_message(said, actor=ben)


@pytest.mark.parametrize("answer", [by_words, by_a_reaction, by_a_pin, by_taking_a_pin_down])
def test_an_answer_takes_the_wish_up(wish, ada, ben, answer):
    answer(wish, ben, say(wish, ada))
    assert not is_asked(wish, ben)
    assert not is_asked(open_conversation([ada, ben], actor=ada), ben)


def test_little_is_said_before_an_answer(wish, ada, ben, monkeypatch):
    monkeypatch.setattr(meeting, "MOST_BEFORE_ANSWER", 2)
    say(wish, ada)
    again = say(wish, ada)
    with pytest.raises(Forbidden):
        say(wish, ada, "Are you there?")
    assert send_message(wish, body="Hello", client_id=again.client_id, actor=ada) == again
    accept_request(wish, actor=ben)
    assert say(wish, ada).seq == 3


def test_a_word_above_what_one_forwards_is_said_before_an_answer_too(wish, ada, ben, make_person, monkeypatch):
    monkeypatch.setattr(meeting, "MOST_BEFORE_ANSWER", 2)
    said = say(wish, ada)
    with pytest.raises(Forbidden):
        forward_message(said, wish, client_id="f", word="Look", actor=ada)
    assert get_conversation(wish.id, viewer=ada).last_seq == 1
    forward_message(said, wish, client_id="g", actor=ada)


def test_what_is_declined_is_gone_for_one_and_unchanged_for_the_other(wish, ada, ben):
    say(wish, ada)
    decline_request(wish, actor=ben)
    with pytest.raises(NotFound):
        get_conversation(wish.id, viewer=ben)
    assert find_pair(ben, ada.id) is None
    assert not list_conversations(ben, limit=5).items
    assert count_unread(ben) == 0
    assert listener_ids(wish.id) == {ada.id}
    assert open_conversation([ben], actor=ada) == wish
    assert get_conversation_item(wish, viewer=ada).waiting == {ben.id}
    assert open_conversation([ada], actor=ben) == wish
    assert listener_ids(wish.id) == {ada.id, ben.id}
    with pytest.raises(Conflict):
        decline_request(wish, actor=ben)


def test_that_somebody_declined_one_of_several_shows_nowhere_and_makes_no_room_for_more(
    ada, ben, make_person, monkeypatch
):
    monkeypatch.setattr(meeting, "MOST_FIRST_CONTACTS", 2)
    several = open_conversation([ben, make_person()], actor=ada)
    before, item = list_participants(several), get_conversation_item(several, viewer=ada)
    decline_request(several, actor=ben)
    assert (list_participants(several), get_conversation_item(several, viewer=ada)) == (before, item)
    assert not list_conversations(ben, limit=5).items
    with pytest.raises(TooMany):
        open_conversation([make_person()], actor=ada)


def test_not_everybody_is_asked_in_a_day(ada, make_person, monkeypatch):
    monkeypatch.setattr(meeting, "MOST_FIRST_CONTACTS", 2)
    first = open_conversation([friend := make_person()], actor=ada)
    with pytest.raises(TooMany):
        open_conversation([make_person(), make_person()], actor=ada)
    accept_request(first, actor=friend)
    open_conversation([make_person(), make_person()], actor=ada)
    with pytest.raises(TooMany) as refused:
        open_conversation([make_person()], actor=ada)
    assert 0 < refused.value.retry_after <= 24 * 60 * 60
    with clock.stopped_at(clock.from_now(days=1, seconds=1)):
        open_conversation([make_person()], actor=ada)


def test_the_pages_ask_and_take_the_answer(client, wish, ada, ben):
    say(wish, ada, "We met at the fair")
    address = f"/messages/{wish.id}"
    english = {"Accept-Language": "en"}
    assert "9 more messages" in client.sign_in(ada).get(address, headers=english).get_data(as_text=True)
    page = client.sign_in(ben).get(address, headers=english).get_data(as_text=True)
    assert "Ada Lovelace would like to talk with you" in page
    assert "Message requests" in page
    assert client.post(f"{address}/acceptance").location == address
    assert "would like to talk" not in client.get(address, headers=english).get_data(as_text=True)


def test_too_many_wishes_are_refused_on_the_page(client, ada, ben, monkeypatch):
    monkeypatch.setattr(meeting, "MOST_FIRST_CONTACTS", 0)
    assert client.sign_in(ada).post("/messages", data={"with": str(ben.id)}).status_code == 429

"""Presence, typing and receipts on open sockets: who hears them, who does not, and who no longer does."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.chat.services import (
    leave_conversation,
    mark_read,
    open_conversation,
    open_room,
    open_topic,
    send_message,
)
from app.core import clock
from app.core.db import session
from app.groups.models import Membership
from app.groups.services import remove_member
from app.notifications.services import choose_attention
from app.people.services import block_person, forbid_contact
from app.presence.services import be_available, be_busy, choose_what_is_seen, say_status
from app.presence.states import Wake
from realtime.events import PeopleHere, PresenceChanged
from realtime.presence import hear_change, hear_people, look_again, wake_of

SIGNS = ("presence", "typing", "conversation.read")


@pytest.fixture
def connect(app):
    """Open a socket as somebody."""

    def connect(person):
        client = app.test_client()
        client.sign_in(person)
        return app.extensions["socketio"].test_client(app, flask_test_client=client)

    return connect


def heard(socket, name, person=None):
    """What a socket heard of one name, and of one person, since it was last asked."""
    told = [event["args"][0] for event in socket.get_received() if event["name"] == name]
    return [each for each in told if person is None or each.get("person_id") == str(person.id)]


def states(socket, person):
    return [told["state"] for told in heard(socket, "presence", person)]


@pytest.fixture
def pair(make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    for person in (ada, ben):
        choose_attention(keeps_quiet=False, actor=person)
    return ada, ben, open_conversation([ben], actor=ada)


def test_the_most_awake_of_several_pages_counts(pair, connect):
    ada, ben, _ = pair
    watching = connect(ben)
    desk, phone = connect(ada), connect(ada)
    desk.emit("presence", {"awake": False})
    assert states(watching, ada) == ["available"]
    phone.emit("presence", {"awake": False})
    phone.emit("presence", {"awake": False})
    assert states(watching, ada) == ["away"]
    desk.emit("presence", {"awake": True})
    assert states(watching, ada) == ["available"]
    desk.disconnect()
    assert states(watching, ada) == ["away"], "the phone lies there"
    phone.disconnect()
    [told] = heard(watching, "presence", ada)
    assert (told["state"], told["here"], told["until"]) == ("offline", False, None)


def test_what_somebody_says_is_seen_at_once_and_ends_by_itself(pair, connect):
    ada, ben, _ = pair
    watching, _own = connect(ben), connect(ada)
    until = clock.from_now(hours=1)
    be_busy(until, actor=ada)
    told = heard(watching, "presence", ada)[-1]
    assert (told["state"], told["here"], told["until"]) == ("busy", True, until.isoformat())
    look_again()
    assert states(watching, ada) == [], "nothing has changed"
    with clock.stopped_at(until + timedelta(minutes=1)):
        look_again()
    assert states(watching, ada) == ["available"]
    be_available(actor=ada)
    assert states(watching, ada) == []


def test_of_who_appears_offline_nothing_more_is_told(pair, connect):
    ada, ben, _ = pair
    watching, socket = connect(ben), connect(ada)
    choose_what_is_seen(appears_offline=True, actor=ada)
    assert states(watching, ada) == ["available", "offline"]
    socket.emit("presence", {"awake": False})
    socket.disconnect()
    connect(ada)
    be_busy(clock.from_now(hours=1), actor=ada)
    assert states(watching, ada) == []
    choose_what_is_seen(appears_offline=False, actor=ada)
    assert states(watching, ada) == ["busy"]


def test_whom_somebody_blocked_hears_nothing_of_their_coming_where_both_talk(pair, connect, make_person):
    ada, ben, _ = pair
    cleo = make_person("Cleo")
    open_conversation([ben, cleo], actor=ada)
    block_person(ben, actor=ada)
    theirs, cleos = connect(ben), connect(cleo)
    connect(ada)
    assert (states(theirs, ada), states(cleos, ada)) == ([], ["available"])


def test_typing_that_is_not_shown_is_neither_told_nor_heard(pair, connect):
    ada, ben, conversation = pair
    first, second = connect(ada), connect(ben)
    choose_what_is_seen(shows_typing=False, actor=ada)
    for socket in (first, second):
        socket.emit("typing", {"conversation_id": str(conversation.id)})
    assert heard(first, "typing") == []
    assert [told["person"]["name"] for told in heard(second, "typing")] == ["Ben"], "one's own other pages alone"


def test_receipts_that_are_not_shown_are_neither_told_nor_heard(pair, connect, make_person):
    ada, ben, _ = pair
    cleo = make_person("Cleo")
    several = open_conversation([ben, cleo], actor=ada)
    sockets = {person: connect(person) for person in (ada, ben, cleo)}
    send_message(several, body="Hello", client_id="1", actor=ada)
    choose_what_is_seen(shows_receipts=False, actor=ben)
    mark_read(several, seq=1, actor=ben)
    assert [len(heard(socket, "conversation.read", ben)) for socket in sockets.values()] == [0, 1, 0]
    mark_read(several, seq=1, actor=cleo)
    assert [len(heard(socket, "conversation.read", cleo)) for socket in sockets.values()] == [1, 0, 1]


def test_in_a_topic_as_in_its_room_who_shows_nothing_hears_nothing(connect, make_person, make_group):
    ada, ben, cleo = (make_person(name) for name in ("Ada", "Ben", "Cleo"))
    room = open_room(make_group(owner=ada, members=(ben, cleo)), actor=ada)
    topic = open_topic(room, title="Trucks", actor=ada)
    send_message(topic, body="Monday", client_id="1", actor=ada)
    choose_what_is_seen(shows_typing=False, shows_receipts=False, actor=ben)
    sockets = {person: connect(person) for person in (ada, ben, cleo)}
    sockets[cleo].emit("typing", {"conversation_id": str(topic.id)})
    mark_read(topic, seq=1, actor=cleo)
    signs = {person: {event["name"] for event in socket.get_received()} for person, socket in sockets.items()}
    assert {"typing", "conversation.read"} <= signs[ada]
    assert not {"typing", "conversation.read"} & signs[ben]


def test_whom_somebody_blocked_hears_neither_that_they_write_nor_that_they_read(connect, make_person):
    ada, ben, cleo = (make_person(name) for name in ("Ada", "Ben", "Cleo"))
    several = open_conversation([ben, cleo], actor=ada)
    send_message(several, body="Hello", client_id="1", actor=cleo)
    block_person(ben, actor=ada)
    sockets = {person: connect(person) for person in (ada, ben, cleo)}
    sockets[ada].emit("typing", {"conversation_id": str(several.id)})
    mark_read(several, seq=1, actor=ada)
    signs = {person: {event["name"] for event in socket.get_received()} for person, socket in sockets.items()}
    assert {"typing", "conversation.read"} <= signs[cleo]
    assert not {"typing", "conversation.read"} & signs[ben]


def test_other_processes_are_believed_for_a_while(app, pair, connect):
    ada, ben, _ = pair
    watching = connect(ben)
    hear_change(PresenceChanged("another", ada.id, Wake.AWAKE))
    assert states(watching, ada) == ["available"]
    own = connect(ada)
    own.emit("presence", {"awake": False})
    assert states(watching, ada) == [], "in use over there"
    hear_people(PeopleHere("another", {ada.id: Wake.IDLE}))
    assert wake_of([ada.id]) == {ada.id: Wake.IDLE}
    hear_people(PeopleHere("another", {}))
    own.disconnect()
    assert wake_of([ada.id]) == {ada.id: Wake.GONE}
    assert ada.id not in app.extensions["parvis.hearsay"].told, "of who is gone nothing is left"


@pytest.mark.parametrize("way", ["left", "removed", "unheard"])
def test_who_lost_the_right_hears_none_of_it_any_more(connect, make_person, make_group, way):
    ada, ben, cleo = (make_person(name) for name in ("Ada", "Ben", "Cleo"))
    group = make_group(owner=ada, members=(ben, cleo))
    place = open_conversation([ben, cleo], actor=ada) if way == "left" else open_room(group, actor=ada)
    send_message(place, body="Hello", client_id="1", actor=ada)
    speaking, listening, staying = connect(ada), connect(ben), connect(cleo)
    if way == "left":
        leave_conversation(place, actor=ben)
    elif way == "removed":
        remove_member(group, ben, actor=ada)
    else:
        session.delete(session.get(Membership, (group.id, ben.id)))  # and no fact of it arrives
        session.flush()
    for socket in (listening, staying):
        socket.get_received()
    speaking.emit("typing", {"conversation_id": str(place.id)})
    be_busy(clock.from_now(hours=1), actor=ada)
    mark_read(place, seq=1, actor=cleo)
    assert {event["name"] for event in staying.get_received()} == set(SIGNS)
    assert {event["name"] for event in listening.get_received()} & set(SIGNS) == set()


def test_nothing_says_when_somebody_was_last_here_or_read(app, pair, connect):
    """Everything that another may read, after a stay whose moments no other thing of that time shares."""
    ada, ben, conversation = pair
    send_message(conversation, body="Hello", client_id="1", actor=ben)
    then = clock.from_now(days=1).replace(microsecond=123456)
    with clock.stopped_at(then):
        socket = connect(ada)
        say_status("Welding", until=clock.from_now(days=30).replace(microsecond=0), actor=ada)
        mark_read(conversation, seq=1, actor=ada)
        socket.emit("presence", {"awake": False})
        socket.disconnect()
    client = app.test_client().sign_in(ben)
    watching = connect(ben)
    answers = [
        client.get(path).text
        for path in (
            "/messages",
            f"/messages/{conversation.id}",
            f"/messages/{conversation.id}/people",
            f"/people/{ada.handle}",
            f"/people/{ada.id}/card",
            "/api/v1/conversations",
            f"/api/v1/conversations/{conversation.id}",
            f"/api/v1/conversations/{conversation.id}/presence",
            f"/api/v1/conversations/{conversation.id}/messages",
            f"/api/v1/people/{ada.id}",
            f"/api/v1/people/{ada.id}/status",
        )
    ]
    synced = watching.emit("sync", {"conversations": {str(conversation.id): 0}}, callback=True)
    answers += [json.dumps(synced), json.dumps(watching.get_received())]
    assert "Welding" in answers[2]
    moments = [f"{then:%Y-%m-%d}", f"{then.timestamp():.0f}", "123456"]
    assert [moment for moment in moments if any(moment in answer for answer in answers)] == []


@pytest.mark.parametrize("way", ["block", "order"])
def test_who_must_no_longer_contact_somebody_loses_their_sign_at_once(pair, connect, make_person, way):
    ada, ben, _ = pair
    open_conversation([ben, make_person()], actor=ada)
    watching, own = connect(ben), connect(ada)
    stranger = make_person()
    outside = connect(stranger)
    for socket in (watching, own, outside):
        socket.get_received()

    def part(other):
        if way == "block":
            block_person(other, actor=ada)
        else:
            forbid_contact(other, ada, until=clock.from_now(days=1), actor=make_person("Mona", Role.MODERATOR))

    part(ben)
    [told] = heard(watching, "presence")
    assert (told["person_id"], told["state"], told["here"], told["until"]) == (str(ada.id), "offline", False, None)
    be_busy(clock.from_now(hours=1), actor=ada)
    assert states(watching, ada) == [], "nothing more is told"
    part(stranger)
    assert heard(outside, "presence") == [], "who saw no sign does not learn that there was one"


def test_of_who_was_not_here_nothing_is_told_when_they_block(pair, connect):
    ada, ben, _ = pair
    watching = connect(ben)
    block_person(ben, actor=ada)
    assert heard(watching, "presence", ada) == []

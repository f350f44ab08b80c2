"""Sockets: who may connect, what they may send, and what reaches whom."""

from __future__ import annotations

import resource

import pytest
from sqlalchemy import delete, select

from app.accounts.models import BrowserSession, Role, Scope
from app.accounts.services import create_token, deactivate_person, end_session, suspend_person
from app.chat import meeting
from app.chat.services import (
    accept_request,
    edit_message,
    invite_to_conversation,
    leave_conversation,
    mark_thread_read,
    open_conversation,
    open_room,
    open_topic,
    react,
    remove_from_conversation,
    send_message,
)
from app.core import clock, openfiles
from app.core.db import session
from app.core.ids import new_id
from app.feed.services import publish_post
from app.groups.models import Access, Membership
from app.groups.services import delete_group, remove_member, set_member
from realtime import crowding
from realtime.sockets import room_of


@pytest.fixture
def connect(app):
    """Open a socket as a signed-in person, or with other options."""

    def connect(person=None, **options):
        client = app.test_client()
        if person is not None:
            client.sign_in(person)
        return app.extensions["socketio"].test_client(app, flask_test_client=client, **options)

    return connect


def heard(socket, *names):
    """The events a socket received since it was last asked, those of some names, or all but comings and goings."""
    received = socket.get_received()
    return [
        (event["name"], event["args"][0])
        for event in received
        if (event["name"] in names if names else event["name"] != "presence")
    ]


def send(socket, event, *payload):
    return socket.emit(event, *payload, callback=True)


@pytest.fixture
def pair(make_person, connect):
    ada, ben = make_person("Ada"), make_person("Ben")
    conversation = open_conversation([ben], actor=ada)
    return ada, ben, conversation


def test_nobody_connects_without_signing_in(connect):
    assert not connect().is_connected()
    assert not connect(auth={"token": "wrong"}).is_connected()
    assert not connect(auth={"token": 7}).is_connected()
    assert not connect(auth="token").is_connected()


def test_a_token_connects_and_may_do_what_its_scopes_say(pair, connect):
    ada, _ben, conversation = pair
    payload = {"conversation_id": str(conversation.id), "client_id": "1", "body": "Hello"}
    full = connect(auth={"token": create_token(actor=ada).secret})
    assert send(full, "message.send", payload)["ok"]
    reading = connect(auth={"token": create_token(actor=ada, scopes=[Scope.READ]).secret})
    assert send(reading, "sync", {"conversations": {str(conversation.id): 0}})["ok"]
    assert send(reading, "message.send", payload)["error"]["status"] == 403


def test_a_message_is_acknowledged_and_reaches_everybody_in_the_conversation(pair, connect, make_person):
    ada, ben, conversation = pair
    first, second, stranger = connect(ada), connect(ben), connect(make_person())
    payload = {"conversation_id": str(conversation.id), "client_id": "1", "body": "Hello"}
    answer = send(first, "message.send", payload)
    again = send(first, "message.send", payload)
    assert answer["ok"]
    assert answer["message"]["id"] == again["message"]["id"]
    [(name, message)] = heard(second)
    assert (name, message["seq"], message["client_id"], message["body"]) == ("message.created", 1, "1", "Hello")
    assert {"id", "conversation_id", "author", "html", "at"} <= message.keys()
    assert [name for name, _ in heard(first)] == ["message.created"]
    assert heard(stranger) == []


def test_what_happens_over_http_reaches_sockets(pair, connect):
    ada, ben, conversation = pair
    socket = connect(ben)
    message = send_message(conversation, body="Hello", client_id="1", actor=ada)
    react(message, name="thanks", actor=ben)
    events = heard(socket)
    assert [name for name, _ in events] == ["message.created", "reaction.changed"]
    assert events[1][1]["reactions"] == {"thanks": 1}


def test_a_notification_speaks_the_language_of_each_page_it_reaches(app, pair, connect, drain):
    ada, ben, _conversation = pair
    sockets = []
    for language in ("fr", "en"):
        with app.app_context():  # in which a request keeps the language it found
            sockets.append(connect(ben, headers={"Accept-Language": language}))
    publish_post(body=f"Hello @{ben.handle}", actor=ada)
    drain()
    told = [heard(socket, "notification.created")[0][1]["notification"]["text"] for socket in sockets]
    assert told == ["Ada vous mentionne", "Ada mentioned you"]


def test_edits_deletions_and_receipts_are_told(pair, connect):
    ada, ben, conversation = pair
    first, second = connect(ada), connect(ben)
    message = send_message(conversation, body="Helo", client_id="1", actor=ada)
    heard(second)
    assert send(first, "message.edit", {"id": str(message.id), "body": "Hello"}) == {"ok": True}
    assert send(first, "message.delete", {"id": str(message.id)}) == {"ok": True}
    updated, deleted = heard(second)
    assert (updated[0], updated[1]["body"]) == ("message.updated", "Hello")
    assert "redrawn" not in updated[1]
    assert deleted == (
        "message.deleted",
        {
            "id": str(message.id),
            "conversation_id": str(conversation.id),
            "seq": 1,
            "deleted": True,
            "body": None,
            "html": None,
        },
    )
    heard(first)
    assert send(second, "conversation.read", {"conversation_id": str(conversation.id), "seq": 1}) == {"ok": True}
    [(name, reading)] = heard(first)
    assert (name, reading["person_id"], reading["seq"]) == ("conversation.read", str(ben.id), 1)


def test_a_call_of_everybody_is_told_with_the_message_and_so_is_its_end(connect, make_person):
    ada, ben, cleo = (make_person(name) for name in ("Ada", "Ben", "Cleo"))
    several = open_conversation([ben, cleo], actor=ada)
    socket = connect(ben)
    message = send_message(several, body="@tous, come", client_id="1", actor=ada)
    edit_message(message, body="Come", actor=ada)
    told = [event for name, event in heard(socket) if name.startswith("message.")]
    assert [(event["mentions_all"], event["mentions"]) for event in told] == [(True, []), (False, [])]


def test_typing_is_told_and_not_acknowledged(pair, connect):
    ada, ben, conversation = pair
    first, second = connect(ada), connect(ben)
    assert not send(first, "typing", {"conversation_id": str(conversation.id)})
    [(name, typing)] = heard(second)
    assert (name, typing["person"]["name"]) == ("typing", "Ada")


def test_presence_is_told_to_those_who_share_a_conversation_alone(pair, connect, make_person):
    ada, ben, _conversation = pair
    watching, stranger = connect(ben), connect(make_person())
    socket = connect(ada)
    second = connect(ada)
    socket.disconnect()
    second.disconnect()
    comings = [payload["here"] for _, payload in heard(watching, "presence") if payload["person_id"] == str(ada.id)]
    assert comings == [True, False]
    assert heard(stranger, "presence") == []


def test_of_who_is_only_asked_to_talk_nothing_is_told(connect, make_person, monkeypatch):
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    ada, ben = make_person("Ada"), make_person("Ben")
    wish = open_conversation([ben], actor=ada)
    send_message(wish, body="We met at the fair", client_id="1", actor=ada)
    asker, asked = connect(ada), connect(ben)
    about = {"conversation_id": str(wish.id)}
    send(asked, "typing", about)
    send(asked, "conversation.read", about | {"seq": 1})
    assert asker.get_received() == []
    assert [name for name, _ in heard(asked)] == ["conversation.read"]
    accept_request(wish, actor=ben)
    asked.emit("typing", about)
    assert [name for name, _ in heard(asker)] == ["typing"]


def test_who_was_away_catches_up(pair, connect):
    ada, ben, conversation = pair
    for number in range(3):
        send_message(conversation, body=f"{number}", client_id=f"{number}", actor=ada)
    answer = send(connect(ben), "sync", {"conversations": {str(conversation.id): 1, str(new_id()): 0}})
    assert answer["ok"]
    assert [message["seq"] for message in answer["conversations"][str(conversation.id)]] == [2, 3]
    assert (len(answer["conversations"]), answer["more"]) == (1, [])


def test_who_was_away_is_told_in_which_topics_something_waits(connect, make_person, make_group):
    ada, ben = make_person(), make_person()
    group = make_group(owner=ada, members=(ben,))
    topics = [open_topic(open_room(group, actor=ada), title=title, actor=ada) for title in ("Trucks", "Planning")]
    send_message(topics[0], body="Monday", client_id="1", actor=ada)
    wanted = {"conversations": {}, "topics": True}
    assert send(connect(ben), "sync", wanted)["topics"] == [str(topics[0].id)]
    assert send(connect(ada), "sync", wanted)["topics"] == []
    assert send(connect(make_person()), "sync", wanted)["topics"] == []


def test_a_topic_is_heard_by_the_members_of_its_room_and_no_longer_by_who_left(connect, make_person, make_group):
    ada, ben, outside = make_person(), make_person(), make_person()
    group = make_group(owner=ada, members=(ben,))
    room = open_room(group, actor=ada)
    sockets = {person: connect(person) for person in (ada, ben, outside)}
    topic = open_topic(room, title="Trucks", actor=ada)  # their sockets enter no room of sockets for it
    send_message(topic, body="Monday", client_id="1", actor=ada)
    places = {person: [said["conversation_id"] for _, said in heard(sockets[person])] for person in sockets}
    assert places == {ada: [str(room.id), str(topic.id)], ben: [str(room.id), str(topic.id)], outside: []}
    remove_member(group, ben, actor=ada)
    heard(sockets[ben])
    send_message(topic, body="Tuesday", client_id="2", actor=ada)
    sockets[ada].emit("typing", {"conversation_id": str(topic.id)})
    assert heard(sockets[ben]) == []
    assert send(sockets[ben], "sync", {"conversations": {str(topic.id): 0}})["conversations"] == {}


def test_a_conversation_that_begins_is_heard_at_once(connect, make_person):
    ada, ben = make_person(), make_person()
    socket = connect(ben)
    send_message(open_conversation([ben], actor=ada), body="Hello", client_id="1", actor=ada)
    assert [name for name, _ in heard(socket)] == ["message.created"]


def test_a_new_member_hears_the_room_and_a_removed_one_no_more(connect, make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner)
    room = open_room(group, actor=owner)
    socket = connect(ada)
    send_message(room, body="Before", client_id="1", actor=owner)
    set_member(group, ada, actor=owner)
    send_message(room, body="During", client_id="2", actor=owner)
    remove_member(group, ada, actor=owner)
    send_message(room, body="After", client_id="3", actor=owner)
    assert [message["body"] for _, message in heard(socket)] == ["During"]
    payload = {"conversation_id": str(room.id), "client_id": "1", "body": "Hello"}
    assert send(socket, "message.send", payload)["error"]["status"] == 404


def test_a_right_that_was_lost_unheard_of_ends_what_is_heard_all_the_same(connect, make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    room = open_room(group, actor=owner)
    socket = connect(ada)
    send_message(room, body="Before", client_id="1", actor=owner)
    publish_post(body="Before", group=group, actor=owner)
    assert [name for name, _ in heard(socket)] == ["message.created", "post.created"]
    session.execute(delete(Membership).where(Membership.person_id == ada.id))  # and no fact of it arrives
    send_message(room, body="After", client_id="2", actor=owner)
    publish_post(body="After", group=group, actor=owner)
    assert heard(socket) == []


def test_who_enters_late_by_a_right_that_was_lost_meanwhile_hears_nothing(app, connect, make_person, make_group):
    owner, ada = make_person(), make_person()
    room = open_room(make_group(owner=owner), actor=owner)
    socket = connect(ada)
    send_message(room, body="Before", client_id="1", actor=owner)
    [connection] = app.extensions["parvis.sockets"].in_room(room_of("person", ada.id))
    app.extensions["parvis.sockets"].enter(connection.sid, [room_of("conversation", room.id)])
    send_message(room, body="After", client_id="2", actor=owner)
    assert heard(socket) == []


def test_who_leaves_hears_nothing_more(connect, make_person):
    ada, ben, cleo = make_person(), make_person(), make_person()
    conversation = open_conversation([ben, cleo], actor=ada)
    socket = connect(ben)
    leave_conversation(conversation, actor=ben)
    send_message(conversation, body="Ben is gone", client_id="1", actor=ada)
    assert heard(socket) == []


def test_a_deleted_group_falls_silent(connect, make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,))
    room = open_room(group, actor=owner)
    socket = connect(ada)
    delete_group(group, actor=owner)
    assert send(socket, "typing", {"conversation_id": str(room.id)})["error"]["status"] == 404
    assert heard(socket) == []


def test_a_closed_account_is_disconnected(connect, make_person):
    ada, ben = make_person(), make_person()
    moderator = make_person("Mo", Role.MEMBER, Role.MODERATOR)
    first, second = connect(ada), connect(ben)
    deactivate_person(ada, actor=None)
    suspend_person(ben, until=clock.from_now(days=1), actor=moderator)
    assert not first.is_connected()
    assert not second.is_connected()


def test_a_sign_out_ends_that_browsers_socket_alone(connect, make_person):
    ada = make_person()
    first, second = connect(ada), connect(ada)
    oldest = session.scalars(select(BrowserSession.id).order_by(BrowserSession.id)).first()
    end_session(oldest, actor=ada)
    assert (first.is_connected(), second.is_connected()) == (False, True)


def test_a_session_that_ended_unheard_is_found_out_by_the_next_event(pair, connect):
    ada, _ben, conversation = pair
    socket = connect(ada)
    session.delete(session.scalars(select(BrowserSession)).one())
    session.flush()
    assert send(socket, "sync", {"conversations": {str(conversation.id): 0}})["error"]["status"] == 401
    assert not socket.is_connected()


HOSTILE = [
    (),
    (None,),
    ("text",),
    (7,),
    ([],),
    ({},),
    ({"conversation_id": None},),
    ({"conversation_id": {"$gt": ""}, "client_id": [], "body": {}, "seq": "x", "id": 0, "conversations": 5},),
    ({"conversation_id": "x\0", "client_id": "\0", "body": "\0", "seq": -1, "id": "\0", "conversations": {"x": 1}},),
    ({"conversations": {str(new_id()): 10**30}, "seq": 10**30, "conversation_id": "x", "id": "y"},),
    ({"conversations": {str(new_id()): True}, "seq": True},),
    ({"conversations": {str(new_id()): 0 for _ in range(1200)}},),
    ({}, {}, {}),
    (b"bytes",),
]


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize(
    "event", ["message.send", "message.edit", "message.delete", "conversation.read", "typing", "sync"]
)
def test_whatever_is_sent_is_answered_and_harms_nobody(connect, make_person, event, payload):
    socket = connect(make_person())
    answer = send(socket, event, *payload)
    assert answer["ok"] is False
    assert answer["error"]["status"] in {404, 422}
    assert send(socket, "sync", {"conversations": {}}) == {"ok": True, "conversations": {}, "more": []}


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_an_event_that_looks_like_coming_or_going_changes_nothing(pair, connect, event):
    ada, ben, conversation = pair
    socket = connect(ben)
    send(socket, event, {})
    send_message(conversation, body="Hello", client_id="1", actor=ada)
    assert [name for name, _ in heard(socket)] == ["message.created"]
    assert send(socket, "sync", {"conversations": {}})["ok"]


def test_too_many_events_are_refused_and_the_socket_stays(connect, make_person, monkeypatch):
    monkeypatch.setattr("realtime.limits.BURST", 3)
    monkeypatch.setattr("realtime.limits.A_SECOND", 0)
    socket = connect(make_person())
    statuses = [send(socket, "sync", {"conversations": {}}).get("error", {}).get("status", 200) for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert socket.is_connected()


@pytest.fixture
def nobody_was_refused(app):
    """No process was full yet: what the check tells of outlives the test that filled one."""
    (app.extensions["parvis.settings"].data_dir / "sockets-refused").unlink(missing_ok=True)


@pytest.mark.usefixtures("nobody_was_refused")
def test_a_process_that_is_full_refuses_more_and_the_check_says_so(app, make_person, connect, monkeypatch):
    settings, held = app.extensions["parvis.settings"], len(app.extensions["parvis.sockets"].connections)
    monkeypatch.setitem(app.extensions, "parvis.settings", settings.model_copy(update={"sockets": held + 1}))
    ada, ben = make_person("Ada"), make_person("Ben")
    assert crowding.examine() is None
    first = connect(ada)
    assert first.is_connected()
    assert not connect(ben).is_connected()
    assert "refused more" in crowding.examine()
    first.disconnect()
    assert connect(ben).is_connected()


def test_where_the_system_lets_few_files_be_open_some_are_kept_for_pages(make_person, connect, monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (openfiles.FOR_WORK, openfiles.FOR_WORK))
    assert not connect(make_person("Ada")).is_connected()
    assert "LimitNOFILE" in crowding.examine()


def test_nobody_fills_a_process_alone(make_person, connect, monkeypatch):
    monkeypatch.setattr(crowding, "MOST_OF_ONE", 2)
    ada, ben = make_person("Ada"), make_person("Ben")
    first, second = connect(ada), connect(ada)
    assert first.is_connected()
    assert second.is_connected()
    assert not connect(ada).is_connected()
    assert connect(ben).is_connected()
    first.disconnect()
    assert connect(ada).is_connected()


def test_an_answer_in_a_thread_calls_for_those_who_follow_it_alone(pair, connect, make_person):
    ada, ben, _conversation = pair
    cleo = make_person("Cleo")
    several = open_conversation([ben, cleo], actor=ada)
    root = send_message(several, body="Shall we?", client_id="1", actor=ada)
    sockets = {person: connect(person) for person in (ada, ben, cleo)}
    names = ("message.created", "thread.changed", "thread.answered", "thread.read")
    send_message(several, body="Yes", client_id="2", thread=root, actor=ben)
    of_ada, of_cleo = heard(sockets[ada], *names), heard(sockets[cleo], *names)
    assert [name for name, _ in of_ada] == ["message.created", "thread.changed", "thread.answered"]
    assert [name for name, _ in of_cleo] == ["message.created", "thread.changed"]
    assert of_cleo[0][1]["thread_id"] == str(root.id)
    assert (of_cleo[1][1]["thread"]["answers"], "unread" in of_cleo[1][1]["thread"]) == (1, False)
    mark_thread_read(root, seq=2, actor=ada)
    assert [payload["seq"] for _, payload in heard(sockets[ada], *names)] == [2]
    leave_conversation(several, actor=ada)
    send_message(several, body="Well", client_id="3", thread=root, actor=ben)
    assert heard(sockets[ada], *names) == []


def test_who_comes_hears_from_then_on_and_who_is_put_out_hears_nothing_more(make_person, connect):
    ada, ben, cleo, dora = make_person(), make_person(), make_person(), make_person()
    conversation = open_conversation([ben, cleo], actor=ada)
    old = send_message(conversation, body="Before", client_id="1", actor=ada)
    newcomer, insider = connect(dora), connect(ben)
    invite_to_conversation(conversation, [dora], actor=ada)
    new = send_message(conversation, body="After", client_id="2", actor=ada)
    assert [event["seq"] for _, event in heard(newcomer, "message.created")] == [2, 3]
    edit_message(old, body="Before, in other words", actor=ada)
    react(old, name="like", actor=ben)
    edit_message(new, body="After, in other words", actor=ada)
    assert [(name, event.get("seq")) for name, event in heard(newcomer)] == [("message.updated", 3)]
    assert len(heard(insider, "message.updated", "reaction.changed")) == 3
    send_message(conversation, body="I answer what you said", client_id="3", thread=old, actor=ben)
    assert "thread.changed" not in [name for name, _ in heard(newcomer)]
    remove_from_conversation(conversation, dora, actor=ada)
    send_message(conversation, body="Without you", client_id="4", actor=ada)
    assert heard(newcomer) == []
    assert send(newcomer, "sync", {"conversations": {str(conversation.id): 0}})["conversations"] == {}

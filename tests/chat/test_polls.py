"""Polls of messages: asked in a conversation, voted once by those who read it and may answer there, told at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.chat.events import MessagePollChanged
from app.chat.models import Message, MessageBallot, MessagePoll, Participant
from app.chat.queries import get_conversation_item, get_message_item, list_messages
from app.chat.services import (
    choose_who_writes,
    close_conversation,
    close_message_poll,
    delete_message,
    edit_message,
    forget_messages,
    forward_message,
    hide_message,
    invite_to_conversation,
    open_conversation,
    open_room,
    remove_from_conversation,
    send_message,
    vote_in_message,
)
from app.chat.services.polling import BOX, close_due_message_poll
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.core.worker import drain
from app.people.services import block_person
from app.polls.models import Results
from app.polls.queries import list_voters
from app.polls.wishes import PollWish
from tests.support.at_once import at_once
from tests.support.statements import counted

API = "/api/v1"
BOATS = ("Kestrel", "Heron", "Wren")


def ask(conversation, actor, text="Which boat?", **wishes):
    poll = PollWish(**{"options": BOATS, **wishes})
    return send_message(conversation, body=text, client_id=str(new_id()), poll=poll, actor=actor)


def poll_of(message, viewer=None):
    return get_message_item(message.id, viewer=viewer).parts["poll"]


def votes(message, viewer=None):
    return [option["votes"] for option in poll_of(message, viewer)["options"]]


def test_who_votes_again_replaces_their_vote_and_the_page_says_what_they_chose(client, three, ada, ben, cleo):
    message = ask(three, ada)
    for option in ("1", "2", "2"):
        vote_in_message(message, [option], actor=ben)
    vote_in_message(message, ["2"], actor=cleo)
    assert votes(message) == [0, 2, 0]
    assert poll_of(message, ben)["my_votes"] == ["2"]
    assert "my_votes" not in poll_of(message)
    page = client.sign_in(ben).get(f"/messages/{three.id}").text
    assert 'value="2" form="deed" checked' in page
    assert 'value="1" form="deed" checked' not in page


def test_a_question_is_what_the_message_says(client, three, ada, ben):
    message = ask(three, ada, "", question="Which boat do we take?")
    assert (message.body, poll_of(message)["question"]) == ("Which boat do we take?", "")
    assert [item.id for item in list_messages(three, viewer=ben, limit=9, q="boat").items] == [message.id]
    both = ask(three, ada, "We leave at six.", question="Which boat?")
    assert (both.body, poll_of(both)["question"]) == ("We leave at six.", "Which boat?")
    with pytest.raises(Invalid):
        ask(three, ada, "")


@pytest.mark.parametrize(
    ("wishes", "field"),
    [({"options": ("one",)}, "poll_options"), ({"closes_at": clock.now() - timedelta(days=1)}, "poll_closes_at")],
)
def test_a_poll_that_cannot_be_is_refused_and_nothing_is_sent(three, ada, wishes, field):
    before = three.last_seq
    with pytest.raises(Invalid) as refused:
        ask(three, ada, **wishes)
    assert list(refused.value.errors) == [field]
    session.refresh(three)
    assert three.last_seq == before


def test_the_same_client_id_asks_once(three, ada):
    sent = {"body": "Which?", "client_id": "once", "poll": PollWish(BOATS), "actor": ada}
    assert send_message(three, **sent).id == send_message(three, **sent).id
    assert session.scalar(select(func.count()).select_from(MessagePoll)) == 1


def test_the_interface_asks_votes_names_voters_and_closes(client, three, ada, ben):
    poll = {"options": BOATS, "multiple": True}
    client.sign_in(ada)
    sent = client.post(
        f"{API}/conversations/{three.id}/messages", json={"client_id": "1", "body": "Which?", "poll": poll}
    )
    assert sent.status_code == 201, sent.text
    asked = sent.json["poll"]
    assert (asked["id"], asked["my_votes"], asked["multiple"]) == (sent.json["id"], [], True)
    plain = client.post(f"{API}/conversations/{three.id}/messages", json={"client_id": "2", "body": "Hm"})
    assert "poll" not in plain.json
    client.sign_in(ben)
    voted = client.post(f"{API}/polls/{asked['id']}/votes", json={"option_ids": ["1", "3"]})
    assert (voted.json["my_votes"], voted.json["voters"]) == (["1", "3"], 1)
    assert [each["person"]["name"] for each in client.get(f"{API}/polls/{asked['id']}/votes").json["items"]] == [
        "Ben Nevis"
    ]
    assert client.put(f"{API}/polls/{asked['id']}/closure").status_code == 403
    assert client.sign_in(ada).put(f"{API}/polls/{asked['id']}/closure").json["closed"]
    assert client.sign_in(ben).post(f"{API}/polls/{asked['id']}/votes", json={"option_ids": ["1"]}).status_code == 409


def test_one_asks_over_the_socket_as_over_the_interface(app, client, three, ada):
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client.sign_in(ada))
    sent = {"conversation_id": str(three.id), "client_id": "s", "body": "Which?", "poll": {"options": BOATS}}
    answer = socket.emit("message.send", sent, callback=True)
    assert [option["text"] for option in answer["message"]["poll"]["options"]] == [*BOATS]
    assert socket.emit("message.send", sent | {"client_id": "t", "poll": {}}, callback=True)["error"]["status"] == 422


def test_many_polls_ask_the_database_no_more_than_two(connection, three, ada, ben):
    def read():
        with counted(connection) as statements:
            list_messages(three, viewer=ben, limit=50)
        return len(statements)

    for _ in range(2):
        vote_in_message(ask(three, ada), ["1"], actor=ben)
    few = read()
    for _ in range(18):
        vote_in_message(ask(three, ada), ["1"], actor=ben)
    assert read() == few


def test_without_javascript_one_asks_votes_and_closes_by_plain_forms(client, many, ada, make_person):
    client.sign_in(ada)
    form = {"poll_question": "Which boat?", "poll_options": "Kestrel\r\nHeron\r\n", "poll_anonymous": "1"}
    assert f'href="/messages/{many.id}/polls/new"' in client.get(f"/messages/{many.id}").text
    refused = client.post(f"/messages/{many.id}/polls", data={**form, "poll_options": "Kestrel"})
    assert refused.status_code == 422
    assert "Kestrel</textarea>" in refused.text
    assert 'name="poll_anonymous" value="1" checked' in refused.text
    assert client.post(f"/messages/{many.id}/polls", data={**form, "poll_question": ""}).status_code == 422
    assert client.post(f"/messages/{many.id}/polls", data=form).status_code == 303
    asked = session.scalars(select(Message).where(Message.conversation_id == many.id)).all()[-1]
    vote = {f"poll-{asked.id}": "2", "next": f"/messages/{many.id}"}
    assert client.post(f"/polls/{asked.id}/votes", data={}).status_code == 422
    assert client.post(f"/polls/{asked.id}/votes", data=vote).location == f"/messages/{many.id}#m-{asked.seq}"
    assert "Ada Lovelace" not in client.get(f"/polls/{asked.id}").text.partition("voters-title")[2].partition("</s")[0]
    assert client.post(f"/polls/{asked.id}/closing").status_code == 303
    assert poll_of(asked)["closed"]


def test_who_asks_is_led_to_the_poll_and_has_read_what_was_said_above_it(client, many, ada, ben):
    for body in ("Shall we go out?", "And when?"):
        send_message(many, body=body, client_id=body, actor=ben)
    form = {"poll_question": "Which boat?", "poll_options": "Kestrel\r\nHeron"}
    answer = client.sign_in(ada).post(f"/messages/{many.id}/polls", data=form)
    asked = session.scalars(select(Message).where(Message.conversation_id == many.id).order_by(Message.seq)).all()[-1]
    assert answer.location == f"/messages/{many.id}?at={asked.seq}#m-{asked.seq}"
    assert get_conversation_item(many, viewer=ada).unread == 0


def test_those_who_read_it_hear_the_result_and_never_who_voted(app, client, three, ada, ben, cleo, dora):
    message = ask(three, ada)
    sockets = {
        person.id: app.extensions["socketio"].test_client(app, flask_test_client=client.twin().sign_in(person))
        for person in (cleo, dora)
    }
    for socket in sockets.values():
        socket.get_received()
    vote_in_message(message, ["1"], actor=ben)
    ((told),) = [heard for heard in sockets[cleo.id].get_received() if heard["name"] == "poll.changed"]
    (payload,) = told["args"]
    assert (payload["message_id"], payload["voters"]) == (str(message.id), 1)
    assert str(ben.id) not in str(payload)
    assert sockets[dora.id].get_received() == []


def test_whoever_lost_the_right_votes_hears_and_reads_no_more(app, client, three, ada, ben, cleo):
    message = ask(three, ada)
    client.sign_in(ben)
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client)
    assert client.get(f"/polls/{message.id}").status_code == 200
    remove_from_conversation(three, ben, actor=ada)
    socket.get_received()
    vote_in_message(message, ["1"], actor=cleo)
    close_message_poll(message, actor=ada)
    assert socket.get_received() == []
    with pytest.raises(NotFound):
        vote_in_message(message, ["1"], actor=ben)
    assert client.get(f"/polls/{message.id}").status_code == 404
    assert client.get(f"{API}/polls/{message.id}/votes").status_code == 404
    assert client.post(f"{API}/polls/{message.id}/votes", json={"option_ids": ["1"]}).status_code == 404
    invite_to_conversation(three, [ben], actor=ada)
    assert client.post(f"{API}/polls/{message.id}/votes", json={"option_ids": ["1"]}).status_code == 404  # asked before


def test_nobody_votes_where_they_could_not_react(three, pair, ada, ben, cleo, make_group):
    among_two, among_three = ask(pair, ada), ask(three, ada)
    block_person(ben, actor=ada)
    for message in (among_two, among_three):
        with pytest.raises(Forbidden):
            vote_in_message(message, ["1"], actor=ben)
    close_conversation(three, actor=ada)
    with pytest.raises(Forbidden):
        vote_in_message(among_three, ["1"], actor=cleo)
    room = open_room(make_group(owner=ada, members=(cleo,)), actor=ada)
    choose_who_writes(room, keepers_alone=True, actor=ada)
    with pytest.raises(Forbidden):
        ask(room, cleo)
    vote_in_message(ask(room, ada), ["1"], actor=cleo)  # there one reads, reacts and votes


def test_nobody_votes_where_nothing_stands_any_more(three, ada, ben, make_person, client):
    deleted, hidden, forgotten = (ask(three, ada) for _ in range(3))
    vote_in_message(deleted, ["1"], actor=ben)
    delete_message(deleted, actor=ada)
    hide_message(hidden, actor=make_person("", Role.MEMBER, Role.MODERATOR))
    client.sign_in(ben)
    for message in (deleted, hidden):
        assert client.post(f"{API}/polls/{message.id}/votes", json={"option_ids": ["1"]}).status_code == 404
    with pytest.raises(Conflict):
        vote_in_message(hidden, ["1"], actor=ben)
    with pytest.raises(NotFound):
        close_message_poll(deleted, actor=ada)
    assert session.get(MessagePoll, deleted.id) is None
    vote_in_message(forgotten, ["1"], actor=ben)
    forgotten_id = str(forgotten.id)
    forget_messages(three.id, before=clock.from_now(days=1))
    assert [session.scalar(select(func.count()).select_from(kept)) for kept in (MessagePoll, MessageBallot)] == [0, 0]
    close_due_message_poll(forgotten_id)


def test_a_poll_closes_at_its_time_and_tells_what_was_kept_back(three, ada, ben, announced):
    message = ask(three, ada, results=Results.CLOSED, closes_at=clock.from_now(hours=1))
    vote_in_message(message, ["1"], actor=ben)
    assert votes(message, ben) == [None, None, None]
    drain()
    assert not poll_of(message)["closed"]
    announced.clear()
    with clock.stopped_at(clock.from_now(hours=2)):
        with pytest.raises(Conflict):
            vote_in_message(message, ["2"], actor=ben)
        drain()
        close_due_message_poll(str(message.id))
    assert votes(message) == [1, 0, 0]
    assert announced.count(MessagePollChanged(message.id, three.id)) == 1


def test_of_an_anonymous_poll_nobody_learns_who_chose_what_and_at_the_close_the_house_forgets(many, ada, ben):
    message = ask(many, ada, anonymous=True)
    vote_in_message(message, ["2"], actor=ben)
    assert votes(message, ben) == [None, None, None]  # one ballot would tell
    with pytest.raises(Forbidden):
        list_voters(BOX, message.id, viewer=ada)
    close_message_poll(message, actor=ada)
    ballot = session.get(MessageBallot, (message.id, ben.id), populate_existing=True)
    assert (ballot.option_ids, ballot.at) == (None, None)
    assert votes(message, ada) == [None, None, None]  # who asked ends the vote whenever they like
    assert poll_of(message, ben)["my_votes"] == []


def test_an_anonymous_result_is_told_at_the_close_from_five_ballots_on_and_not_with_fewer(app, client, many, ada, ben):
    message = ask(many, ada, anonymous=True)
    people = session.scalars(
        select(Person)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.conversation_id == many.id)
    ).all()
    other = ask(many, ada, anonymous=True)
    for person in people:
        vote_in_message(message, ["2"], actor=person)
        vote_in_message(other, ["2"], actor=person)
    close_message_poll(other, actor=ada)
    assert (votes(message, ada), votes(other, ada)) == ([None] * 3, [0, 5, 0])
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client.twin().sign_in(ada))
    socket.get_received()
    vote_in_message(message, [], actor=ben)
    assert votes(message, ada) == [None, None, None]
    close_message_poll(message, actor=ada)
    told = [heard["args"][0] for heard in socket.get_received() if heard["name"] == "poll.changed"]
    assert [option["votes"] for each in told for option in each["options"]] == [None] * 6
    assert session.get_one(MessagePoll, message.id).tally == {}
    client.sign_in(ada)
    for address in (f"/messages/{many.id}", f"/polls/{message.id}"):
        assert "Trop peu de réponses pour montrer le résultat." in client.get(address).text
    poll = client.get(f"{API}/conversations/{many.id}/messages").json["items"][0]["poll"]
    assert {option["votes"] for option in poll["options"]} == {None}


def test_where_few_people_talk_no_poll_promises_to_be_anonymous(client, pair, three, many, ada, ben, make_group):
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    for place in (pair, three, room):
        with pytest.raises(Invalid):
            ask(place, ada, anonymous=True)
    assert ask(many, ada, anonymous=True)
    client.sign_in(ada)
    form = {"poll_question": "Which boat?", "poll_options": "Kestrel\r\nHeron", "poll_anonymous": "1"}
    refused = client.post(f"/messages/{pair.id}/polls", data=form)
    assert refused.status_code == 422
    assert "À moins de cinq, personne ne reste anonyme." in refused.text


def test_who_voted_sees_a_result_that_the_others_do_not(three, ada, ben, cleo):
    message = ask(three, ada, results=Results.VOTED)
    vote_in_message(message, ["3"], actor=ben)
    assert (votes(message, ben), votes(message, cleo), votes(message)) == ([0, 0, 1], [None] * 3, [None] * 3)


def test_only_its_author_ends_the_vote(three, ada, ben):
    message = ask(three, ada)
    with pytest.raises(Forbidden):
        close_message_poll(message, actor=ben)
    for _ in range(2):
        close_message_poll(message, actor=ada)
    assert poll_of(message)["closed"]


def test_a_message_without_a_poll_has_none(client, three, ada):
    message = send_message(three, body="Hello", client_id="1", actor=ada)
    with pytest.raises(NotFound):
        vote_in_message(message, ["1"], actor=ada)
    assert client.sign_in(ada).get(f"/polls/{message.id}").status_code == 404


def test_an_edit_leaves_the_poll_and_what_is_forwarded_are_the_words(three, pair, ada, ben):
    message = ask(three, ada)
    vote_in_message(message, ["1"], actor=ben)
    edit_message(message, body="Which of the boats?", actor=ada)
    assert votes(message) == [1, 0, 0]
    repeated = forward_message(message, pair, client_id="f", actor=ada)
    assert repeated.body == "Which of the boats?"
    assert get_message_item(repeated.id).parts == {}


def test_who_was_only_asked_to_talk_takes_the_conversation_up_by_voting(make_person):
    ada, zoe = make_person("Ada"), make_person("Zoe")
    asked = open_conversation([zoe], actor=ada)
    session.get_one(Participant, (asked.id, zoe.id)).waits_since = clock.now()
    message = ask(asked, ada)
    assert get_conversation_item(asked, viewer=zoe).is_request
    vote_in_message(message, ["1"], actor=zoe)
    assert not get_conversation_item(asked, viewer=zoe).is_request


def test_a_report_keeps_what_could_be_chosen(client, three, ada, ben):
    message = ask(three, ada, "Who agrees?", options=("Ben is useless", "Ben must go"))
    client.sign_in(ben)
    page = client.get(f"/report/message/{message.id}").text
    assert "Ben must go" in page


def furnish():
    people = [
        create_person(email=f"p{number}@x.example", name=f"P {number}", roles=(Role.MEMBER,), actor=None)
        for number in range(6)
    ]
    conversation = open_conversation(people[1:], title="Boats", actor=people[0])
    message, ids = ask(conversation, people[0]).id, [person.id for person in people]
    session.remove()
    return message, ids


def test_votes_of_many_at_once_are_all_counted(own_house):
    message_id, people = furnish()

    def vote(actor):
        for option in ("1", "2", "3"):
            vote_in_message(session.get_one(Message, message_id), [option], actor=actor)

    assert at_once(own_house, vote, people) == [None] * len(people)
    poll = session.get_one(MessagePoll, message_id)
    assert (poll.tally, poll.voters) == ({"3": len(people)}, len(people))


def test_what_is_shown_is_what_was_voted_however_many_change_their_minds_at_once(own_house):
    message_id, people = furnish()

    def waver(actor):
        first, then = ("1", "2") if people.index(actor.id) % 2 else ("2", "1")
        for option in (first, then) * 4:
            vote_in_message(session.get_one(Message, message_id), [option], actor=actor)

    for _ in range(5):
        assert at_once(own_house, waver, people) == [None] * len(people)
        session.remove()
        shown = session.get_one(Message, message_id).parts["poll"]["options"]
        tally = session.get_one(MessagePoll, message_id).tally
        assert {option["id"]: option["votes"] for option in shown if option["votes"]} == tally


def test_a_vote_cast_twice_at_once_counts_once(own_house):
    message_id, people = furnish()
    twice: list[UUID] = [people[1]] * 4
    deed = lambda actor: vote_in_message(session.get_one(Message, message_id), ["2"], actor=actor)  # noqa: E731
    assert at_once(own_house, deed, twice) == [None] * 4
    poll = session.get_one(MessagePoll, message_id)
    assert (poll.tally, poll.voters) == ({"2": 1}, 1)
    assert session.scalar(select(func.count()).select_from(MessageBallot)) == 1

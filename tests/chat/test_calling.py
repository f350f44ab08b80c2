"""Calling everybody in a conversation at once: who may, how often, and what the composer and the settings say."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.accounts.services import create_person
from app.chat import policy
from app.chat.models import MessageCall
from app.chat.queries import (
    get_conversation_item,
    who_is_called,
)
from app.chat.services import (
    change_conversation,
    delete_message,
    edit_message,
    invite_to_conversation,
    open_topic,
    schedule_message,
    send_due,
)
from app.chat.services.calling import DAY, MOST_CALLS
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.groups.models import GroupRole
from app.groups.services import set_member
from tests.chat.calling import calls, group_of, mentions_of
from tests.chat.saying import say


def test_in_the_room_of_a_group_those_call_all_who_look_after_it(quay, ada, ben, cleo):
    said = say(quay, ben, "@tous, look")
    assert (said.html, calls(said)) == ("<p>@tous, look</p>\n", False)
    set_member(group_of(quay), ben, role=GroupRole.MODERATOR, actor=ada)
    assert calls(say(quay, ben, "@tous, look"))
    assert mentions_of(quay, ada, ben, cleo) == [1, 0, 1]


def test_among_few_everybody_calls_all_and_among_many_who_looks_after_it(monkeypatch, three, ada, ben):
    assert calls(say(three, ben, "@tous"))
    monkeypatch.setattr(policy, "FEW", 2)
    assert not calls(say(three, ben, "@tous"))
    assert calls(say(three, ada, "@tous"))


def test_a_guest_calls_nobody_and_is_called(three, ada, make_person):
    guest = make_person("Guy", Role.GUEST)
    invite_to_conversation(three, [guest], actor=ada)
    assert not calls(say(three, guest, "@tous"))
    say(three, ada, "@tous")
    assert mentions_of(three, guest, ada) == [1, 0]


def test_two_people_are_not_all(pair, ada, ben):
    assert not calls(say(pair, ada, "@tous"))
    assert mentions_of(pair, ben) == [0]


def test_an_edit_calls_once_and_takes_the_call_back(three, ada, ben, drain):
    said = say(three, ada, "The boats")
    edit_message(said, body="The boats, @tous", actor=ada)
    assert (calls(said), mentions_of(three, ben)) == (True, [1])
    edit_message(said, body="The boats", actor=ada)
    assert (calls(said), mentions_of(three, ben), who_is_called(said)) == (False, [0], set())
    edit_message(said, body="The boats, @all!", actor=ada)
    assert (calls(said), mentions_of(three, ben)) == (True, [1])
    assert session.scalar(select(func.count()).select_from(MessageCall)) == 1


def test_who_lost_the_right_edits_what_called_and_calls_with_nothing_else(quay, ada, ben, cleo):
    set_member(group_of(quay), ben, role=GroupRole.MODERATOR, actor=ada)
    called, plain = say(quay, ben, "@tous, look"), say(quay, ben, "Look")
    set_member(group_of(quay), ben, role=GroupRole.MEMBER, actor=ada)
    edit_message(called, body="@tous, look there", actor=ben)
    edit_message(plain, body="Look, @tous", actor=ben)
    assert (calls(called), calls(plain)) == (True, False)
    edit_message(called, body="look there", actor=ben)
    edit_message(called, body="@tous, look there", actor=ben)
    assert not calls(called)


def test_in_a_day_one_calls_a_few_times_whatever_becomes_of_the_messages(quay, ada, ben):
    topic = open_topic(quay, title="Nets", actor=ada)
    sent = [say(place, ada, "@tous") for place in (quay, topic, quay)]
    assert len(sent) == MOST_CALLS
    delete_message(sent[0], actor=ada)
    edit_message(sent[2], body="Nothing", actor=ada)
    with pytest.raises(Conflict, match="3"):
        say(quay, ada, "@tous")
    with pytest.raises(Conflict, match="3"):
        edit_message(say(topic, ada, "Well"), body="Well, @all", actor=ada)
    edit_message(sent[1], body="@tous, nets", actor=ada)
    set_member(group_of(quay), ben, role=GroupRole.MODERATOR, actor=ada)
    assert calls(say(quay, ben, "@tous")), "each for themselves"
    with clock.stopped_at(clock.now() + DAY):
        assert calls(say(quay, ada, "@tous"))


def test_who_may_call_all_is_chosen_for_a_conversation_and_for_a_room_with_its_topics(three, quay, ada, ben):
    topic = open_topic(quay, title="Nets", actor=ada)
    with pytest.raises(Forbidden):
        change_conversation(three, calls="keepers", actor=ben)
    with pytest.raises(Forbidden):
        change_conversation(quay, calls="everybody", actor=ben)
    change_conversation(three, calls="keepers", actor=ada)
    change_conversation(quay, calls="everybody", actor=ada)
    assert [get_conversation_item(each, viewer=ben).can_call_all for each in (three, quay, topic)] == [
        False,
        True,
        True,
    ]
    assert [calls(say(each, ben, "@tous")) for each in (three, quay, topic)] == [False, True, True]
    assert get_conversation_item(open_topic(quay, title="Sails", actor=ada), viewer=ben).can_call_all


def test_the_same_choice_again_says_nothing(three, ada):
    before = three.last_seq
    change_conversation(three, calls="everybody", actor=ada)
    assert three.last_seq == before, "among few it is so already"
    change_conversation(three, calls="keepers", actor=ada)
    change_conversation(three, calls="keepers", actor=ada)
    assert three.last_seq == before + 1


def test_a_scheduled_message_calls_as_far_as_its_author_may_by_then(quay, ada, ben, cleo):
    set_member(group_of(quay), ben, role=GroupRole.MODERATOR, actor=ada)
    moment = clock.now() + DAY
    for number, author in enumerate((ada, ben)):
        schedule_message(quay, body="@tous", client_id=f"later-{number}", scheduled_at=moment, actor=author)
    assert mentions_of(quay, cleo) == [0]
    set_member(group_of(quay), ben, role=GroupRole.MEMBER, actor=ada)
    with clock.stopped_at(moment):
        send_due()
    assert get_conversation_item(quay, viewer=cleo).unread == 2
    assert mentions_of(quay, cleo) == [1]


def test_nobody_is_given_a_name_that_calls_all(app):
    made = create_person(email="all@quay.example", name="Al L", actor=None)
    assert made.handle == "all2"


def test_everybody_is_offered_with_how_many_they_are_to_who_may_call_them(client, quay, three, ada, ben, cleo):
    root = say(three, ada, "Who has the key?")
    say(three, ben, "I do", thread=root)

    def offered(person, place, typed, within=""):
        shown = client.sign_in(person).get(f"/messages/{place.id}/names?q={typed}&within={within}")
        return re.findall(r'data-handle="([^"]*)"', shown.text), re.findall(r"\b\d+ personnes?\b", shown.text)

    assert offered(ada, quay, "to") == (["tous"], ["2 personnes"])
    assert offered(ada, quay, "EVERY") == (["everyone"], ["2 personnes"])
    assert offered(ada, quay, "") == ([ben.handle, cleo.handle, "tous"], ["2 personnes"])
    assert offered(ben, quay, "tous") == ([], [])
    assert offered(ada, three, "all", root.id) == (["all"], ["1 personne"])
    assert client.get(f"/messages/{quay.id}/names?q=to&within={root.id}").status_code == 404


def test_a_call_too_many_is_refused_in_words_and_the_text_is_kept(client, quay, ada):
    for _ in range(MOST_CALLS):
        say(quay, ada, "@tous")
    refused = client.sign_in(ada).post(f"/messages/{quay.id}", data={"body": "@tous, the fourth"})
    assert refused.status_code == 409
    assert "Vous avez déjà appelé tout le monde ici 3 fois" in refused.text
    assert "@tous, the fourth" in refused.text
    answer = client.post(f"/api/v1/conversations/{quay.id}/messages", json={"client_id": "4", "body": "@all"})
    assert answer.status_code == 409


def test_where_those_alone_write_who_look_after_the_group_they_call_everybody(quay, ada, ben):
    change_conversation(quay, writes="keepers", actor=ada)
    say(quay, ada, "@tous")
    assert mentions_of(quay, ben) == [1]


def test_what_calls_too_often_to_be_sent_now_stays_scheduled_and_says_why(client, three, ada):
    for _ in range(MOST_CALLS):
        say(three, ada, "@tous")
    moment = clock.now() + DAY / 2
    waiting = schedule_message(three, body="@tous", client_id="later", scheduled_at=moment, actor=ada)
    client.sign_in(ada)
    sent = client.post(f"/messages/scheduled/{waiting.id}/sending", follow_redirects=True)
    assert (sent.status_code, sent.request.path) == (200, "/messages/scheduled")
    assert "déjà appelé tout le monde ici 3 fois" in sent.text

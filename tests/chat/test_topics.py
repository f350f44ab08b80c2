"""Topics inside the room of a group: several talks that do not mix, each a conversation of its own."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.chat.meeting import strangers_among
from app.chat.policy import why_closed
from app.chat.queries import (
    count_unread,
    get_conversation,
    get_conversation_item,
    list_conversations,
    list_messages,
    list_topics,
    listener_ids,
)
from app.chat.services import (
    change_conversation,
    change_terms,
    choose_who_writes,
    close_topic,
    follow_topic,
    forget_past,
    mark_read,
    mute,
    open_room,
    open_topic,
    pin_message,
    rename_topic,
    reopen_topic,
    unfollow_topic,
)
from app.chat.services import topics as service
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.groups.models import GroupRole
from app.groups.services import archive_group, remove_member, set_member
from tests.chat.saying import say
from tests.support.statements import counted


@pytest.fixture
def group(ada, ben, cleo, make_group):
    """Ada owns it, Ben and Cleo are members."""
    return make_group(owner=ada, members=(ben, cleo))


@pytest.fixture
def room(group, ada):
    return open_room(group, actor=ada)


@pytest.fixture
def topic(room, ben):
    return open_topic(room, title="Deliveries", actor=ben)


def names(viewer):
    return {item.name for item in list_conversations(viewer, limit=50).items if item.kind == "topic"}


def lines(conversation, viewer):
    return [item.act.name for item in list_messages(conversation, viewer=viewer, limit=50).items if item.act]


def test_a_topic_has_numbers_of_its_own_and_does_not_mix_with_its_room(room, topic, ben, cleo):
    say(room, ben, "In the room")
    said = say(topic, cleo, "In the topic")
    assert (said.seq, room.last_seq) == (1, 2)  # the room's first line says that the topic was opened
    assert lines(room, ben) == ["topic"]
    assert [item.body for item in list_messages(topic, viewer=ben, limit=50).items] == ["In the topic"]


def test_the_people_of_a_topic_are_those_of_its_room(group, topic, ada, ben, cleo, dora):
    assert listener_ids(topic.id) == {ada.id, ben.id, cleo.id}
    with pytest.raises(NotFound):
        get_conversation(topic.id, viewer=dora)
    remove_member(group, cleo, actor=ada)
    with pytest.raises(NotFound):
        get_conversation(topic.id, viewer=cleo)
    assert listener_ids(topic.id) == {ada.id, ben.id}


def test_talking_in_a_topic_makes_no_acquaintances(topic, ada, ben, cleo):
    assert get_conversation_item(topic, viewer=ada).participants is None
    for person in (ben, cleo):
        say(topic, person)
    assert strangers_among([cleo], actor=ben) == set()  # this house is small; what counts is that nothing fails


def test_it_stands_in_the_list_while_something_waits_in_it_or_it_is_followed(topic, ada, ben, cleo):
    assert names(ben) == {"Deliveries"}
    assert names(ada) == set()
    say(topic, ben)
    assert names(ada) == {"Deliveries"}
    assert count_unread(ada) == 1
    mark_read(topic, seq=1, actor=ada)
    assert names(ada) == set()
    follow_topic(topic, actor=ada)
    assert names(ada) == {"Deliveries"}
    unfollow_topic(topic, actor=ada)
    assert names(ada) == set()
    say(topic, ada, "I take part")
    assert names(ada) == {"Deliveries"}
    assert cleo.id not in {ada.id, ben.id}
    assert names(cleo) == {"Deliveries"}


def test_who_mutes_the_room_hears_only_the_topics_that_they_follow(room, topic, ada, ben):
    say(topic, ben)
    mute(room, actor=ada)
    assert count_unread(ada) == 0
    assert names(ada) == set()
    assert get_conversation_item(topic, viewer=ada).muted
    follow_topic(topic, actor=ada)
    assert count_unread(ada) == 1
    mute(topic, actor=ada)
    assert count_unread(ada) == 0


def test_a_room_muted_for_a_while_is_heard_again_with_its_topics(room, topic, ada, ben):
    say(topic, ben)
    mute(room, until=clock.from_now(hours=1), actor=ada)
    assert count_unread(ada) == 0
    with clock.stopped_at(clock.from_now(hours=2)):
        assert count_unread(ada) == 1


def test_a_mention_calls_though_the_room_is_muted(room, topic, ada, ben):
    mute(room, actor=ada)
    say(topic, ben, f"@{ada.handle}, look")
    assert names(ada) == {"Deliveries"}
    assert get_conversation_item(topic, viewer=ada).unread_mentions == 1


def test_what_was_said_before_somebody_joined_does_not_wait_for_them(group, topic, ada, ben, dora, drain):
    say(topic, ben)
    set_member(group, dora, actor=ada)
    drain()
    assert count_unread(dora) == 0
    say(topic, ben)
    assert count_unread(dora) == 1


def test_a_name_is_unique_among_the_open_topics_of_a_room(room, topic, ada, ben, make_group):
    for name in ("deliveries", "  DELIVERIES ", "", "x" * 81):
        with pytest.raises(Invalid):
            open_topic(room, title=name, actor=ada)
    planning = open_topic(room, title="Planning", actor=ada)
    with pytest.raises(Invalid):
        rename_topic(planning, title="DELIVERIES", actor=ada)
    rename_topic(topic, title="deliveries", actor=ben)
    assert lines(topic, ben) == ["topic_named"]
    open_topic(open_room(make_group(owner=ada), actor=ada), title="Deliveries", actor=ada)
    close_topic(topic, actor=ben)
    open_topic(room, title="Deliveries", actor=ada)
    with pytest.raises(Invalid):
        reopen_topic(topic, actor=ben)


def test_one_person_leaves_the_others_room_for_their_topics(client, room, topic, ada, ben, monkeypatch):
    monkeypatch.setattr(service, "MOST_OF_ONE", 1)
    client.sign_in(ben)
    refused = client.post(f"/messages/{room.id}/topics", data={"title": "Planning"})
    assert refused.status_code == 409
    assert "au plus 1 sujets ouverts" in refused.text
    close_topic(topic, actor=ben)
    open_topic(room, title="Another of Ben", actor=ben)
    with pytest.raises(Conflict):
        reopen_topic(topic, actor=ben)
    reopen_topic(topic, actor=ada)  # who looks after the group decides for the room


def test_only_so_many_are_open_at_once(room, topic, ada, monkeypatch):
    monkeypatch.setattr(service, "MOST_OPEN", 1)
    with pytest.raises(Conflict):
        open_topic(room, title="Planning", actor=ada)
    rename_topic(topic, title="Trucks", actor=ada)
    close_topic(topic, actor=ada)
    open_topic(room, title="Planning", actor=ada)
    with pytest.raises(Conflict):
        reopen_topic(topic, actor=ada)


def test_who_opened_it_and_who_looks_after_the_group_change_it_and_nobody_else(group, topic, ada, ben, cleo):
    for deed in (
        lambda: rename_topic(topic, title="Mine", actor=cleo),
        lambda: close_topic(topic, actor=cleo),
        lambda: reopen_topic(topic, actor=cleo),
        lambda: change_conversation(topic, title="Mine", actor=cleo),
    ):
        with pytest.raises(Forbidden):
            deed()
    change_conversation(topic, title="Trucks", actor=ben)
    change_conversation(topic, closed=True, actor=ada)
    set_member(group, cleo, role=GroupRole.MODERATOR, actor=ada)
    reopen_topic(topic, actor=cleo)
    assert lines(topic, ben) == ["topic_named", "topic_closed", "topic_again"]


def test_in_a_closed_topic_nothing_is_said_and_it_leaves_the_list(room, topic, ada, ben):
    say(topic, ben)
    close_topic(topic, actor=ben)
    close_topic(topic, actor=ben)
    with pytest.raises(Forbidden, match="sujet"):
        say(topic, ada)
    assert names(ben) == set()
    assert not list_topics(room, viewer=ada, limit=20).items
    assert [item.name for item in list_topics(room, viewer=ada, limit=20, closed=True).items] == ["Deliveries"]
    reopen_topic(topic, actor=ben)
    say(topic, ada)


def test_in_a_room_for_announcements_its_topics_are_for_announcements(room, topic, ada, ben):
    choose_who_writes(room, keepers_alone=True, actor=ada)
    assert why_closed(ben, topic)
    for deed in (
        lambda: say(topic, ben),
        lambda: open_topic(room, title="Mine", actor=ben),
        lambda: rename_topic(topic, title="Mine", actor=ben),
    ):
        with pytest.raises(Forbidden):
            deed()
    news = open_topic(room, title="News", actor=ada)
    with pytest.raises(Forbidden):
        say(news, ben)
    choose_who_writes(room, keepers_alone=False, actor=ada)
    say(topic, ben)
    say(news, ben)


def test_in_an_archived_group_topics_are_read(group, room, topic, ada, ben):
    archive_group(group, actor=ada)
    for deed in (
        lambda: say(topic, ben),
        lambda: open_topic(room, title="Late", actor=ada),
        lambda: close_topic(topic, actor=ada),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert get_conversation_item(topic, viewer=ben).closed


def test_messages_are_kept_as_long_as_those_of_the_room(topic, ben, make_person):
    say(topic, ben)
    change_terms({"room": 30}, actor=make_person("Emma", Role.ADMIN))
    assert get_conversation_item(topic, viewer=ben).kept_days == 30
    with clock.stopped_at(clock.from_now(days=31)):
        forget_past()
    assert not list_messages(topic, viewer=ben, limit=50).items


def test_who_looks_after_the_group_pins(topic, ada, ben):
    said = say(topic, ben)
    with pytest.raises(Forbidden):
        pin_message(said, actor=ben)
    pin_message(said, actor=ada)


def test_topics_are_opened_in_rooms_and_they_alone_are_followed(topic, pair, room, ada, ben):
    for place in (topic, pair):
        with pytest.raises(Conflict):
            open_topic(place, title="More", actor=ben)
    for place in (room, pair):
        with pytest.raises(Conflict):
            follow_topic(place, actor=ada)


def text(answer):
    return answer.get_data(as_text=True)


def test_without_a_script_a_topic_is_opened_followed_renamed_and_closed(client, room, ada, ben):
    client.sign_in(ben)
    opened = client.post(f"/messages/{room.id}/topics", data={"title": "Deliveries"})
    assert opened.status_code == 303
    assert client.post(opened.location, data={"body": "On Monday", "client_id": "1"}).status_code == 303
    page = text(client.get(opened.location))
    assert f'href="/messages/{room.id}"' in page
    assert "On Monday" in page
    client.post(f"{opened.location}/settings", data={"title": "Trucks"})
    client.post(f"{opened.location}/topic/follow", data={"followed": "no"})
    assert "Trucks" in text(client.get(f"/messages/{room.id}/topics"))
    assert "Trucks" not in text(client.get("/messages"))
    client.post(f"{opened.location}/closing", data={"closed": "yes"})
    assert client.post(opened.location, data={"body": "Late", "client_id": "2"}).status_code == 403
    assert "Trucks" in text(client.get(f"/messages/{room.id}/topics"))


def test_a_refused_name_is_kept_with_the_reason(client, room, topic, ada):
    answer = client.sign_in(ada).post(f"/messages/{room.id}/topics", data={"title": "deliveries"})
    assert answer.status_code == 422
    assert 'value="deliveries"' in text(answer)


def test_the_list_shows_a_topic_beneath_its_room(client, group, room, topic, ada, ben):
    say(topic, ben, "On Monday")
    page = text(client.sign_in(ada).get("/messages"))
    beneath = page[page.index(f'data-row="{room.id}"') :]
    assert f'data-row="{topic.id}"' in beneath
    assert "On Monday" in beneath


def test_closed_topics_are_read_page_by_page(client, room, ada):
    for number in range(23):
        close_topic(open_topic(room, title=f"Topic {number}", actor=ada), actor=ada)
    client.sign_in(ada)
    first = text(client.get(f"/messages/{room.id}/topics"))
    assert "Topic 22<" in first
    assert "Topic 0<" not in first
    cursor = re.search(r"topics\?(cursor=[^\"]+)", first)[1]
    assert "Topic 0<" in text(client.get(f"/messages/{room.id}/topics?{cursor}"))


def test_however_many_topics_there_are_the_page_asks_the_database_as_often(client, connection, room, ada, ben):
    client.sign_in(ada)

    def asked(number):
        for place in range(number):
            say(open_topic(room, title=f"Topic {number} {place}", actor=ben), ben)
        with counted(connection) as statements:
            assert client.get(f"/messages/{room.id}").status_code == 200
        return len(statements)

    asked(1)
    assert asked(2) == asked(6)


def test_who_searches_a_room_finds_what_was_said_in_its_topics(client, room, topic, ada, ben, dora):
    say(room, ben, "The lorry in the room")
    say(room, ben, "Something else")
    say(topic, ben, "The LORRY in the topic")
    client.sign_in(ada)
    page = text(client.get(f"/messages/{room.id}/search?q=lorry"))
    assert "The <mark>lorry</mark> in the room" in page
    assert "The <mark>LORRY</mark> in the topic" in page
    assert "in the room" not in text(client.get(f"/messages/{topic.id}/search?q=lorry"))
    assert client.sign_in(dora).get(f"/messages/{room.id}/search?q=lorry").status_code == 404

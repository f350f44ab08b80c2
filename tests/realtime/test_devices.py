"""One person on several devices: each hears everything once, and what one has read is read on all."""

from __future__ import annotations

from app.accounts.services import create_token
from app.chat.queries import count_unread
from app.chat.services import (
    mark_read,
    mark_unread,
    open_conversation,
    react,
    send_message,
    take_back_reaction,
)
from app.core.ids import new_id
from app.drafts.services import keep_draft, let_go
from app.feed.services import publish_comment, publish_post
from app.feed.services import react as react_to
from tests.realtime.test_sockets import connect, heard, send

__all__ = ["connect"]


def test_two_tabs_a_phone_and_a_laptop_hear_each_thing_once_and_what_one_reads_is_read_on_all(connect, make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    conversation = open_conversation([ben], actor=ada)
    tab, another_tab, laptop = connect(ben), connect(ben), connect(ben)
    phone = connect(auth={"token": create_token(actor=ben).secret})
    devices = [tab, another_tab, laptop, phone]
    speaking = connect(ada)
    for body in ("Good morning", "Are you there?"):
        said = {"conversation_id": str(conversation.id), "client_id": str(new_id()), "body": body}
        assert send(speaking, "message.send", said)["ok"]
    for device in devices:
        assert [told["seq"] for _, told in heard(device, "message.created")] == [1, 2]
    assert count_unread(ben) == 2

    read = {"conversation_id": str(conversation.id), "seq": 2}
    assert send(phone, "conversation.read", read)["ok"]
    assert send(tab, "conversation.read", read | {"seq": 1})["ok"]  # one that was behind takes nothing back
    for device in devices:
        assert [told["seq"] for _, told in heard(device, "conversation.read")] == [2]
    assert count_unread(ben) == 0

    answer = {"conversation_id": str(conversation.id), "client_id": "written-on-the-phone", "body": "Here"}
    for device in (phone, laptop):  # two that both think they must still send it
        assert send(device, "message.send", answer)["message"]["seq"] == 3
    for device in devices:
        assert [told["client_id"] for _, told in heard(device, "message.created")] == ["written-on-the-phone"]


def test_what_one_marks_as_unread_waits_on_all_of_ones_devices_and_nobody_else_hears_of_it(connect, make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    conversation = open_conversation([ben], actor=ada)
    said = [send_message(conversation, body=body, client_id=body, actor=ada) for body in ("one", "two")]
    mark_read(conversation, seq=2, actor=ben)
    desk, other = connect(ben), connect(ada)
    phone = connect(auth={"token": create_token(actor=ben).secret})
    mark_unread(said[1], actor=ben)
    told = {"conversation_id": str(conversation.id), "person_id": str(ben.id), "seq": 1}
    for device in (desk, phone):
        assert heard(device, "conversation.unread") == [("conversation.unread", told)]
    assert send(desk, "conversation.read", {"conversation_id": str(conversation.id), "seq": 2})["ok"]
    assert [read["seq"] for _, read in heard(phone, "conversation.read")] == [2]
    assert heard(other, "conversation.unread", "conversation.read") == [], "the receipt was there all along"


def test_a_draft_reaches_its_authors_devices_and_nobody_else(connect, make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    place = f"chat-{open_conversation([ben], actor=ada).id}"
    desk, other = connect(ada), connect(ben)
    phone = connect(auth={"token": create_token(actor=ada).secret})
    begun = keep_draft(place, content={"body:0": "The crane"}, version=0, actor=ada)
    told = [{"place": place, "content": {"body:0": "The crane"}, "version": begun.version}]
    for device in (desk, phone):
        assert [draft for _, draft in heard(device, "draft.changed")] == told
    gone = let_go(place, version=begun.version, actor=ada)
    for device in (desk, phone):
        assert heard(device, "draft.changed")[0][1] == {"place": place, "content": None, "version": gone.version}
    assert heard(other, "draft.changed") == []


def test_what_one_says_to_a_message_is_ones_own_on_all_ones_devices_and_a_number_to_the_others(connect, make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    conversation = open_conversation([ben], actor=ada)
    message = send_message(conversation, body="Good morning", client_id="1", actor=ada)
    desk, other = connect(ben), connect(ada)
    phone = connect(auth={"token": create_token(actor=ben).secret})
    told = {"message_id": str(message.id), "conversation_id": str(conversation.id), "person_id": str(ben.id)}
    for act, counts, own in ((react, {"thanks": 1}, ["thanks"]), (take_back_reaction, {}, [])):
        act(message, name="thanks", actor=ben)
        for device in (desk, phone):
            [(_name, heard_here)] = heard(device, "reaction.changed")
            assert heard_here == told | {"reactions": counts, "my_reactions": own}
        assert heard(other, "reaction.changed") == [("reaction.changed", told | {"reactions": counts})]


def test_what_one_says_to_a_post_or_a_comment_is_ones_own_on_all_ones_devices(connect, make_person):
    ada, ben = make_person("Ada"), make_person("Ben")
    post = publish_post(body="The crane is back", actor=ada)
    comment = publish_comment(post, body="At last", actor=ada)
    desk, other = connect(ben), connect(ada)
    phone = connect(auth={"token": create_token(actor=ben).secret})
    for written, word in ((post, "like"), (comment, "thanks")):
        react_to(written, word, actor=ben)
        for device in (desk, phone):
            assert [told["my_reactions"] for _, told in heard(device, "reaction.changed")] == [[word]]
        [(_name, told)] = heard(other, "reaction.changed")
        assert told["reactions"] == {word: 1}
        assert "my_reactions" not in told

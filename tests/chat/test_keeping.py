"""How long messages are kept: said by the administration, shown in each conversation, and then over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.chat.events import MessagesForgotten
from app.chat.models import Message, MessageReaction, MessageRevision
from app.chat.queries import catch_up, get_conversation_item, get_terms, list_messages
from app.chat.services import change_terms, edit_message, forget_past, open_room, react, send_message
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.files.models import File


@pytest.fixture
def admin(make_person):
    return make_person("Emma", Role.MEMBER, Role.ADMIN, language="en")


def say(conversation, actor, days_ago, **more):
    with clock.stopped_at(clock.now() - timedelta(days=days_ago)):
        number = f"{conversation.id}-{conversation.last_seq}"
        return send_message(conversation, body=f"{days_ago} days ago", client_id=number, actor=actor, **more)


def test_what_is_past_its_term_goes_with_all_that_hangs_on_it(pair, ada, ben, admin, make_file, announced):
    picture = make_file(owner=ada)
    old = say(pair, ada, 31, file_ids=[picture.id])
    old_id = old.id
    edit_message(old, body="31 days ago, said better", actor=ada)
    react(old, name="like", actor=ben)
    say(pair, ada, 29, reply_to=old)
    change_terms({"pair": 30}, actor=admin)
    announced.clear()
    forget_past()
    forget_past()
    left = list_messages(pair, viewer=ben, limit=10).items
    assert [(item.seq, item.body, item.quote) for item in left] == [(2, "29 days ago", None)]
    assert announced == [MessagesForgotten(pair.id, 1, (old_id,))]
    assert say(pair, ada, 0).seq == 3
    for row in (MessageRevision, MessageReaction, File):
        assert session.scalar(select(func.count()).select_from(row)) == 0


def test_terms_hold_for_their_kind_alone(pair, ada, ben, admin, make_group):
    room = open_room(make_group(members=(ada, ben)), actor=ada)
    for conversation in (pair, room):
        say(conversation, ada, 400)
    change_terms({"room": 365}, actor=admin)
    forget_past()
    assert [session.scalar(select(func.count()).where(Message.conversation_id == c.id)) for c in (pair, room)] == [1, 0]
    assert [get_conversation_item(c, viewer=ada).kept_days for c in (pair, room)] == [None, 365]
    change_terms({"room": None}, actor=admin)
    assert get_conversation_item(room, viewer=ada).kept_days is None


def test_who_knew_nothing_catches_up_with_what_is_left(pair, ada, ben, admin):
    say(pair, ada, 40)
    change_terms({"pair": 30}, actor=admin)
    forget_past()
    assert catch_up({pair.id: 0}, viewer=ben) == ({pair.id: []}, [])
    kept = say(pair, ada, 0)
    found, more = catch_up({pair.id: 0}, viewer=ben)
    assert [item.id for item in found[pair.id]] == [kept.id]
    assert more == []


@pytest.mark.parametrize(("terms", "error"), [({"pair": 1}, Invalid), ({"public": 30}, Invalid)])
def test_other_terms_are_refused(admin, terms, error):
    with pytest.raises(error):
        change_terms(terms, actor=admin)


@pytest.mark.parametrize("days", ["9" * 5000, "999999999"])
def test_a_term_without_sense_changes_nothing(client, pair, ada, admin, days):
    send_message(pair, body="Hello", client_id="1", actor=ada)
    assert client.sign_in(admin).post("/admin/messages", data={"pair": days}).status_code < 500
    assert get_terms()["pair"] is None


def test_terms_are_the_administrations(make_person):
    with pytest.raises(Forbidden):
        change_terms({"pair": 30}, actor=make_person("", Role.MEMBER, Role.MODERATOR))


def test_what_would_be_lost_is_asked_for_once_more(client, pair, ada, admin):
    say(pair, ada, 31)
    english = {"Accept-Language": "en"}
    form = {"pair": "30", "people": "", "room": "365"}
    asked = client.sign_in(admin).post("/admin/messages", data=form)
    assert "1 message is older than that" in asked.get_data(as_text=True)
    assert get_conversation_item(pair, viewer=ada).kept_days is None
    assert client.post("/admin/messages", data=form | {"sure": "yes"}).status_code == 303
    page = client.sign_in(ada).get(f"/messages/{pair.id}", headers=english).get_data(as_text=True)
    assert "kept here for 30 days" in page

"""Messages in search: found by those who take part in their conversation, at that moment, and by nobody else."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.chat.events import MessagesForgotten
from app.chat.models import Participant
from app.chat.queries import list_messages
from app.chat.services import (
    change_terms,
    delete_message,
    edit_message,
    forget_past,
    hide_message,
    invite_to_conversation,
    leave_conversation,
    open_conversation,
    open_room,
    remove_from_conversation,
    restore_message,
    send_message,
)
from app.core import clock
from app.core.db import session
from app.feed.services import publish_post
from app.groups.services import remove_member
from search.finding import find, suggest
from search.indexing import engine, rebuild
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lovelace")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Nevis")


@pytest.fixture
def eve(make_person):
    return make_person("Eve Moneypenny", *(set(Role) - {Role.GUEST}))


@pytest.fixture
def pair(ada, ben):
    return open_conversation([ben], actor=ada)


@pytest.fixture
def ask(drain, app):
    """What a person finds, once the worker has done what waits."""
    engine().clear()

    def asked(viewer, words, **criteria):
        drain()
        return find(viewer, words, **criteria)

    return asked


def say(conversation, body, actor, **more):
    number = f"{conversation.id}-{conversation.last_seq}"
    return send_message(conversation, body=body, client_id=number, actor=actor, **more)


def bodies(results):
    return [item.snippet for item in results.items]


def test_what_was_said_is_found_by_those_it_was_said_to(pair, ada, ben, ask):
    said = say(pair, "The **ferrule** of the boiler", ada)
    for viewer, place in ((ada, "Ben Nevis"), (ben, "Ada Lovelace")):
        results = ask(viewer, "ferrules", kind="message")
        (item,) = results.items
        (shown,) = list_messages(pair, viewer=viewer, limit=1).items
        assert (item.type, item.id, item.url) == ("message", str(said.id), shown.url)
        assert (item.title, item.place, item.snippet) == ("Ada Lovelace", place, "The ferrule of the boiler")
        assert results.facets == {"message": 1}


def test_nobody_else_learns_of_it_whatever_their_role(pair, ada, eve, ask):
    say(pair, "The ferrule of the boiler", ada)
    for words in ("ferrule", "ferule", "ferru", ""):
        results = ask(eve, words)
        assert [item for item in results.items if item.type == "message"] == []
        assert "message" not in results.facets
        assert results.did_you_mean is None
    assert suggest(eve, "ferru") == []


def test_a_word_of_ones_messages_is_offered_neither_as_spelling_nor_while_one_types(pair, ada, ask):
    say(pair, "The ferrule of the boiler", ada)
    assert ask(ada, "ferule").did_you_mean is None
    assert suggest(ada, "ferru") == []
    publish_post(body="A ferrule for everybody", actor=ada)
    assert ask(ada, "ferule").did_you_mean == "ferrule"


def test_messages_stand_among_what_else_is_found(pair, ada, ben, ask):
    say(pair, "Which ferrule?", ada)
    publish_post(body="The ferrule of the boiler", actor=ben)
    results = ask(ada, "ferrule")
    assert sorted(item.type for item in results.items) == ["message", "post"]
    assert results.facets == {"message": 1, "post": 1}
    assert [item.type for item in ask(ada, "ferrule", kind="post").items] == ["post"]
    first = find(ada, "ferrule", limit=1)
    second = find(ada, "ferrule", limit=1, cursor=first.next)
    assert {item.type for item in (*first.items, *second.items)} == {"message", "post"}
    assert second.next is None


def test_who_wrote_it_and_when_narrow_what_is_found(pair, ada, ben, ask):
    say(pair, "Which ferrule?", ada)
    say(pair, "This ferrule", ben)
    assert bodies(ask(ada, "ferrule", author_id=ben.id)) == ["This ferrule"]
    assert bodies(ask(ada, "ferrule", since=clock.from_now(days=1))) == []


def test_a_message_is_found_by_the_names_of_its_files(pair, ada, ben, make_file, ask):
    say(pair, "", ada, file_ids=[make_file(owner=ada).id])
    (name,) = [file["name"] for file in list_messages(pair, viewer=ben, limit=1).items[0].files]
    assert [item.type for item in ask(ben, name.partition(".")[0]).items] == ["message"]


def test_what_is_edited_is_found_by_its_new_words_alone(pair, ada, ben, ask):
    edit_message(say(pair, "The ferrule", ada), body="The gasket", actor=ada)
    assert (bodies(ask(ben, "ferrule")), bodies(ask(ben, "gasket"))) == ([], ["The gasket"])


def test_what_was_taken_back_or_hidden_is_gone_at_once(pair, ada, ben, eve, ask):
    deleted, hidden = say(pair, "The ferrule", ada), say(pair, "Your ferrule", ben)
    assert len(ask(ada, "ferrule").items) == 2
    delete_message(deleted, actor=ada)
    hide_message(hidden, actor=eve)
    assert find(ada, "ferrule").items == []
    assert ask(ada, "ferrule").facets == {}
    restore_message(hidden, actor=eve)
    assert bodies(ask(ada, "ferrule")) == ["Your ferrule"]


def test_what_is_past_its_term_leaves_the_index_too(pair, ada, eve, ask, announced):
    with clock.stopped_at(clock.from_now(days=-31)):
        old = say(pair, "The ferrule", ada).id
    assert len(ask(ada, "ferrule").items) == 1
    change_terms({"pair": 30}, actor=eve)
    forget_past()
    assert MessagesForgotten(pair.id, 1, (old,)) in announced
    ask(ada, "ferrule")
    assert ("message", str(old)) not in set(engine().keys())


def test_who_is_out_finds_nothing_and_counts_nothing_before_the_index_knows(ada, ben, make_group, make_person, ask):
    group = make_group(owner=ada, members=(ben,))
    room, several = open_room(group, actor=ada), open_conversation([ben, make_person()], actor=ada, title="Us")
    for conversation in (room, several):
        say(conversation, "The ferrule", ada)
    assert ask(ben, "ferrule").facets == {"message": 2}
    assert len(find(ben, "ferrule", group_id=group.id).items) == 1
    remove_member(group, ben, actor=ada)
    leave_conversation(several, actor=ben)
    results = find(ben, "ferrule")
    assert (results.items, results.facets) == ([], {})


def test_of_what_somebody_does_not_want_they_find_nothing(pair, ada, ben, ask):
    say(pair, "The ferrule", ada)
    assert len(ask(ben, "ferrule").items) == 1
    session.get_one(Participant, (pair.id, ben.id)).declined_at = clock.now()
    session.flush()
    assert (find(ben, "ferrule").items, find(ben, "ferrule").facets) == ([], {})


def test_a_guest_finds_what_was_said_to_them_and_no_more(pair, ada, ben, make_person, ask):
    guest = make_person("Hugo Guest", Role.GUEST)
    say(pair, "Our ferrule", ada)
    say(open_conversation([ben, guest], title="Three of us", actor=ada), "The ferrule for all three", ada)
    results = ask(guest, "ferrule")
    assert (bodies(results), results.facets) == (["The ferrule for all three"], {"message": 1})


def test_finding_many_asks_the_database_no_more_than_finding_two(ada, make_person, make_group, connection, ask):
    def asked_for(count):
        for number in range(count):
            place = open_conversation([make_person(f"Other {number}")], actor=ada)
            say(place, "The ferrule", ada)
        ask(ada, "ferrule")
        with counted(connection) as statements:
            find(ada, "ferrule")
        return len(statements)

    say(open_room(make_group(owner=ada), actor=ada), "The ferrule", ada)
    assert asked_for(1) == asked_for(6)


def test_the_whole_index_is_built_with_messages(pair, ada, ben, ask):
    say(pair, "The ferrule", ada)
    ask(ada, "")
    engine().clear()
    rebuild()
    assert bodies(find(ben, "ferrule")) == ["The ferrule"]


def test_a_newcomer_finds_and_counts_what_was_said_since_they_came(ask, ada, ben, eve, make_person):
    three = open_conversation([ben, make_person()], title="Launch", actor=ada)
    send_message(three, body="The keel is oak", client_id="1", actor=ada)
    invite_to_conversation(three, [eve], actor=ada)
    later = send_message(three, body="The oak has arrived", client_id="2", actor=ben)
    found = ask(eve, "oak")
    assert [item.id for item in found.items] == [str(later.id)]
    assert found.facets["message"] == 1
    assert ask(ben, "oak").facets["message"] == 2
    remove_from_conversation(three, eve, actor=ada)
    assert (find(eve, "oak").items, find(eve, "oak").facets) == ([], {})
    invite_to_conversation(three, [eve], actor=ada)
    assert (ask(eve, "oak").items, find(eve, "oak").facets) == ([], {})

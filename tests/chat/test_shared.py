"""The files and links of a conversation: found again by who may read the messages that carry them, nobody else."""

from __future__ import annotations

import pytest

from app.chat.models import Conversation
from app.chat.queries import list_shared_files, list_shared_links, what_is_shared
from app.chat.queries.shared import FileKind
from app.chat.services import (
    delete_message,
    edit_message,
    forward_message,
    invite_to_conversation,
    leave_conversation,
    open_room,
    open_topic,
    schedule_message,
)
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from tests.chat.saying import say
from tests.support.statements import counted


def names(conversation: Conversation, viewer, **wanted) -> list[str]:
    page = list_shared_files(conversation, viewer=viewer, **{"limit": 50, **wanted})
    return [shared.file["name"] for shared in page.items]


def links(conversation: Conversation, viewer, **wanted) -> list[list[str]]:
    return [list(shared.links) for shared in list_shared_links(conversation, viewer=viewer, limit=50, **wanted).items]


def test_files_are_found_by_kind_and_name_and_lead_to_their_messages(pair, ada, ben, make_file, make_picture):
    assert what_is_shared(pair, viewer=ada) == "picture"
    plan = say(pair, ada, "See", file_ids=[make_file(name="plan of 2027.txt", owner=ada).id])
    assert what_is_shared(pair, viewer=ada) == "document"
    say(pair, ben, "Nothing to see")
    wall = say(pair, ben, "", file_ids=[make_picture(owner=ben).id])
    assert what_is_shared(pair, viewer=ada) == "picture"
    answer = say(pair, ben, "In a thread", thread=plan, file_ids=[make_file(name="answer.txt", owner=ben).id])
    assert names(pair, ada) == ["answer.txt", "wall.png", "plan of 2027.txt"]
    assert names(pair, ada, kind=FileKind.PICTURE) == ["wall.png"]
    assert names(pair, ada, kind=FileKind.DOCUMENT) == ["answer.txt", "plan of 2027.txt"]
    assert names(pair, ada, kind=FileKind.RECORDING) == []
    assert names(pair, ada, q="PLÀN 2027") == ["plan of 2027.txt"]
    assert names(pair, ada, q="2%") == []
    found = list_shared_files(pair, viewer=ada, limit=3).items
    assert [(shared.url, shared.author.name) for shared in found] == [
        (message.url, name) for message, name in ((answer, "Ben Nevis"), (wall, "Ben Nevis"), (plan, "Ada Lovelace"))
    ]


def test_pages_follow_each_other_also_inside_a_message(pair, ada, ben, make_file, connection):
    for number in range(2):
        several = [
            make_file(name=f"{number}-{each}.txt", content=b"%d%d" % (number, each), owner=ada).id for each in range(3)
        ]
        say(pair, ada, "Several", file_ids=several)
    found, cursor, costs = [], None, set()
    while True:
        with counted(connection) as statements:
            page = list_shared_files(pair, viewer=ben, limit=2, cursor=cursor)
        costs.add(len(statements))
        found += [shared.file["name"] for shared in page.items]
        if (cursor := page.next) is None:
            break
    assert sorted(found) == sorted(f"{number}-{each}.txt" for number in range(2) for each in range(3))
    assert [name[0] for name in found] == ["1"] * 3 + ["0"] * 3
    assert costs == {2}
    with pytest.raises(Invalid):
        list_shared_files(pair, viewer=ben, limit=2, cursor="nonsense")


def test_what_is_gone_is_found_no_more(pair, ada, ben, make_file):
    said = say(pair, ada, "https://old.example/map", file_ids=[make_file(name="old.txt", owner=ada).id])
    hidden = say(pair, ben, "https://bad.example/", file_ids=[make_file(name="bad.txt", owner=ben).id])
    edited = say(pair, ada, "https://one.example/", file_ids=[make_file(name="one.txt", owner=ada).id])
    hidden.hidden_at = clock.now()
    session.flush()
    assert names(pair, ben) == ["one.txt", "old.txt"]
    delete_message(said, actor=ada)
    edit_message(edited, body="No link", file_ids=[], actor=ada)
    assert (names(pair, ben), links(pair, ben)) == ([], [])


def test_newcomers_find_what_was_shared_since_they_came(ada, ben, three, make_person, make_file):
    say(three, ada, "https://before.example/", file_ids=[make_file(name="before.txt", owner=ada).id])
    eve = make_person("Eve")
    invite_to_conversation(three, [eve], actor=ada)
    assert (names(three, eve), links(three, eve), what_is_shared(three, viewer=eve)) == ([], [], "picture")
    say(three, ada, "https://after.example/", file_ids=[make_file(name="after.txt", owner=ada).id])
    assert (names(three, eve), links(three, eve)) == (["after.txt"], [["https://after.example/"]])
    assert names(three, ben) == ["after.txt", "before.txt"]
    leave_conversation(three, actor=eve)
    assert (names(three, eve), links(three, eve)) == ([], [])


def test_a_topic_has_its_own_and_what_waits_for_its_time_is_in_none(ada, ben, make_group, make_file):
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    topic = open_topic(room, title="Boats", actor=ada)
    say(room, ada, "", file_ids=[make_file(name="room.txt", owner=ada).id])
    said = say(topic, ada, "", file_ids=[make_file(name="topic.txt", owner=ada).id])
    later = {"client_id": "later", "scheduled_at": clock.from_now(days=1)}
    schedule_message(room, body="", file_ids=[make_file(name="later.txt", owner=ada).id], actor=ada, **later)
    assert (names(room, ada), names(topic, ben)) == (["room.txt"], ["topic.txt"])
    forward_message(said, room, client_id="f", actor=ben)
    shared = list_shared_files(room, viewer=ada, limit=1).items[0]
    assert (shared.file["name"], shared.author.name) == ("topic.txt", "Ben Nevis")


def test_links_are_those_that_somebody_wrote(pair, ada, ben):
    say(pair, ada, 'The `<a href="http://code.example` and <a href="http://typed.example"> and @ben lead nowhere')
    say(
        pair,
        ben,
        '[Plan](https://a.example/plan "The plan"), https://b.example/?x=1&y=2 and again https://b.example/?x=1&y=2',
    )
    say(pair, ben, "mailto:ada@house.example and nothing else")
    assert links(pair, ada) == [["https://a.example/plan", "https://b.example/?x=1&y=2"], ["http://typed.example"]]
    assert links(pair, ada, q="plán") == [["https://a.example/plan", "https://b.example/?x=1&y=2"]]
    assert what_is_shared(pair, viewer=ada) == "link"


def test_the_page_and_the_interface_tell_of_them(client, app, pair, ada, ben, make_person, make_file, make_picture):
    plan = say(pair, ben, "https://a.example/plan", file_ids=[make_file(name="plan.txt", owner=ben).id])
    say(pair, ben, "", file_ids=[make_picture(owner=ben).id])
    client.sign_in(ada)
    here = f"/messages/{pair.id}/files"
    assert here in client.get(f"/messages/{pair.id}").text
    first = client.get(here).text
    assert 'alt="A wall"' in first
    assert "plan.txt" not in first
    documents = client.get(f"{here}?kind=document").text
    assert "plan.txt" in documents
    assert f'href="{plan.url}"' in documents
    assert "plan.txt" not in client.get(f"{here}?kind=document&q=wall").text
    assert 'href="https://a.example/plan"' in client.get(f"{here}?kind=link").text
    found = client.get(f"/api/v1/conversations/{pair.id}/files?kind=document").json["items"]
    assert [(item["file"]["name"], item["message_id"], item["author"]["name"]) for item in found] == [
        ("plan.txt", str(plan.id), "Ben Nevis")
    ]
    assert client.get(f"/api/v1/conversations/{pair.id}/links").json["items"][0]["links"] == ["https://a.example/plan"]
    outsider = app.test_client().sign_in(make_person())
    for address in (here, f"/api/v1/conversations/{pair.id}/files", f"/api/v1/conversations/{pair.id}/links"):
        assert outsider.get(address).status_code == 404


def test_files_are_found_among_many_messages_by_an_index(pair, ada, connection):
    with counted(connection) as statements:
        list_shared_files(pair, viewer=ada, limit=5)
    if connection.dialect.name != "sqlite":
        return  # whose way depends on how many rows there are
    asked = f"EXPLAIN QUERY PLAN {statements[0]}"
    way = [row[3] for row in connection.exec_driver_sql(asked, (None,) * asked.count("?"))]
    assert "ix_message_with_files" in way[0]
    assert not [step for step in way if step.startswith("SCAN")]

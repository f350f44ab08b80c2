"""Events, pages and files of groups: reported where they stand, hidden by a decision from all but who wrote them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from app.agenda.models import Event
from app.agenda.services import answer_event, cancel_event, change_event, make_address, plan_event
from app.agenda.services.reminding import tell_near_events
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, NotFound
from app.delivery.findings import find_news
from app.feed.services import publish_post
from app.feed.services.meeting import NewEvent
from app.folders.services import add_document, add_version
from app.governance.services import acknowledge_code
from app.groups.services import change_reception
from app.knowledge.services import delete_page, edit_page, restore_version, write_page
from moderation.models import AppealOutcome, Category, Measure, TargetKind
from moderation.services import file_appeal, file_report, judge_appeal
from moderation.targets import what_became_of
from search.indexing import engine

API = "/api/v1"
WORDS = "Only fools"


@dataclass
class Room:
    """A thing of a group with where it is read and where it is listed, by whom it was made."""

    kind: TargetKind
    thing: Any
    pages: tuple[str, ...]
    lists: tuple[str, ...]


@pytest.fixture
def make_colleague(make_person, code):
    def make(name):
        person = make_person(name, language="en")
        acknowledge_code(actor=person)
        return person

    return make


@pytest.fixture
def ada(make_colleague):
    return make_colleague("Ada Lune")


@pytest.fixture
def ben(make_colleague):
    return make_colleague("Ben")


@pytest.fixture
def owner(make_colleague):
    return make_colleague("Gaelle")


@pytest.fixture
def group(make_group, owner, ada, ben):
    return make_group("Atelier 3", owner=owner, members=(ada, ben))


@pytest.fixture
def make_room(group, ada):
    def make(kind):
        here = f"/groups/{group.slug}"
        if kind == "event":
            times = {"starts_at": clock.from_now(hours=3), "ends_at": clock.from_now(hours=4)}
            event = plan_event(title=WORDS, body="come", group=group, **times, actor=ada)
            pages = (f"/events/{event.id}", f"/events/{event.id}.ics", f"{API}/events/{event.id}")
            lists = ("/agenda", f"{here}/agenda", here, "/", f"/agenda/month?month={event.starts_at:%Y-%m}")
            return Room(TargetKind.EVENT, event, pages, (*lists, f"{API}/events"))
        if kind == "page":
            page = write_page(group, title=WORDS, body="mount it this way", actor=ada)
            pages = (f"/knowledge/{page.id}", f"/knowledge/{page.id}/history")
            return Room(TargetKind.PAGE, page, pages, (f"{here}/knowledge", f"{here}/knowledge?q=fools"))
        document = add_document(group, io.BytesIO(b"a plan"), name=f"{WORDS}.txt", actor=ada)
        pages = (f"{here}/files/{document.id}", f"{API}/groups/{group.id}/files/{document.id}")
        lists = (f"{here}/files", f"{here}/files?q=fools", f"{API}/groups/{group.id}/files")
        return Room(TargetKind.FILE, document, (*pages, f"/files/{document.file_id}"), lists)

    return make


@pytest.fixture
def hide(make_person, make_moderator, decide, case_of, ben):
    """Reports a thing and lets a moderator decide to hide it."""

    def hide(room):
        values = {"category": Category.HARASSMENT, "statement": "It mocks a colleague."}
        filed = file_report(room.kind, room.thing.id, **values, actor=ben)
        return decide(case_of(filed), by=make_moderator())

    return hide


def statuses(client, addresses):
    return {client.get(address).status_code for address in addresses}


@pytest.mark.parametrize("kind", ["event", "page", "file"])
def test_what_moderation_hid_is_gone_for_all_but_who_wrote_it_until_the_appeal(
    client, make_room, hide, make_moderator, ada, ben, kind
):
    room = make_room(kind)
    reader = client.sign_in(ben)
    assert f'href="/report/{kind}/{room.thing.id}"' in reader.get(room.pages[0]).text
    assert [address for address in room.lists if WORDS not in reader.get(address).text] == []
    decision = hide(room)
    assert statuses(reader, room.pages) == {404}
    assert [address for address in room.lists if WORDS in reader.get(address).text] == []
    writer = client.sign_in(ada)
    assert statuses(writer, room.pages) == {200}
    assert "Hidden by moderation" in writer.get(room.pages[0]).text
    assert "It mocks a colleague by name." in writer.get("/decisions/mine").text
    appeal = file_appeal(decision, statement="It was a joke.", actor=ada)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="It was.", actor=make_moderator())
    assert statuses(client.sign_in(ben), room.pages) == {200}


@pytest.mark.parametrize(
    ("kind", "deed"),
    [
        ("event", lambda event, actor: change_event(event, title="x", actor=actor)),
        ("event", lambda event, actor: cancel_event(event, actor=actor)),
        ("page", lambda page, actor: edit_page(page, title="x", body="x", based_on=1, actor=actor)),
        ("page", lambda page, actor: restore_version(page, 1, actor=actor)),
        ("page", lambda page, actor: delete_page(page, actor=actor)),
        ("file", lambda document, actor: add_version(document, io.BytesIO(b"x"), name="x.txt", actor=actor)),
    ],
)
def test_what_is_hidden_stays_as_it_is(make_room, hide, ada, ben, kind, deed):
    room = make_room(kind)
    hide(room)
    with pytest.raises(Forbidden):
        deed(room.thing, ada)
    with pytest.raises((NotFound, Forbidden)):
        deed(room.thing, ben)


def test_a_hidden_event_is_answered_reminded_of_and_told_no_more(make_room, hide, drain, client, ada, ben):
    room = make_room("event")
    event = room.thing
    answer_event(event, "yes", actor=ben)
    secret = make_address(actor=ben)
    hide(room)
    assert WORDS not in client.get(f"/calendars/{secret}.ics").text
    assert WORDS not in client.get(f"/calendars/{make_address(actor=ada)}.ics").text
    with pytest.raises(NotFound):
        answer_event(event, "no", actor=ben)
    with pytest.raises(Conflict):
        answer_event(event, "no", actor=ada)
    tell_near_events()
    drain()
    told = client.sign_in(ben).get(f"{API}/notifications").json["items"]
    assert [item for item in told if WORDS in item["text"]] == []
    now = clock.now()
    assert find_news(ben, since=now - timedelta(days=1), until=now + timedelta(days=1)).coming == []


def test_the_post_of_a_hidden_event_shows_nothing_of_it(client, hide, ada, ben):
    post = publish_post(body="", parts=[NewEvent(WORDS, clock.from_now(days=2))], actor=ada)
    event = session.query(Event).one()
    shown = client.sign_in(ben)
    assert WORDS in shown.get(f"/posts/{post.id}").text
    hide(Room(TargetKind.EVENT, event, (), ()))
    page = shown.get(f"/posts/{post.id}")
    assert page.status_code == 200
    assert WORDS not in page.text
    assert "What stood here is no longer shown." in page.text
    assert "event" not in shown.get(f"{API}/posts/{post.id}").json


def test_no_range_and_no_version_of_a_hidden_file_is_given(client, make_room, hide, ada, ben):
    room = make_room("file")
    document, first = room.thing, room.thing.file_id
    add_version(document, io.BytesIO(b"another plan"), name="x.txt", actor=ada)
    hide(room)
    reader = client.sign_in(ben)
    for file_id in (first, document.file_id):
        asked = reader.get(f"/files/{file_id}", headers={"Range": "bytes=0-3"})
        assert (asked.status_code, b"plan" in asked.data) == (404, False)
        assert reader.get(f"/files/{file_id}/preview").status_code == 404
    assert client.sign_in(ada).get(f"/files/{first}", headers={"Range": "bytes=2-5"}).data == b"plan"


def test_a_hidden_file_is_found_no_more_and_found_again(client, make_room, hide, make_moderator, drain, ada, ben):
    room, reader = make_room("file"), client.sign_in(ben)
    identifier = str(room.thing.id)
    engine().clear()
    drain()
    assert found_by(reader) == [identifier]
    decision = hide(room)
    assert found_by(reader) == []  # the index does not know yet, the look behind it does
    drain()
    assert found_by(client.sign_in(ada)) == []
    appeal = file_appeal(decision, statement="It was a joke.", actor=ada)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="It was.", actor=make_moderator())
    drain()
    assert found_by(client.sign_in(ben)) == [identifier]


def found_by(client):
    return [item["id"] for item in client.get(f"{API}/search?q=fools&type=file").json["items"]]


@pytest.mark.parametrize("kind", ["event", "page", "file"])
def test_what_leads_to_a_hidden_thing_is_pinned_for_nobody(client, group, owner, make_room, hide, ben, kind):
    room = make_room(kind)
    pinned = [{"title": "Read this", "url": room.pages[0]}, {"title": "And this", "url": f"/groups/{group.slug}"}]
    change_reception(group, resources=pinned, actor=owner)
    reader = client.sign_in(ben)
    assert "Read this" in reader.get(f"/groups/{group.slug}").text
    hide(room)
    shown = reader.get(f"/groups/{group.slug}").text
    assert ("Read this" in shown, "And this" in shown) == (False, True)
    listed = reader.get(f"{API}/groups/{group.id}/reception").json["resources"]
    assert [one["title"] for one in listed] == ["And this"]


def test_a_hidden_start_page_is_not_offered_to_be_written_anew(client, group, hide, ada, ben):
    page = write_page(group, title=WORDS, body="mount it this way", is_start=True, actor=ada)
    hide(Room(TargetKind.PAGE, page, (), ()))
    shown = client.sign_in(ben).get(f"/groups/{group.slug}/knowledge").text
    assert WORDS not in shown
    assert "?start=1" not in shown


def test_a_moderator_reads_what_became_of_it(make_room, make_moderator, decide, case_of, ada, ben):
    room = make_room("page")
    edit_page(room.thing, title=WORDS, body="twice", based_on=1, actor=ada)
    filed = file_report(TargetKind.PAGE, room.thing.id, category=Category.SPAM, statement="Look.", actor=ben)
    case = case_of(filed)
    assert (what_became_of(case.items[0]), case.items[0].evidence[0].text) == ("", f"{WORDS}\n\ntwice")
    edit_page(room.thing, title=WORDS, body="thrice", based_on=2, actor=ada)
    assert what_became_of(case.items[0]) == "edited"
    decide(case, by=make_moderator(), measure=Measure.HIDE)
    assert what_became_of(case.items[0]) == "hidden"

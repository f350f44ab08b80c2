"""Finding something again in a conversation: by words, by day, around a message, and where one stopped reading."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.chat import finding
from app.chat.finding import find_day, find_stretch
from app.chat.queries import list_messages
from app.chat.services import delete_message, edit_message, hide_message, mark_read, send_message
from app.core import clock


@pytest.fixture
def say(pair, ada):
    def say(text, **more):
        return send_message(pair, body=text, client_id=f"{pair.last_seq}", actor=ada, **more)

    return say


def seqs(items):
    return [item.seq for item in items]


def test_words_are_found_whatever_their_case_and_accents(pair, say, ada, ben, make_file, make_person):
    say("L’Œuvre est **terminée**, demain à Nîmes")
    say("Rien", file_ids=[make_file(name="Relevé-cuve.txt", owner=ada).id])
    changed = say("oeuvre")
    gone, hidden = say("nimes gone"), say("nimes hidden")
    edit_message(changed, body="nimes, 100 % sure_", actor=ada)
    delete_message(gone, actor=ada)
    hide_message(hidden, actor=make_person("", Role.MEMBER, Role.MODERATOR))

    def found(q, **more):
        return seqs(list_messages(pair, viewer=ben, limit=9, q=q, **more).items)

    assert found("NIMES") == [1, 3]
    assert found("nîmes œuvre") == [1]
    assert found("releve CUVE") == [2]
    assert found("0 % sure_") == [3]
    assert found("%") == [3]
    assert found("nimes", before=3) == [1]
    page = list_messages(pair, viewer=ben, limit=1, q="nimes")
    assert (seqs(page.items), page.next) == ([3], "before:3")


def test_the_words_that_were_looked_for_are_marked_where_they_are_found_and_not_where_one_is_led(
    client, pair, say, ada, make_file
):
    say('L’**Œuv**re du <script>alert("quai")</script>', file_ids=[make_file(name="Œuvre-quai.txt", owner=ada).id])
    client.sign_in(ada)
    found = client.get(f"/messages/{pair.id}/search?q=OEUVRE+quai").get_data(as_text=True)
    assert "L’<strong><mark>Œuv</mark></strong><mark>re</mark> du &lt;script&gt;alert" in found
    assert "<strong data-name><mark>Œuvre</mark>-<mark>quai</mark>.txt</strong>" in found
    led = client.get(re.search(r'href="(/messages/[^"]+\?at=1#m-1)"', found)[1]).get_data(as_text=True)
    assert "L’<strong>Œuv</strong>re du &lt;script&gt;alert" in led


def test_a_page_stands_around_a_message_and_goes_on_both_ways(pair, say, ada, ben, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 4)
    for number in range(9):
        say(f"{number}")

    def stretch(**wanted):
        found = find_stretch(pair, {name: str(value) for name, value in wanted.items()}, viewer=ben)
        return seqs(found.items), found.older, found.newer

    assert stretch() == ([6, 7, 8, 9], 6, None)
    assert stretch(at=5) == ([3, 4, 5, 6], 3, 6)
    assert stretch(at=1) == ([1, 2], None, 2)
    assert stretch(at=9) == ([7, 8, 9], 7, None)
    assert stretch(at=99) == ([8, 9], 8, None)
    assert stretch(before=6) == ([2, 3, 4, 5], 2, 5)
    assert stretch(after=3) == ([4, 5, 6, 7], 4, 7)
    assert stretch(after=9) == ([], None, None)


def test_a_day_leads_to_its_first_message(pair, ada):
    for day in (1, 1, 3):
        with clock.stopped_at(datetime(2026, 6, day, 12, tzinfo=UTC)):
            send_message(pair, body="Hello", client_id=f"{pair.last_seq}", actor=ada)
    days = [date(2026, 6, 1) + timedelta(days=number) for number in range(-1, 4)]
    assert [find_day(pair, day, viewer=ada) for day in days] == [1, 1, 3, 3, 3]


def test_the_pages_find_and_lead(client, pair, say, ada, ben):
    for number in range(1, 81):
        say(f"number {number} end")
    mark_read(pair, seq=10, actor=ben)
    address = f"/messages/{pair.id}"
    client.sign_in(ben)
    latest = client.get(address).get_data(as_text=True)
    assert "data-new" not in latest
    assert f"{address}/place" in latest
    led = client.get(f"{address}/place").location
    assert led == f"{address}?at=11#m-11"
    there = client.get(led).get_data(as_text=True)
    assert there.index("data-new") < there.index("number 11 end")
    later = re.search(rf"{address}\?after=\d+", there).group()
    assert "number 40 end" in client.get(later).get_data(as_text=True)
    found = client.get(f"{address}/search?q=number+33").get_data(as_text=True)
    assert "<mark>number</mark> <mark>33</mark> end" in found
    assert "number 34 end" not in re.sub("</?mark>", "", found)
    long_ago = (clock.now() - timedelta(days=2)).date()
    assert client.get(f"{address}/place?on={long_ago}").location == f"{address}?at=1#m-1"
    assert client.get(f"{address}/place?on=never").status_code == 302

"""The agenda's pages: each reads times by their own clock, forms keep what was typed, lists ask as often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.accounts.services import change_preferences
from app.agenda.models import Event, Reply
from app.agenda.services import answer_event, cancel_event
from app.core import clock
from app.core.db import session
from app.groups.models import Access
from tests.support.statements import counted

TYPED = {
    "title": "Visite du banc",
    "starts_on": "2026-12-01",
    "starts_at": "09:00",
    "ends_at": "10:30",
    "time_zone": "Europe/Paris",
    "place": "Banc B",
}


@pytest.fixture
def ada(make_person):
    person = make_person("Ada Lune")
    change_preferences(person, language="fr", actor=person)
    return person


@pytest.fixture
def page(client, ada):
    client.sign_in(ada)

    def page(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status
        return " ".join(answer.text.split())

    return page


def test_an_event_is_planned_and_read_in_the_readers_words_and_hours(client, page, ada, make_person):
    answer = client.post("/events", data=TYPED)
    shown = page(answer.headers["Location"])
    assert "mardi 1er décembre, de 9 h à 10 h 30" in shown.replace("\N{NO-BREAK SPACE}", " ")
    ben = make_person()
    change_preferences(ben, language="en", time_zone="America/New_York", actor=ben)
    read = client.application.test_client().sign_in(ben).get(answer.headers["Location"]).text
    assert "Tuesday 1 December, 03:00 to 04:30" in read
    assert "Tuesday 09:00 in the time zone Europe/Paris" in read


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ends_on": "2026-11-30"}, "La fin n’est pas après le début."),
        ({"starts_on": "2026-11-01"}, "C’est déjà passé."),
        ({"starts_on": "2036-11-01"}, "C’est dans plus de deux ans. Vérifiez l’année."),
        (
            {"starts_on": "2027-03-28", "starts_at": "02:30"},
            "Ce jour-là, on change d’heure\u202f: cette heure n’existe pas.",
        ),
        ({"starts_on": "soon"}, "Cette date ne peut pas être retenue."),
        ({"starts_at": ""}, "Indiquez quand il commence."),
        ({"seats": "many"}, "Un nombre est attendu."),
        ({"title": ""}, "Donnez un nom à l’événement."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(client, ada, wrong, told):
    answer = client.sign_in(ada).post("/events", data=TYPED | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    for name, value in (TYPED | wrong).items():
        assert f'name="{name}" value="{value}"' in answer.text


def test_an_end_that_is_not_said_is_an_hour_later(client, ada):
    client.sign_in(ada).post("/events", data=TYPED | {"ends_at": ""})
    event = session.query(Event).one()
    assert event.ends_at - event.starts_at == timedelta(hours=1)


def test_the_form_of_an_event_sends_what_it_shows(client, ada, make_event):
    whole = make_event(
        author=ada,
        starts_at=datetime(2026, 12, 1, 11, tzinfo=UTC),
        ends_at=datetime(2026, 12, 2, 11, tzinfo=UTC),
        is_all_day=True,
        seats=3,
    )
    before = (whole.starts_at, whole.ends_at)
    shown = client.sign_in(ada).get(f"/events/{whole.id}/edit").text
    assert 'value="2026-12-01"' in shown
    assert 'value="2026-12-02"' in shown
    sent = {"title": "x", "is_all_day": "1", "starts_on": "2026-12-01", "ends_on": "2026-12-02", "seats": "3"}
    client.post(f"/events/{whole.id}/edit", data=sent | {"time_zone": "Europe/Paris"})
    session.refresh(whole)
    assert (whole.starts_at, whole.ends_at, whole.sequence) == (*before, 1)


def test_an_answer_is_given_by_a_button_and_can_change(client, page, ada, make_event):
    event = make_event()
    client.sign_in(ada)
    for reply, said in (("yes", "Vous venez"), ("no", "Vous ne venez pas")):
        client.post(f"/events/{event.id}/answer", data={"reply": reply})
        assert f">{said}</h2>" in page(f"/events/{event.id}")


def test_what_was_cancelled_stays_on_the_list_and_says_so(page, ada, make_event):
    event = make_event("Galette", author=ada)
    cancel_event(event, actor=ada)
    assert "Annulé" in page("/agenda")
    assert "Je viens" not in page(f"/events/{event.id}")
    assert "Galette" not in page("/")


def test_ones_agenda_holds_ones_places_and_all_of_it_more(page, ada, make_group, make_event, make_person):
    owner = make_person()
    mine, open_one, secret = make_group(members=(ada,)), make_group(owner=owner), make_group(access=Access.SECRET)
    make_event("In mine", author=ada, group=mine)
    make_event("In an open one", author=owner, group=open_one)
    keeper = session.get_one(type(ada), secret.memberships[0].person_id)
    make_event("In a secret one", author=keeper, group=secret)
    answered = make_event("Of the house")
    answer_event(answered, Reply.MAYBE, actor=ada)
    for place in ("/agenda", "/agenda/month"):
        found = {scope: page(f"{place}?scope={scope}") for scope in ("mine", "all", "answered")}
        titles = ("In mine", "In an open one", "In a secret one", "Of the house")
        assert {scope: [title for title in titles if title in text] for scope, text in found.items()} == {
            "mine": ["In mine", "Of the house"],
            "all": ["In mine", "In an open one", "Of the house"],
            "answered": ["Of the house"],
        }


def test_a_month_shows_each_day_of_what_lasts_several_by_the_readers_clock(page, ada, make_event):
    make_event("Night", author=ada, starts_at=datetime(2026, 12, 30, 23), ends_at=datetime(2027, 1, 1, 0))  # noqa: DTZ001
    shown = page("/agenda/month?month=2026-12")
    assert shown.count("Night") == 2
    assert "décembre 2026" in shown
    assert "Night" not in page("/agenda/month?month=2027-02")
    for strange in ("2026-13", "9999-12", "0001-01", "x"):
        page(f"/agenda/month?month={strange}")


def test_a_group_has_its_events_on_a_tab_and_beside_its_pages(page, ada, make_group, make_event):
    group = make_group(members=(ada,))
    make_event("Pressure test", author=ada, group=group)
    assert "event-row" in page(f"/groups/{group.slug}/agenda")
    assert "event-row" not in page(f"/groups/{group.slug}/agenda?past=1")
    assert "Pressure test" in page(f"/groups/{group.slug}")
    assert "Pressure test" in page("/")


def test_a_guest_plans_only_in_their_groups(client, make_person, make_group):
    guest = make_person("Guest", Role.GUEST)
    group = make_group(members=(guest,))
    client.sign_in(guest)
    assert client.post("/events", data=TYPED).status_code == 403
    assert client.post("/events", data=TYPED | {"group": str(group.id)}).status_code == 303


def test_an_address_is_shown_once(client, page, ada):
    assert client.sign_in(ada).post("/settings/calendars").headers["Location"] == "/settings/calendars"
    assert "http://localhost:8000/calendars/" in page("/settings/calendars")
    assert "/calendars/" not in page("/settings/calendars").replace("/settings/calendars", "")


@pytest.mark.parametrize("path", ["/agenda", "/agenda/month", "/groups/{group}/agenda", "/api/v1/events", "/"])
def test_a_list_asks_as_often_for_twenty_events_as_for_two(
    client, connection, ada, make_group, make_event, make_person, path
):
    group, taken = make_group("Many", members=(ada,)), []
    client.sign_in(ada).get(path.format(group=group.slug))  # what the house keeps of itself is asked for once
    for count in (4, 18):
        for number in range(count):
            event = make_event(author=ada, group=group, hours=number + 1, seats=1)
            for person in (make_person(), ada) if number % 2 else (ada,):  # so that some wait
                answer_event(event, Reply.YES, actor=person)
        with counted(connection) as statements:
            assert client.get(path.format(group=group.slug)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1]


def test_what_is_over_is_ahead_no_more(page, ada, make_event):
    event = make_event("Brief", author=ada)
    assert "Brief" in page("/agenda")
    with clock.stopped_at(event.ends_at):
        assert "Brief" not in page("/agenda")

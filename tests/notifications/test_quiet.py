"""The quiet and absences, as the pages say them."""

from __future__ import annotations

from datetime import time, timedelta

from app.accounts.models import Role
from app.core import clock
from app.notifications.services import choose_attention, plan_absence

NO_BREAK = "\N{NO-BREAK SPACE}"


def test_the_frame_says_when_it_is_quiet_and_leads_to_the_choice(client, make_person):
    ada = make_person(language="fr")
    client.sign_in(ada)
    assert f"Silence de 19{NO_BREAK}h à 8{NO_BREAK}h." in client.get("/").text
    choose_attention(quiet_from=time(21, 30), actor=ada)
    page = client.get("/").text
    assert f"Silence de 21{NO_BREAK}h{NO_BREAK}30 à 8{NO_BREAK}h." in page
    assert 'href="/notifications/settings#when"' in page
    choose_attention(keeps_quiet=False, actor=ada)
    assert "Silence de" not in client.get("/").text


def test_colleagues_read_until_when_somebody_is_away_and_guests_do_not(client, make_person, make_group):
    ada, ben, guest = make_person("Ada"), make_person("Ben", language="en"), make_person("Guy", Role.GUEST)
    make_group(owner=ada, members=(ben, guest))
    today = clock.now().date()
    plan_absence(today, today + timedelta(days=3), actor=ada)
    client.sign_in(ben)
    for address in (f"/people/{ada.handle}", f"/people/{ada.id}/card"):
        assert "Away until" in client.get(address).text
    client.sign_in(guest)
    assert "jusqu’au" not in client.get(f"/people/{ada.id}/card").text

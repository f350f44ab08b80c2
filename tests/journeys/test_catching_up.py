"""Being away: who comes back sees everything as it is by now, however far up it stands."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.waiting import until

MORE_THAN_A_PAGE = 120
"""Messages: more than the server lists at once."""


def say(account, conversation, body, **more):
    said = {"client_id": str(uuid4()), "body": body, **more}
    return account.post(f"/conversations/{conversation}/messages", said)["id"]


def up(page):
    """Scroll to the earliest message that is shown, at which those before it come."""
    page.locator("[data-scroll]").first.evaluate("box => box.scrollTo(0, -box.scrollHeight)")


def among_three(company):
    """A conversation of Moussa's with Emma and Clara, of its own."""
    people = [company.account(who).get("/me")["id"] for who in ("emma", "clara")]
    return company.account("moussa").post("/conversations", {"person_ids": people, "title": "Inventaire"})["id"]


@in_both
def test_what_was_changed_far_up_while_one_was_away_is_as_it_is_now(come, company):
    moussa, where = company.account("moussa"), among_three(company)
    first, second, *_ = [say(moussa, where, f"Palette {number}") for number in range(MORE_THAN_A_PAGE)]
    emma = come("emma")
    page = emma.open(f"/messages/{where}")
    emma.hear()
    lines = page.locator("[data-message]")
    until(lambda: up(page) or lines.filter(has_text=re.compile(r"Palette 0\b")).count())
    emma.context.set_offline(True)
    moussa.patch(f"/messages/{first}", {"body": "Palette zéro, recomptée"})
    moussa.ask("DELETE", f"/messages/{second}")
    emma.context.set_offline(False)
    expect(page.locator(f'[data-message="{first}"]')).to_contain_text("recomptée")
    expect(page.locator(f'[data-message="{second}"]')).to_contain_text(emma.say("Message deleted"))
    expect(page.locator(f'[data-message="{second}"]')).not_to_contain_text("Palette")


@in_both
def test_what_was_changed_in_an_open_thread_while_one_was_away_is_as_it_is_now(come, company):
    moussa, where = company.account("moussa"), among_three(company)
    root = say(moussa, where, "Qui compte les palettes ?")
    answer = say(moussa, where, "Personne.", thread_id=root)
    for number in range(MORE_THAN_A_PAGE):
        say(moussa, where, f"Palette {number}")
    emma = come("emma")
    page = emma.open(f"/messages/{where}?thread={root}")
    emma.hear()
    thread = page.locator(f'[data-thread="{root}"]')
    expect(thread).to_contain_text("Personne.")
    emma.context.set_offline(True)
    moussa.patch(f"/messages/{root}", {"body": "Qui recompte les palettes ?"})
    moussa.patch(f"/messages/{answer}", {"body": "Moi, demain."})
    emma.context.set_offline(False)
    expect(thread).to_contain_text("Moi, demain.")
    expect(thread).to_contain_text("Qui recompte les palettes ?")

"""What is pushed tells nobody of what they may not see, whoever was notified of it."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import BrowserSession
from app.accounts.services import open_session
from app.core.db import session
from app.core.events import command
from app.delivery.push.messages import compose
from app.delivery.push.models import Browser
from app.notifications.kinds import DEFAULTS
from app.notifications.models import Notification
from app.notifications.queries import find_notification
from app.notifications.services import choose
from tests.delivery.test_audience import PLACES, tell_of_everything
from tests.support.world import CAST, INSIDERS


@command
def make_browser(person):
    open_session(person, device="phone")
    opened = session.scalars(select(BrowserSession).where(BrowserSession.person_id == person.id)).first()
    keys = {"endpoint": f"https://push.example/{person.handle}", "p256dh": "", "auth": ""}
    browser = Browser(person_id=person.id, session_id=opened.id, **keys)
    session.add(browser)
    session.flush()
    return browser


def test_no_push_tells_anybody_of_what_they_may_not_see(app, world):
    for name in CAST[1:]:
        person = world.person(name)
        choose({kind: {"push": True} for kind in DEFAULTS}, actor=person)
        tell_of_everything(world, person)
        browser, secrets = make_browser(person), 0
        own = select(Notification).where(Notification.person_id == person.id, Notification.key.startswith("all:"))
        told = session.scalars(own).all()
        assert len(told) == 3 * len(PLACES) - 1
        for item in told:
            message = compose(browser, [(browser.id, item.id, "")])
            assert (message is not None) == (find_notification(item.id, viewer=person) is not None)
            secrets += message is not None and world.canary in str(message.content)
        assert bool(secrets) == (name in INSIDERS)

"""Mail leaves once, again where it must, and never for nothing; who minds the house is told when it does not."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import invite_person, request_reset, withdraw_invitation
from app.core import clock, outbox
from app.core.db import Model, session
from app.core.mailserver import read_mail_server
from app.delivery.listeners import mail_notification
from app.delivery.models import Mail, State
from app.delivery.post import POST, Post
from app.delivery.queries import examine
from app.delivery.services import PAUSES, forget_old_mails
from app.delivery.transports import Smtp
from app.feed.services import publish_post
from app.notifications.events import NotificationCreated
from app.notifications.kinds import Kind
from app.notifications.queries import list_notifications
from tests.support.mail import link_in
from tests.support.waiting import free_port

LATER = "451 4.3.0 come back"


@pytest.fixture
def mention(make_person):
    """Somebody is mentioned; gives whom it concerns."""

    def mention(ben=None):
        ben = ben or make_person()
        publish_post(body=f"Ask @{ben.handle}", actor=make_person("Ada"))
        return ben

    return mention


@pytest.fixture
def admin(make_person):
    return make_person("Emma", Role.MEMBER, Role.ADMIN)


@pytest.fixture
def after(drain):
    """Let the worker do what is due after so many minutes."""

    def after(minutes):
        with clock.stopped_at(clock.from_now(minutes=minutes)):
            drain()

    return after


def rows():
    session.expire_all()
    return session.query(Mail).order_by(Mail.created_at).all()


def told(admin):
    return [item.subject for item in list_notifications(admin).items if item.kind == Kind.SERVICE]


def test_a_mail_goes_through_a_real_server(mention, mail_server, drain):
    ben = mention()
    drain()
    (taken,) = mail_server.taken
    assert (taken.sender, taken.recipients) == ("parvis@house.example", [ben.email])
    assert mail_server.mails[0]["Subject"] == "Ada vous mentionne"
    assert [(mail.state, mail.tries) for mail in rows()] == [(State.SENT, 1)]


def test_the_same_fact_again_sends_nothing_again(mention, mail_server, drain):
    ben = mention()
    drain()
    (waiting,) = list_notifications(ben).items
    mail_notification(NotificationCreated(waiting.id, ben.id))
    assert len(mail_server.taken) == 1


def test_what_was_not_taken_is_tried_again_and_is_the_same_mail(mention, mail_server, drain, after):
    mail_server.answers["DATA"] += [LATER]
    mention()
    drain()
    drain()
    assert mail_server.taken == []
    after(2)
    (first,) = mail_server.mails
    assert [(mail.state, mail.tries, f"<{mail.id}@house.example>") for mail in rows()] == [
        (State.SENT, 2, first["Message-ID"])
    ]
    after(60)
    assert len(mail_server.taken) == 1


def test_one_mail_that_is_not_taken_holds_no_other_up(mention, mail_server, drain):
    mail_server.answers["RCPT"] += [LATER]
    first, second = mention(), mention()
    drain()
    assert [taken.recipients for taken in mail_server.taken] == [[second.email]]
    assert {mail.address: mail.state for mail in rows()} == {first.email: State.WAITING, second.email: State.SENT}


def test_an_address_that_is_refused_is_given_up_at_once_and_the_administration_told(
    mention, mail_server, drain, after, admin
):
    mail_server.answers["RCPT"] += ["550 5.1.1 nobody of that name"]
    mention()
    drain()
    after(60)
    assert mail_server.taken == []
    assert [(mail.state, mail.fault) for mail in rows()] == [(State.FAILED, "550 5.1.1 nobody of that name")]
    assert told(admin) == ["des e-mails ne partent pas"]
    assert "1 mails of the last 7 days were given up" in examine()


def test_a_dead_server_is_tried_with_growing_pauses_and_then_given_up(mention, app, drain, admin):
    way = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    app.extensions[POST] = Post(way, "parvis@house.example")
    mention()
    moments = [clock.now()]
    for pause in PAUSES:
        with clock.stopped_at(moments[-1]):
            drain()
        assert rows()[0].tries == len(moments)
        assert ("des e-mails ne partent pas" in told(admin)) == (len(moments) >= 4)
        moments.append(moments[-1] + pause)
    assert "wait since half an hour or longer" in stopped(moments[-1], examine)
    with clock.stopped_at(moments[-1]):
        drain()
    assert [(mail.state, mail.tries) for mail in rows()] == [(State.FAILED, len(PAUSES) + 1)]
    assert moments[-1] - moments[0] > 24 * (moments[1] - moments[0])
    assert outbox.waiting() == 0


def stopped(moment, ask):
    with clock.stopped_at(moment):
        return ask()


def test_a_server_that_is_away_is_asked_once_and_not_for_each_mail(mention, app, drain, mail_server, after):
    working = app.extensions[POST]
    way = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    away = app.extensions[POST] = Post(way, "parvis@house.example")
    for _ in range(5):
        mention()
    drain()
    assert sum(mail.tries for mail in rows()) == 1
    assert away.rests_until is not None
    app.extensions[POST] = working
    after(5)
    assert len(mail_server.taken) == 5


def test_a_link_that_was_withdrawn_or_is_too_old_is_not_sent(make_person, mail_server, drain, after, admin):
    mail_server.answers["RCPT"] += [LATER, LATER]
    invitation = invite_person(email="new@house.example", actor=admin)
    request_reset(email=make_person().email)
    drain()
    withdraw_invitation(invitation.id, actor=admin)
    after(3 * 60)
    assert mail_server.taken == []
    assert [mail.state for mail in rows()] == [State.DROPPED, State.DROPPED]


def test_the_secret_of_a_link_is_kept_nowhere_and_told_to_nobody_else(mail_server, drain, admin, announced):
    def kept():
        return " ".join(repr(session.execute(select(table)).all()) for table in Model.metadata.sorted_tables)

    mail_server.answers["DATA"] += [LATER]
    invite_person(email="new@house.example", actor=admin)
    waiting = kept()
    drain()
    waiting += kept()
    with clock.stopped_at(clock.from_now(minutes=5)):
        drain()
    secret = link_in(mail_server.mails[0], "/join/").rpartition("/")[2]
    assert "InvitationSent" in waiting
    assert secret not in waiting + kept() + repr(announced)


def test_what_ended_long_ago_is_forgotten(mention, mail_server, drain):
    mention()
    drain()
    with clock.stopped_at(clock.from_now(days=89)):
        forget_old_mails()
    assert len(rows()) == 1
    with clock.stopped_at(clock.from_now(days=91)):
        forget_old_mails()
    assert rows() == []


def test_a_check_says_that_the_server_is_not_there(app, mail_server):
    assert examine() is None
    way = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    app.extensions[POST] = Post(way, "parvis@house.example")
    assert "Connection refused" in examine()

"""Rounds of digests: each person once, whatever becomes of the mail server, and in few statements."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person, Role
from app.core import clock
from app.core.db import session
from app.delivery import digests
from app.delivery.models import Mail, State
from app.delivery.services import digesting, keep_up, send_digests
from app.feed.services import publish_comment, publish_post
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.notifications.services import choose_attention
from tests.delivery.test_digests import FRIDAY, MONDAY
from tests.support.statements import counted

LATER = "451 4.3.0 come back"


@pytest.fixture
def staff(make_person, drain):
    """Six people to whom something was said on Friday."""
    with clock.stopped_at(FRIDAY):
        people = [make_person(f"Person {number}", language="en") for number in range(6)]
        publish_post(body="To all of you", actor=make_person("David", Role.MEMBER, Role.COMMUNICATION))
        keep_up()
        drain()
    return people


@pytest.fixture
def at(drain):
    """Let the worker do what it does at a moment."""

    def at(moment):
        with clock.stopped_at(moment):
            keep_up()
            drain()

    return at


def states():
    session.expire_all()
    return Counter(session.scalars(select(Mail.state)))


def test_a_round_is_one_conversation(staff, mail_server, at):
    at(MONDAY)
    assert Counter(taken.recipients[0] for taken in mail_server.taken) == Counter(person.email for person in staff)
    assert len({taken.peer for taken in mail_server.taken}) == 1


def test_where_the_server_dies_half_way_the_rest_waits_and_goes_on(staff, mail_server, at):
    mail_server.dies_after = 3
    at(MONDAY)
    assert len(mail_server.taken) == 3
    assert (states()[State.SENT], states()[State.FAILED]) == (3, 0)
    at(MONDAY + timedelta(seconds=30))  # it is left alone for a while
    assert len(mail_server.taken) == 3
    mail_server.dies_after = None
    at(MONDAY + timedelta(minutes=2))
    assert Counter(taken.recipients[0] for taken in mail_server.taken) == Counter(person.email for person in staff)
    assert states() == {State.SENT: 6, State.DROPPED: 1}  # nothing was new to David


def test_one_that_is_not_taken_holds_no_other_up_and_comes_later(staff, mail_server, at):
    mail_server.answers["DATA"] += [LATER]
    mail_server.answers["RCPT"] += ["250 taken", "550 5.1.1 nobody of that name"]
    at(MONDAY)
    assert states() == {State.SENT: 4, State.FAILED: 1, State.WAITING: 1, State.DROPPED: 1}
    at(MONDAY + timedelta(minutes=2))
    assert states() == {State.SENT: 5, State.FAILED: 1, State.DROPPED: 1}
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == 5


def test_one_that_cannot_be_written_holds_no_other_up(staff, mail_server, at, monkeypatch, caplog):
    def write(person, *rest, **more):
        if person.id == staff[0].id:
            raise ZeroDivisionError
        return digests.letter_of_digest(person, *rest, **more)

    monkeypatch.setattr(digesting, "letter_of_digest", write)
    at(MONDAY)
    assert len(mail_server.taken) == 5
    (waiting,) = session.scalars(select(Mail).where(Mail.state == State.WAITING))
    assert waiting.fault == "not written: ZeroDivisionError"


def test_a_round_ends_after_a_while_and_lets_others_have_their_turn(staff, mail_server, monkeypatch):
    monkeypatch.setattr(digesting, "SECONDS_A_ROUND", 0)
    with clock.stopped_at(MONDAY):
        keep_up()
        with pytest.raises(digesting.outbox.Later):
            send_digests()
    assert mail_server.taken == []


def test_the_name_of_a_digest_is_made_of_person_and_day(staff, mail_server, at):
    """What was handed over and not kept, by a worker that was killed, comes again under the same name."""
    at(MONDAY)
    before = {mail["Message-ID"] for mail in mail_server.mails}
    session.query(Mail).delete()
    session.query(digesting.Digest).update({"settled_until": FRIDAY, "told_until": None, "due_at": MONDAY})
    at(MONDAY)
    assert len(mail_server.taken) == 12
    assert {mail["Message-ID"] for mail in mail_server.mails} == before


def test_a_digest_of_much_takes_as_few_statements_as_one_of_little(make_person, make_group, connection, drain):
    def statements(many):
        with clock.stopped_at(FRIDAY):
            ada, ben = make_person("Ada"), make_person("Ben", language="en")
            for _ in range(many):
                group = make_group(owner=ada, members=(ben,), access=Access.CLOSED)
                post = publish_post(body=f"For you, @{ben.handle}", group=group, actor=ada)
                for _again in range(2):
                    publish_comment(post, body=f"And @{ben.handle}", actor=ada)
                publish_post(body="Who?", group=group, parts=[NewQuestion()], actor=ada)
            drain()
        with clock.stopped_at(MONDAY):
            ben_id = ben.id
            session.expunge_all()
            person = session.get_one(Person, ben_id)
            wish = choose_attention(actor=person)
            session.refresh(person)  # a command forgets the rows
            with counted(connection) as sent:
                assert digests.letter_of_digest(person, wish, since=FRIDAY - timedelta(minutes=1))
        return sent

    little, much = statements(1), statements(8)
    assert len(much) <= len(little) <= 12

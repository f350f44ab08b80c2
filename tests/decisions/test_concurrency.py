"""Many at once: however often somebody votes at the same moment, one of their votes counts."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict
from app.decisions.counting import participation
from app.decisions.models import Ballot, SecretVote, Vote
from app.decisions.services import cast_vote, open_ballot, open_proposal

TIMES = 8


@pytest.mark.parametrize(("secret", "changeable"), [(False, True), (False, False), (True, True), (True, False)])
def test_of_many_votes_of_one_person_at_once_one_counts(own_house, secret, changeable):
    with own_house.app_context():
        ada = create_person(email="ada@x.example", name="Ada", roles=(Role.MEMBER,), actor=None)
        proposal = open_proposal(title="A crane", body="It is back.", actor=ada)
        ends = {"closes_at": clock.from_now(hours=1), "electorate": {"everyone": True}}
        ballot_id = open_ballot(proposal, **ends, secret=secret, changeable=changeable, actor=ada).id
        person_id = ada.id
        session.remove()
    barrier, surprises = threading.Barrier(TIMES), []

    def vote(number):
        with own_house.app_context():
            try:
                ballot, actor = session.get(Ballot, ballot_id), session.get(Person, person_id)
                barrier.wait()
                cast_vote(ballot, {"choice": "yes" if number % 2 else "no"}, actor=actor)
            except Conflict:
                pass  # the second of votes that cannot be changed
            except Exception as error:  # noqa: BLE001 (whatever it was, the test tells it)
                surprises.append(error)
            finally:
                session.remove()

    threads = [threading.Thread(target=vote, args=(number,)) for number in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert surprises == []
    with own_house.app_context():
        kept = session.scalar(select(func.count()).select_from(SecretVote if secret else Vote))
        assert (kept, participation(session.get(Ballot, ballot_id)).turnout) == (1, 1)
        session.remove()

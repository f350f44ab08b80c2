"""How often the pages of decisions ask the database: as often for twenty rows as for two."""

from __future__ import annotations

import pytest

from app.core.db import session
from app.decisions import queries
from app.decisions.boards import fill_board
from app.decisions.items import decision_items, proposal_items
from app.decisions.presenting import describe
from app.decisions.services import comment_on_proposal, edit_proposal
from tests.support.statements import counted


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


def statements_of(connection, viewer, action):
    """The statements of an action that finds nothing in memory but who asks."""
    session.commit()
    assert viewer.roles
    for thing in [thing for thing in session if thing is not viewer]:
        session.expunge(thing)
    with counted(connection) as statements:
        action()
    return len(statements)


def test_the_board_takes_as_many_statements_however_much_is_on_it(connection, ada, make_proposal, make_ballot):
    def show():
        board = fill_board(ada)
        assert all(proposal.author.name for filled in board.columns for proposal in filled.proposals)

    taken = []
    for count in (1, 6):
        for _ in range(count):
            make_proposal()
            make_ballot(make_proposal())
        taken.append(statements_of(connection, ada, show))
    assert taken[0] == taken[1]


def test_lists_and_the_register_take_as_many_statements_for_many_rows(
    connection, ada, make_proposal, make_ballot, decide
):
    def show():
        proposal_items(queries.list_proposals(ada, limit=50).items)
        decision_items(queries.list_decisions(ada, limit=50).items)

    taken = []
    for count in (1, 6):
        for _ in range(count):
            decide(make_ballot(make_proposal()), {ada: "yes"})
        taken.append(statements_of(connection, ada, show))
    assert taken[0] == taken[1]


def test_a_proposal_takes_as_many_statements_however_long_its_story(connection, ada, make_person, make_proposal):
    proposal_id = make_proposal(author=ada).id

    def show():
        found = queries.get_proposal(proposal_id, viewer=ada)
        shown = describe(found, ada)
        assert all(version.author.name for version in shown["versions"])
        assert all(comment.author.name for comment in queries.list_comments(found, limit=100).items)

    taken = []
    for count in (1, 8):
        proposal = queries.get_proposal(proposal_id, viewer=ada)
        for number in range(count):
            comment_on_proposal(proposal, body="Good.", actor=make_person())
            edit_proposal(proposal, body=f"{count} {number}", actor=ada)
        taken.append(statements_of(connection, ada, show))
    assert taken[0] == taken[1]

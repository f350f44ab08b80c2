"""Sharing: who holds more than another lets that one go first."""

from app.core.sharing import SLACK, Shares


def test_who_holds_more_than_another_lets_it_go_first():
    shares = Shares(2)
    shares.take_place(0)
    assert not shares.is_ahead(SLACK)
    assert shares.is_ahead(SLACK + 1)
    shares.take_place(1)
    assert not shares.is_ahead(2)
    shares.take_place(0)
    assert not shares.is_ahead(SLACK + 2)


def test_a_process_that_follows_another_has_its_place_and_begins_with_nothing():
    shares = Shares(2)
    shares.take_place(1)
    shares.is_ahead(50)
    assert shares.give_place(taken=[0]) == 1
    shares.take_place(0)
    assert shares.is_ahead(SLACK + 1)

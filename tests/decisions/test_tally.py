"""Every way of voting counts as its rule says, whatever the votes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.tally import COUNTS, Method, Question

OPTIONS = ("a", "b", "c", "d")
COSTS = {"a": 3, "b": 2, "c": 2, "d": 5}
QUESTION = Question(OPTIONS, COSTS, amount=6)

subsets = st.lists(st.sampled_from(OPTIONS), unique=True)
numbers = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5))
VOTES = {
    Method.YES_NO: st.fixed_dictionaries({"choice": st.sampled_from(["yes", "no", "abstain"])}),
    Method.CONSENT: st.fixed_dictionaries({"choice": st.sampled_from(["consent", "object", "abstain"])}),
    Method.APPROVAL: st.fixed_dictionaries({"options": subsets}),
    Method.SCORE: st.fixed_dictionaries({"scores": numbers}),
    Method.RANKED: st.fixed_dictionaries({"ranking": subsets}),
    Method.SCHULZE: st.fixed_dictionaries({"ranking": subsets}),
    Method.DOTS: st.fixed_dictionaries({"dots": numbers}),
    Method.BUDGET: st.fixed_dictionaries({"options": subsets}),
}
elections = st.sampled_from(list(Method)).flatmap(
    lambda method: st.tuples(st.just(method), st.lists(VOTES[method], max_size=12), st.randoms())
)


def rankings(*groups):
    return [{"ranking": list(order)} for number, order in groups for _ in range(number)]


@given(elections)
def test_the_order_in_which_votes_came_changes_nothing(election):
    method, votes, random = election
    shuffled = random.sample(votes, len(votes))
    assert COUNTS[method](votes, QUESTION) == COUNTS[method](shuffled, QUESTION)


@given(elections)
def test_nobody_wins_without_votes_and_who_wins_stood(election):
    method, votes, _ = election
    result = COUNTS[method](votes, QUESTION)
    assert set(result.winners) <= set(OPTIONS)
    assert not COUNTS[method]([], QUESTION).accepted
    if method not in {Method.YES_NO, Method.CONSENT}:
        assert result.accepted == bool(result.winners)


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.SCORE, Method.RANKED, Method.SCHULZE, Method.DOTS])
@given(data=st.data())
def test_with_all_votes_alike_the_favourite_wins(method, data):
    favourite = data.draw(st.sampled_from(OPTIONS))
    vote = {"options": [favourite], "ranking": [favourite], "scores": {favourite: 5}, "dots": {favourite: 3}}
    assert COUNTS[method]([vote] * 3, QUESTION).winners == (favourite,)


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.SCORE, Method.RANKED, Method.SCHULZE, Method.DOTS])
def test_of_equals_the_first_in_the_published_order_wins(method):
    votes = [
        {"options": [option], "ranking": [option], "scores": {option: 4}, "dots": {option: 4}} for option in ("b", "a")
    ]
    for order in (("a", "b"), ("b", "a")):
        result = COUNTS[method](votes, Question(order))
        assert result.winners == (order[0],)
        assert result.figures["tie_decided"]


@pytest.mark.parametrize(
    ("choices", "accepted"),
    [("yes yes no", True), ("yes no", False), ("abstain", False), ("yes abstain abstain", True)],
)
def test_more_yes_than_no_carries_it(choices, accepted):
    votes = [{"choice": choice} for choice in choices.split()]
    assert COUNTS[Method.YES_NO](votes, Question()).accepted is accepted


@pytest.mark.parametrize(
    ("choices", "accepted"), [("consent abstain", True), ("consent consent object", False), ("abstain", False)]
)
def test_one_objection_is_enough_against_consent(choices, accepted):
    votes = [{"choice": choice} for choice in choices.split()]
    assert COUNTS[Method.CONSENT](votes, Question()).accepted is accepted


def test_instant_run_off_gives_the_votes_of_the_last_to_their_second_choice():
    votes = rankings((8, "ab"), (7, "cb"), (2, "bc"))
    result = COUNTS[Method.RANKED](votes, Question(("a", "b", "c")))
    assert result.winners == ("c",)
    assert [around["eliminated"] for around in result.figures["rounds"]] == ["b", None]


@given(st.lists(VOTES[Method.RANKED], min_size=1))
def test_whoever_more_than_half_put_first_wins_the_run_off(votes):
    firsts = Counter(vote["ranking"][0] for vote in votes if vote["ranking"])
    cast = firsts.total()
    majority = [option for option, number in firsts.items() if 2 * number > cast]
    if majority:
        assert COUNTS[Method.RANKED](votes, QUESTION).winners == tuple(majority)


def test_schulze_settles_the_example_of_its_paper():
    votes = rankings(
        (5, "acbed"), (5, "adecb"), (8, "bedac"), (3, "cabed"), (7, "caebd"), (2, "cbade"), (7, "dceba"), (8, "ebadc")
    )
    assert COUNTS[Method.SCHULZE](votes, Question(tuple("abcde"))).winners == ("e",)


@given(st.lists(VOTES[Method.SCHULZE], min_size=1))
def test_schulze_elects_whoever_beats_every_other(votes):
    result = COUNTS[Method.SCHULZE](votes, QUESTION)
    preferred = result.figures["preferred"]
    beating = [one for one in OPTIONS if all(preferred[one][x] > preferred[x][one] for x in OPTIONS if x != one)]
    if beating:
        assert result.winners == tuple(beating)


@given(st.lists(VOTES[Method.BUDGET]))
def test_a_budget_is_never_overspent_and_pays_for_nothing_unwanted(votes):
    result = COUNTS[Method.BUDGET](votes, QUESTION)
    assert result.figures["spent"] == sum(COSTS[option] for option in result.winners) <= QUESTION.amount
    assert all(result.figures["totals"][option] for option in result.winners)


def test_a_budget_passes_over_what_no_longer_fits():
    votes = [{"options": ["a"]}] * 3 + [{"options": ["d"]}] * 2 + [{"options": ["b"]}]
    assert COUNTS[Method.BUDGET](votes, QUESTION).winners == ("a", "b")

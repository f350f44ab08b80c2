"""Reading what a person typed."""

from hypothesis import given
from hypothesis import strategies as st

from search.query import LONGEST_TEXT, MOST_WORDS, is_there, parse


def plain(text):
    return [term.plain for term in parse(text).terms]


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    assert plain("la réunion de mai ") == ["reunion", "mai"]
    assert plain("the ") == ["the"]


def test_quotes_of_any_country_ask_for_a_phrase():
    for text in ('"bon de commande"', "« bon de commande »", "“bon de commande”"):
        assert parse(text).phrases == [("bon", "commande")]
    assert parse('un "bon').phrases == []


def test_a_minus_before_a_word_takes_away_and_a_hyphen_does_not():
    wanted = parse('budget -salaires -"prime annuelle" compte-rendu -')
    assert [term.plain for term in wanted.terms] == ["budget", "compte", "rendu"]
    assert [term.plain for term in wanted.unwanted] == ["salaires"]
    assert wanted.unwanted_phrases == [("prime", "annuelle")]


def test_only_the_last_word_is_being_typed():
    assert [term.typing for term in parse("conseil syndi").terms] == [False, True]
    assert not any(term.typing for text in ("conseil ", '"conseil"', "conseil !", "c") for term in parse(text).terms)


def test_a_phrase_overlooks_stop_words_and_accents():
    assert is_there(("mise", "jour"), "La mise à jour d’été")
    assert not is_there(("mise", "ete"), "La mise à jour d’été")


@given(st.text(max_size=2 * LONGEST_TEXT))
def test_any_text_can_be_read(text):
    wanted = parse(text)
    assert len(wanted.terms) <= MOST_WORDS
    assert wanted.empty == (not text[:LONGEST_TEXT].strip())

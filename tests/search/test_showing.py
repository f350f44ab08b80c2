"""What a person is shown: marked passages, suggestions while typing, a better spelling."""

import pytest

from search.engines import Query
from search.highlighting import PASSAGE, Highlighter
from search.query import parse
from tests.search.conftest import ALL


def marked(text, typed):
    pieces = Highlighter(parse(typed).terms).passage(text)
    return "".join(f"[{piece}]" if matched else piece for piece, matched in pieces)


def test_matches_are_marked_as_they_were_written():
    assert marked("Les Congés d’été <b>", "conge ete ") == "Les [Congés] [d’été] <b>"
    assert marked("La photothèque", "photo") == "La [photothèque]"


def test_a_long_text_is_cut_between_words_to_where_it_matches():
    text = "début " * 100 + "le budget des formations est voté " + "fin " * 100
    passage = marked(text, "budget formation ")
    assert passage.startswith("… début")
    assert "le [budget] des [formations] est voté" in passage
    assert passage.endswith("fin …")
    assert len(passage) < PASSAGE + 20


def test_a_text_that_does_not_match_is_shown_from_its_beginning():
    assert marked("mot " * 100, "autre").startswith("mot mot")


def test_the_pieces_of_a_title_make_the_title(write, search_engine):
    write(title="Budget : l’année 2026")
    hit = search_engine.search(Query("année ", ALL)).hits[0]
    assert "".join(piece for piece, _ in hit.marked_title) == hit.title
    assert [piece for piece, matched in hit.marked_title if matched] == ["l’année"]


def suggested(search_engine, typed, audience=ALL):
    return [found.title for found in search_engine.suggest(typed, audience)]


def test_titles_are_suggested_while_their_words_are_typed(write, search_engine):
    write(title="Élodie Martin", kind="person")
    write(title="Martine Dupont", kind="person")
    write(title="Comité social", kind="group")
    assert suggested(search_engine, "mart") == ["Martine Dupont", "Élodie Martin"]
    assert suggested(search_engine, "mart e") == ["Élodie Martin"]
    assert suggested(search_engine, "l’élo") == ["Élodie Martin"]
    assert suggested(search_engine, "x") == suggested(search_engine, "") == suggested(search_engine, "?") == []


def test_no_more_is_suggested_than_asked_for(write, search_engine):
    for _ in range(12):
        write(title="Budget")
    assert len(search_engine.suggest("bud", ALL, limit=5)) == 5


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("reunoin", "réunion"),
        ("la réunoin de mai ", "la réunion de mai "),
        ("developement ", "développement "),
        ("recomandasion", "recommandation"),
        ("l’avoin", "l’avion"),
        ("zzzzzz", None),
        ("xy", None),
        ("réunion", None),
    ],
)
def test_a_better_spelling_is_taken_from_the_texts(write, search_engine, typed, meant):
    write("Réunion sur le développement : une recommandation pour l’avion, en mai.")
    assert search_engine.search(Query(typed, ALL)).did_you_mean == meant


def test_of_two_near_words_the_more_frequent_is_meant(write, search_engine):
    write("prime")
    write("crime")
    write("un crime")
    assert search_engine.search(Query("arime", ALL)).did_you_mean == "crime"

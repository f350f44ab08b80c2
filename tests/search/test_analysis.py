"""What counts as the same word."""

import pytest

from search import analysis


def forms(text):
    return [forms.plain for forms in analysis.forms(analysis.compose(text))]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Éléphant", "elephant"),
        ("Cœur", "coeur"),
        ("ex-æquo", "ex aequo"),
        ("Straße", "strasse"),
        ("l'avion", "avion"),
        ("L’Avion", "avion"),
        ("qu’elles jusqu'ici", "elles ici"),
        ("aujourd’hui", "aujourdhui"),
        ("O’Brien's", "obrien"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁnance", "finance"),
        ("#budget @alice_b 2026", "budget alice_b 2026"),
        ("’ ' _", "_"),
    ],
)
def test_words_are_folded_and_lose_their_elisions(written, folded):
    assert " ".join(forms(written)) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("réunion", "réunions"),
        ("congé", "congés"),
        ("cheval", "chevaux"),
        ("organisation", "organisations"),
        ("décidée", "décider"),
        ("salariés", "salarie"),
        ("salarié", "salaries"),
    ],
)
def test_french_words_share_their_stem(one, other):
    assert analysis.forms_of(one).french & analysis.forms_of(other).french


def test_english_words_share_their_english_stem():
    assert analysis.forms_of("policies").english == analysis.forms_of("policy").english


@pytest.mark.parametrize("word", ["le", "DANS", "était", "the", "d’une"])
def test_words_without_a_subject_are_stop_words(word):
    assert analysis.forms_of(word).stop


@pytest.mark.parametrize("word", ["été", "thé", "mine", "pas", "budget"])
def test_words_that_may_be_looked_for_are_not(word):
    assert not analysis.forms_of(word).stop


def test_an_endless_word_is_cut():
    assert len(analysis.forms_of("x" * 10_000).plain) == analysis.LONGEST_WORD

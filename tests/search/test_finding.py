"""What is found for which words, and in which order."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import BadCursor, Query
from search.engines.whoosh import matching
from tests.search.conftest import ALL, NOON


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("La réunion est reportée.", "reunions"),
        ("les reunions du lundi", "Réunion"),
        ("Un œuvre collective", "oeuvre"),
        ("une oeuvre", "ŒUVRE"),
        ("L’avion de l'équipe", "avion"),
        ("L’avion de l'équipe", "l’équipe"),
        ("Tea, or thé, is served.", "the "),
        ("Straße", "strasse"),
        ("les chevaux de bois", "cheval"),
        ("e\u0301tude", "étude"),
        ("Le compte-rendu", "compte rendu"),
        ("mise à jour du plan", '"mise à jour"'),
        ("La photothèque", "photo"),
        ("Un salarié", "salaries"),
        ("un salarie", "salariés "),
    ],
)
def test_a_text_is_found_by_its_words_in_any_form(write, find, body, text):
    here = write(body)
    write("Autre chose.")
    assert find(text) == [here]


def test_an_english_text_is_found_by_english_forms(write, find):
    here = write("Our policies", language="en")
    assert find("policy ") == [here]


def test_a_phrase_needs_its_words_together(write, find):
    together = write("le bon de commande est signé")
    write("la commande est bonne, un bon point")
    assert find('"bon de commande"') == [together]


def test_a_quoted_word_must_be_there(write, find):
    both, _ = write("le budget annuel"), write("la prime annuelle")
    assert find('annuel "budget"') == [both]


def test_a_minus_takes_away_every_form_of_a_word_and_phrases_as_such(write, find):
    plain, other = write("budget"), write("budget de la prime, pas annuelle")
    write("budget des salaires")
    write("budget : prime annuelle")
    assert set(find('budget -salaire -"prime annuelle"')) == {plain, other}


def test_exclusions_alone_leave_all_the_rest(write, find):
    kept, _ = write("congés"), write("budget")
    assert find("-budget") == [kept]


def test_texts_with_all_the_words_come_before_those_with_some(write, find):
    both = write("Le budget du service " + "qui ne dit rien " * 40 + " et les formations")
    some = write("formations formations formations", title="formations")
    assert find("budget formation ") == [both, some]


def test_a_title_counts_more_than_a_body_and_the_word_itself_more_than_its_stem(write, find):
    stem, body, title = write("martine"), write("martin"), write(title="martin")
    assert find("martin ") == [title, body, stem]


def test_of_equal_texts_the_newest_comes_first(write, find):
    old, new = write("grève", at=NOON), write("grève", at=NOON + timedelta(days=300))
    assert find("grève ") == [new, old]


def test_a_rare_word_counts_more_than_a_common_one(write, find):
    for _ in range(8):
        write("réunion")
    rare = write("comité")
    assert find("comité réunion ")[0] == rare


def test_criteria_narrow_what_is_found(write, find):
    here = write("grève", kind="comment", group_id="7", author_id="3", at=NOON)
    for other in ({"kind": "post"}, {"group_id": "8"}, {"author_id": "4"}, {"at": NOON + timedelta(days=1)}):
        write("grève", **({"kind": "comment", "group_id": "7", "author_id": "3", "at": NOON} | other))
    criteria = {"kinds": frozenset({"comment"}), "group_id": "7", "author_id": "3"}
    assert find("grève", since=NOON, until=NOON + timedelta(hours=1), **criteria) == [here]
    assert find("", **criteria, until=NOON + timedelta(hours=1)) == [here]
    assert find("grève", group_id="unknown") == []


def test_an_empty_text_lists_the_newest_first_and_one_without_words_nothing(write, find):
    first, second = write("un"), write("deux")
    assert find("  ") == [second, first]
    assert find("?!") == []


def test_the_counts_are_by_kind_whatever_kinds_are_asked_for(write, search_engine):
    for kind in ("post", "post", "comment", "file"):
        write("grève", kind=kind)
    write("autre", kind="file")
    page = search_engine.search(Query("grève", ALL, kinds=frozenset({"post"}), limit=1))
    assert page.facets == {"post": 2, "comment": 1, "file": 1}
    assert page.complete


def test_pages_follow_each_other_without_gap_or_repetition_while_documents_are_added(write, search_engine):
    written = {write(f"grève {number}", at=NOON) for number in range(7)}
    seen, cursor = [], None
    while True:
        page = search_engine.search(Query("grève ", ALL, limit=2, cursor=cursor))
        seen += [hit.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
        write("grève", title="grève : toutes les nouvelles sur la grève", at=NOON + timedelta(days=1))
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == written


@pytest.mark.parametrize("cursor", ["", "x", "ÿ", "W10=", "WzEsMiwzLDRd", "eyJhIjoxfQ==", "WyJhIixudWxsLDFd"])
def test_a_cursor_that_no_page_gave_out_is_refused(search_engine, cursor):
    with pytest.raises(BadCursor):
        search_engine.search(Query("grève", ALL, cursor=cursor))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(['"', "-", "*", "(", "budget", " ", "’", "\x00", "l'", "AND", "~"])).map("".join)
)
def test_no_text_breaks_the_search(search_engine, text):
    search_engine.search(Query(text, ALL))
    search_engine.suggest(text, ALL)


def test_a_search_that_would_take_too_long_is_cut_short_and_says_so(write, search_engine, monkeypatch):
    old = write("grève", at=NOON)
    new = write("grève", at=NOON + timedelta(days=1))
    write("comité", at=NOON - timedelta(days=1))
    monkeypatch.setattr(matching, "BUDGET", 1)
    page = search_engine.search(Query("grève comiti ", ALL))
    assert ([hit.id for hit in page.hits], page.complete) == ([new], False)
    assert page.did_you_mean is None
    monkeypatch.undo()
    assert [hit.id for hit in search_engine.search(Query("grève ", ALL)).hits] == [new, old]


def test_a_phrase_that_could_not_be_looked_for_everywhere_is_neither_shown_nor_ruled_out(write, find, monkeypatch):
    for day in range(3):
        write("prime annuelle", at=NOON + timedelta(days=day))
    monkeypatch.setattr(matching, "MOST_CHECKED", 1)
    assert find('"prime annuelle"') == ["3"]
    assert find('prime -"prime annuelle"') == []

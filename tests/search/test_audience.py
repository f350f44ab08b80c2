"""Nobody learns of a document that is not for them: not by hits, counts, order, suggestions or corrections."""

import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import analysis
from search.documents import Document
from search.engines import Query
from search.engines.whoosh import WhooshEngine
from tests.search.conftest import ALL, numbered

WORDS = ["budget", "budgets", "grève", "greve", "prime", "crime", "congés", "réunion"]
TOKENS = ["all", "group:1", "group:2", "person:1", "conversation:1"]
START = datetime(2026, 1, 1, tzinfo=UTC)

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
audiences = st.frozensets(st.sampled_from(TOKENS), max_size=3)
documents = st.builds(
    Document,
    kind=st.sampled_from(["post", "comment", "person"]),
    id=st.sampled_from("abcdef"),
    title=texts,
    body=texts,
    at=st.integers(0, 10).map(lambda days: START + timedelta(days=days)),
    group_id=st.sampled_from([None, "1", "2"]),
    author_id=st.sampled_from([None, "1"]),
    audience=audiences,
)
typed = st.sampled_from([*WORDS, "", "bud", "grve", "prme", '"budget grève"', "-budget", "budget -prime", "b", "arime"])


@settings(max_examples=120, deadline=None)
@example(
    [
        [numbered(1, at=START, audience=frozenset())] * 3 + [numbered(1, body="greve", at=START)],
        [numbered(2, body="grève", at=START)],
    ],
    ALL,
    "grve",
)
@given(st.lists(st.lists(documents, max_size=5), min_size=1, max_size=4), audiences, typed)
def test_what_is_answered_is_the_same_as_if_the_rest_did_not_exist(batches, viewer, text):
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(WhooshEngine(Path(folder) / "whole")) as whole,
        closing(WhooshEngine(Path(folder) / "allowed")) as allowed,
    ):
        for engine in (whole, allowed):
            engine.clear()
        for batch in batches:
            whole.index(batch)
        last = {document.key: document for batch in batches for document in batch}
        visible = {key: document for key, document in last.items() if document.audience & viewer}
        allowed.index(visible.values())
        page, expected = (engine.search(Query(text, viewer)) for engine in (whole, allowed))
        assert {(hit.kind, hit.id) for hit in page.hits} <= visible.keys()
        assert {(hit.kind, hit.id) for hit in page.hits} == {(hit.kind, hit.id) for hit in expected.hits}
        assert page.facets == expected.facets
        assert page.did_you_mean == expected.did_you_mean
        assert set(whole.suggest(text, viewer)) == set(allowed.suggest(text, viewer))
        assert words_of(page.did_you_mean) <= words_of(text, *(f"{d.title} {d.body}" for d in visible.values()))
        assert set(whole.keys()) == last.keys()


def words_of(*texts):
    return {forms.plain for text in texts if text for forms in analysis.forms(text)}


def test_the_order_of_the_hits_tells_nothing_of_hidden_documents(write, find):
    budget, strike = write("budget"), write("grève")
    before = find("budget grève ")
    for _ in range(40):
        write("grève", audience=frozenset({"group:secret"}))
    assert find("budget grève ") == before
    assert set(before) == {budget, strike}


def test_an_empty_audience_is_found_by_nobody_and_a_viewer_without_tokens_finds_nothing(write, search_engine, find):
    write("grève", title="grève", audience=frozenset())
    write("grève", title="grève")
    assert len(find("grève")) == 1
    assert find("grève", frozenset()) == find("", frozenset()) == []
    assert search_engine.suggest("gr", frozenset()) == ()
    assert search_engine.search(Query("greev", frozenset())).did_you_mean is None
    assert search_engine.count() == 2


def test_a_document_that_changes_its_audience_is_gone_for_those_who_lost_it(search_engine, make_document, find):
    document = make_document(title="grève", audience=frozenset({"group:1"}))
    search_engine.index([document])
    assert find("grève", frozenset({"group:1"})) == [document.id]
    search_engine.index([make_document(title="grève", id=document.id, audience=frozenset({"group:2"}))])
    assert find("grève", frozenset({"group:1"})) == []
    assert find("grève", frozenset({"group:2"})) == [document.id]


def test_tokens_are_compared_whole(write, find):
    write("grève", audience=frozenset({"group:12"}))
    assert find("grève", frozenset({"group:1"}) | ALL) == []


def test_hundreds_of_audiences_are_kept_apart(search_engine, make_document, find):
    written = [make_document(body="grève", audience=frozenset({f"group:{number}"})) for number in range(600)]
    search_engine.index(written)
    search_engine.tidy()
    for number in (0, 1, 255, 256, 257, 599):
        assert find("grève", frozenset({f"group:{number}"})) == [written[number].id]
    assert len(find("grève", frozenset({"group:3", "group:300"}))) == 2

"""An engine on a directory of its own, and documents with as little said as a test needs."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from search.documents import EVERYBODY, Document
from search.engines import Query
from search.engines.whoosh import WhooshEngine

ALL = frozenset({EVERYBODY})
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def search_engine(tmp_path):
    made = WhooshEngine(tmp_path / "search")
    made.clear()
    yield made
    made.close()


def numbered(number, title="", body="", **values):
    """A document for everybody, unless `values` say otherwise."""
    given = {
        "kind": "post",
        "id": str(number),
        "at": NOON + timedelta(minutes=number),
        "group_id": None,
        "author_id": None,
        "audience": ALL,
    }
    return Document(title=title, body=body, **(given | values))


@pytest.fixture
def make_document():
    numbers = count(1)

    def make(title="", body="", **values):
        return numbered(next(numbers), title, body, **values)

    return make


@pytest.fixture
def write(search_engine, make_document):
    """Index a text for everybody, and give back its identifier."""

    def index(body="", **values):
        document = make_document(body=body, **values)
        search_engine.index([document])
        return document.id

    return index


@pytest.fixture
def find(search_engine):
    """The identifiers of what is found, best first."""

    def search(text, audience=ALL, **criteria):
        return [hit.id for hit in search_engine.search(Query(text, audience, **criteria)).hits]

    return search

"""One place commits, everything else writes inside the command it was called in; and rows are held by name."""

import re

from tests.support.tree import modules

COMMITS = re.compile(
    r"""\.commit\(                            # a session's or a connection's
    | \b(session|engine)\w*(\(\))?\.begin\(   # a transaction that commits at its end
    | ["']\s*COMMIT\s*;?\s*["']               # said in SQL
    """,
    re.VERBOSE | re.IGNORECASE,
)

HOME = "app/core/events.py"

# Who else may, and why.
EXCEPTIONS: dict[str, str] = {
    "app/core/db.py": "reading ends with a commit, at which the driver forgets no plan; nothing is pending then",
    "search/engines/whoosh/store.py": "the search index is no database: it is built anew from the one that is",
}


def committing_lines() -> dict[str, list[int]]:
    found = {
        module.path: [number for number, line in enumerate(module.text.splitlines(), 1) if COMMITS.search(line)]
        for module in modules()
    }
    return {path: numbers for path, numbers in found.items() if numbers and path != HOME}


def test_one_place_commits():
    assert {path: numbers for path, numbers in committing_lines().items() if path not in EXCEPTIONS} == {}


def test_every_exception_is_still_needed_and_gives_its_reason():
    assert set(EXCEPTIONS) <= set(committing_lines())
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


def test_no_row_is_locked_with_what_is_read_along_with_it():
    """PostgreSQL refuses that where it may be missing: `core.db.hold`, or `with_for_update={"of": …}`."""
    assert [module.path for module in modules() if "with_for_update=True" in module.text] == []

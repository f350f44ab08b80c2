"""Both languages are whole: every English string has its French text, set as French is set."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.support.tree import PACKAGES, ROOT

SOURCES = (*PACKAGES, "templates")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.xml", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2), "_l": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

WRONG_TYPOGRAPHY = re.compile(
    r"""\x20[;:!?»]                 # a plain space, where the sign could fall to the next line
    | «\x20
    | \w[;:!?](?=\s|$)              # no space at all
    | '                             # a straight apostrophe
    """,
    re.VERBOSE,
)


@cache
def used_in_sources() -> dict[tuple[str, ...], list[str]]:
    """Each msgid (with its plural, where it has one) and the files that use it."""
    used: dict[tuple[str, ...], list[str]] = defaultdict(list)
    options = {method: {"extensions": "jinja2.ext.i18n", "silent": "false"} for method, _ in METHODS[1:]}
    for folder in SOURCES:
        found = extract_from_dir(ROOT / folder, METHODS, options, keywords=KEYWORDS)
        for path, _line, message, _comments, _context in found:
            used[message if isinstance(message, tuple) else (message,)].append(f"{folder}/{path}")
    return dict(used)


@cache
def french_catalogues() -> dict[str, Catalog]:
    paths = sorted((ROOT / "translations" / "fr").glob("*.po"))
    return {path.name: read_catalogue(path) for path in paths}


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale="fr", abort_invalid=True)


def key(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def french() -> list[tuple[str, Message]]:
    """Every message of every catalogue, with the catalogue's name."""
    return [(name, message) for name, catalogue in french_catalogues().items() for message in catalogue if message.id]


def is_whole(message: Message) -> bool:
    expected = 2 if message.pluralizable else 1
    return not message.fuzzy and len(forms(message)) == expected and all(text.strip() for text in forms(message))


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_every_string_has_its_french_text():
    translated = {key(message) for _, message in french() if is_whole(message)}
    # gettext finds a plural message by its singular alone, so one entry may serve both calls.
    singulars = {ids[0] for ids in translated}
    missing = {
        ids: files
        for ids, files in used_in_sources().items()
        if ids not in translated and (len(ids) > 1 or ids[0] not in singulars)
    }
    assert missing == {}


def test_no_french_text_is_left_empty_or_in_doubt():
    assert [(name, message.id) for name, message in french() if not is_whole(message)] == []


def test_no_french_text_outlives_its_string():
    used = {ids[0] for ids in used_in_sources()}
    assert [(name, message.id) for name, message in french() if key(message)[0] not in used] == []
    assert [name for name, catalogue in french_catalogues().items() if catalogue.obsolete] == []


def test_a_string_that_two_catalogues_translate_says_the_same_in_both():
    texts: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for _, message in french():
        texts[key(message)].add(forms(message))
    assert {ids: said for ids, said in texts.items() if len(said) > 1} == {}


def test_placeholders_are_the_same_in_both_languages():
    wrong = []
    for name, message in french():
        english, translated = key(message), forms(message)
        known = set().union(*map(placeholders, english))
        if placeholders(translated[-1]) != placeholders(english[-1]) or not placeholders(translated[0]) <= known:
            wrong.append((name, message.id))
    assert wrong == []


def test_french_is_set_as_french_is_set():
    wrong = [
        (name, text)
        for name, message in french()
        for text in forms(message)
        if WRONG_TYPOGRAPHY.search(without_code(text))
    ]
    assert wrong == []


def without_code(text: str) -> str:
    """The text without what is not language: placeholders, addresses, tags and entities."""
    return re.sub(r"%\(\w+\)[sd]|https?://\S+|<[^>]*>|&\w+;", "x", text)

"""From text to the words that are indexed and looked for: French first, English beside it, accents folded."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

LONGEST_WORD = 64  # the rest of a longer one is a key or an encoding that nobody types
LONGEST_BEGINNING = 15

WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
_ELISION = re.compile(r"^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_APOSTROPHES = re.compile(r"['’ʼ]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})

# Only words that carry no subject of their own: "été", "mine" and "pas" may be what somebody is looking for.
_FRENCH_STOP_WORDS = """
    a ai ainsi alors après as au aucun aussi autre aux avait avant avec avez avoir avons ayant c car ce ceci cela
    celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des donc dont du elle elles
    en encore entre es est et étaient était étant être eu eux fait il ils j je l la là le les leur leurs lui m ma
    mais me même mes mon n ne ni nos notre nous on ont ou où par parce pendant peu peut pour pourquoi puis qu quand
    que quel quelle quelles quels qui quoi s sa sans se sera ses si sinon son sont sous sur t ta te tes toi ton
    toujours tous tout toute toutes très tu un une vers vos votre vous y à ça
"""
_ENGLISH_STOP_WORDS = """
    about after all also am an and any are as at be because been before being between both but by can could did do
    does doing during each few for from further had has have having he her here hers him his how i if in into is it
    its just more most my no nor not of off on once only or other our out over own same she should so some such
    than that the their them then there these they this those through to too under until up very was we were what
    when where which while who whom why will with would you your
"""
_STOP_WORDS = frozenset(_FRENCH_STOP_WORDS.split()) | frozenset(_ENGLISH_STOP_WORDS.split())


class Forms(NamedTuple):
    """A word as the index knows it: folded, and folded after stemming in each language.

    In French there may be two stems, with and without its accents, as many people type none.
    """

    plain: str
    french: frozenset[str]
    english: str
    stop: bool


class Word(NamedTuple):
    """A word and where it stands in its text."""

    forms: Forms
    start: int
    end: int


def compose(text: str) -> str:
    """The text with its accents joined to their letters, as `words` expects it."""
    return unicodedata.normalize("NFC", text)


def fold(word: str) -> str:
    """The word without case, accents and ligatures: Œuvré becomes oeuvre."""
    word = word.casefold()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(part for part in parts if not unicodedata.combining(part))


def forms(text: str) -> list[Forms]:
    """The forms of the words of a composed text, in order: what `words` gives, without the places."""
    return [found for found in map(forms_of, WORD.findall(text)) if found.plain]


def words(text: str) -> Iterator[Word]:
    """The words of a composed text, in order, without their elisions."""
    for match in WORD.finditer(text):
        forms = forms_of(match.group())
        if forms.plain:
            yield Word(forms, match.start(), match.end())


def without_elision(word: str) -> str:
    """The word as written, without the article or pronoun that leans on it."""
    return _ELISION.sub("", word)


def beginnings(plain: str) -> list[str]:
    """Every beginning of a folded word, for finding it while it is typed."""
    return [plain[:length] for length in range(1, min(len(plain), LONGEST_BEGINNING) + 1)]


@lru_cache(maxsize=32_768)
def forms_of(raw: str) -> Forms:
    """The forms of one word as it was written.

    Stems are made before folding, because the French rules read the accents.
    """
    word = raw[: 2 * LONGEST_WORD].casefold()
    word = _APOSTROPHES.sub("", _POSSESSIVE.sub("", without_elision(word)))[:LONGEST_WORD]
    plain = fold(word)
    return Forms(plain, frozenset({fold(_french(word)), _french(plain)}), fold(_english(word)), word in _STOP_WORDS)


_french = Stemmer.Stemmer("french").stemWord
_english = Stemmer.Stemmer("english").stemWord

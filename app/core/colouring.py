"""Colours in code: which words of a piece of code mean what, by Pygments, in bounded time.

Its expressions can be made to look at the same characters again and again: a thousand tabs in C cost hundredths of a
second, ten thousand many seconds, within one piece. So the process's own clock interrupts them.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby, starmap

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, String, Token, _TokenType

MOST_CODE = 10_000
"""How many characters of a text's code are coloured; the blocks that would go beyond stay plain."""
MOST_PIECES = 1_000
"""How many pieces of a text have a colour: each costs the allow-list as much as a piece of HTML that somebody sent."""
MOST_SECONDS = 0.025
"""How much work the colours of one text may be: what is built to cost more stays plain."""

LANGUAGES = {
    "Bash": ("bash", "sh", "shell", "zsh"),
    "C": ("c", "h"),
    "C++": ("cpp", "c++", "hpp"),
    "C#": ("csharp", "c#", "cs"),
    "CSS": ("css",),
    "Diff": ("diff", "patch"),
    "Dockerfile": ("docker", "dockerfile"),
    "Go": ("go", "golang"),
    "GraphQL": ("graphql",),
    "Haskell": ("haskell", "hs"),
    "HTML": ("html",),
    "Java": ("java",),
    "JavaScript": ("javascript", "js", "jsx"),
    "JSON": ("json",),
    "Kotlin": ("kotlin", "kt"),
    "Lua": ("lua",),
    "Makefile": ("make", "makefile"),
    "nginx": ("nginx",),
    "Perl": ("perl", "pl"),
    "PHP": ("php",),
    "PowerShell": ("powershell", "ps1"),
    "Python": ("python", "py", "python3"),
    "R": ("r",),
    "Ruby": ("ruby", "rb"),
    "Rust": ("rust", "rs"),
    "SCSS": ("scss",),
    "SQL": ("sql",),
    "Swift": ("swift",),
    "Terraform": ("terraform", "hcl", "tf"),
    "TeX": ("tex", "latex"),
    "TOML": ("toml",),
    "TypeScript": ("typescript", "ts", "tsx"),
    "Visual Basic": ("vbnet", "vb"),
    "XML": ("xml", "svg"),
    "YAML": ("yaml", "yml"),
}
"""What the languages are called that have colours, and by which words one names them; the first is Pygments’ own."""
_BY_WORD = {word: name for name, words in LANGUAGES.items() for word in words}

_MEANINGS = {
    Comment: "comment",
    Keyword: "keyword",
    Keyword.Type: "type",
    Name.Attribute: "name",
    Name.Builtin: "type",
    Name.Class: "type",
    Name.Decorator: "name",
    Name.Exception: "type",
    Name.Function: "name",
    Name.Tag: "keyword",
    Number: "number",
    String: "string",
    Generic.Deleted: "deleted",
    Generic.Heading: "comment",
    Generic.Inserted: "inserted",
    Generic.Subheading: "comment",
}
MEANINGS = frozenset(_MEANINGS.values())
"""What pieces of code may mean; the style sheet has a colour for each, as `code-` and this word."""


def find_language(info: str) -> str | None:
    """What the language is called that a block of code names by its first word; None for one without colours."""
    words = info.split(maxsplit=1)
    return _BY_WORD.get(words[0].casefold()) if words else None


class _Spent(Exception):
    """The work that colours may be is done."""


@dataclass
class Colours:
    """The colours of one text’s blocks of code, which share what may be coloured and how much work that may be."""

    characters: int = MOST_CODE
    pieces: int = MOST_PIECES
    seconds: float = MOST_SECONDS

    def html_of(self, code: str, language: str) -> str:
        """The code as HTML in which `span`s say what its pieces mean; without them where it is too much."""
        plain = escape(code, quote=False)
        if len(code) > self.characters or self.seconds <= 0 or self.pieces < 0:
            return plain
        self.characters -= len(code)
        lexer, began = _lexer_of(language), time.process_time()
        try:
            with _at_most(self.seconds):
                pieces = list(_pieces(code, lexer))
        except _Spent:
            return plain
        finally:
            self.seconds -= time.process_time() - began
        self.pieces -= sum(meaning is not None for meaning, _text in pieces)
        is_whole = "".join(text for _meaning, text in pieces) == code
        return "".join(starmap(_html_of, pieces)) if is_whole and self.pieces >= 0 else plain


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _Spent in the middle of what is more work than that, also of one expression; nothing in it may wait.

    Only the main thread can be interrupted, in which the server does all that people ask; in another one it is raised
    at once.
    """
    try:
        signal.signal(signal.SIGVTALRM, _interrupt)
    except ValueError:
        raise _Spent from None
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _interrupt(*_: object) -> None:
    raise _Spent


def _html_of(meaning: str | None, text: str) -> str:
    return f'<span class="code-{meaning}">{escape(text, quote=False)}</span>' if meaning else escape(text, quote=False)


def _pieces(code: str, lexer: Lexer) -> Iterator[tuple[str | None, str]]:
    """The pieces of code one after the other, each with what it means."""
    found = ((_meaning_of(kind), text) for _at, kind, text in lexer.get_tokens_unprocessed(code))
    for meaning, same in groupby(found, key=lambda piece: piece[0]):
        yield meaning, "".join(text for _meaning, text in same)


@cache
def _lexer_of(language: str) -> Lexer:
    return get_lexer_by_name(LANGUAGES[language][0])


@cache
def _meaning_of(kind: _TokenType) -> str | None:
    while kind not in _MEANINGS and kind is not Token and kind.parent is not None:
        kind = kind.parent
    return _MEANINGS.get(kind)

"""Found words: where the words of a search stand in a text that is shown, so that one sees at once why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html.parser import HTMLParser

from flask import Flask
from markupsafe import Markup, escape

from app.core.folding import unaccented, words_of
from app.core.richtext import INLINE_TAGS

_WITHIN = INLINE_TAGS - {"br"}  # what stands inside a line: a word may go on behind it
_unaccented = lru_cache(maxsize=1024)(unaccented)


def init_app(app: Flask) -> None:
    """Let templates mark words: `{{ said.html | found(q) }}`, in what is no HTML `{{ name | e | found(q) }}`."""
    app.add_template_filter(mark_words, "found")


def mark_words(html: str, q: str) -> Markup:
    """HTML that `render` or `escape` made, with `<mark>` around each place where a word of `q` stands.

    Words are compared as `fold` compares them, so without case and accents, and as parts of others too. One that goes
    on behind the end of an emphasis, a link or a colour is marked in pieces; addresses and tags stay as they are.
    """
    wanted = dict.fromkeys(words_of(q))
    if not wanted:
        return Markup(html)  # noqa: S704 (as it came)
    reader = _Pieces()
    reader.feed(str(html))  # plain, for what is read from it is escaped anew
    reader.close()
    for run in reader.runs:
        _mark_run(run, wanted)
    return Markup("").join(piece.shown() for piece in reader.pieces)


class _Text:
    """Some text between two tags, and which of its signs are marked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marked = bytearray(len(text))

    def shown(self) -> Markup:
        parts, start = [], 0
        for end in range(1, len(self.text) + 1):
            if end == len(self.text) or self.marked[end] != self.marked[start]:
                part = escape(self.text[start:end])
                parts.append(Markup("<mark>{}</mark>").format(part) if self.marked[start] else part)
                start = end
        return Markup("").join(parts)


class _Tag:
    """A tag as it was written."""

    def __init__(self, written: str) -> None:
        self._written = written

    def shown(self) -> Markup:
        return Markup(self._written)  # noqa: S704 (as it came through the sanitizer)


class _Pieces(HTMLParser):
    """HTML in tags and texts, and those texts together that stand on one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Text | _Tag] = []
        self.runs: list[list[_Text]] = [[]]

    def handle_data(self, data: str) -> None:
        text = _Text(data)
        self.pieces.append(text)
        self.runs[-1].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (its signature)
        self._tag(tag, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"</{tag}>")

    def _tag(self, tag: str, written: str) -> None:
        self.pieces.append(_Tag(written))
        if tag not in _WITHIN:
            self.runs.append([])


def _mark_run(run: Sequence[_Text], wanted: Iterable[str]) -> None:
    signs = [(text, at) for text in run for at in range(len(text.text))]
    folded: list[str] = []
    whose: list[int] = []  # which sign of the run each folded sign comes from
    for number, (text, at) in enumerate(signs):
        plain = _unaccented(text.text[at])
        folded.append(plain)
        whose += [number] * len(plain)
    whose.append(len(signs))
    line = "".join(folded)
    for word in wanted:
        for start in _places(line, word):
            last, behind = whose[start + len(word) - 1], whose[start + len(word)]
            for text, at in signs[whose[start] : max(last + 1, behind)]:  # with accents that follow as signs
                text.marked[at] = 1


def _places(line: str, word: str) -> Iterator[int]:
    at = line.find(word)
    while at >= 0:
        yield at
        at = line.find(word, at + len(word))

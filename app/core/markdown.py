"""The Markdown of this house: people's text parsed in bounded time, with its links, mentions and topics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.core.colouring import LANGUAGES, Colours, find_language
from app.core.emoji import find_emoji

MAX_BRACKETS = 1_000  # each "[" may make the parser look at the whole rest of the text
MAX_CELLS = 4_000  # a wide heading row makes a table out of lines that are nearly empty
MAX_EMPHASIS = 8
MAX_NESTING = 20

_PIECE = re.compile(
    r"""(?<![\w@])(?P<url>[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"`]+)
      | (?<![\w@/.+-])@(?P<handle>[A-Za-z0-9][A-Za-z0-9._-]*+)(?![\w@])
      | (?<![\w:]):(?P<emoji>[a-z0-9_+-]{1,60}+):(?![\w:])
      | (?<![\w&/\#])\#(?P<topic>(?!\d++(?![\w-]))[^\W_][\w\u0300-\u036f-]{0,63}+)(?!\w)""",
    re.VERBOSE,
)
_PAGE = re.compile(r"\[\[(?P<title>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]|\n]{1,200}))?\]\]")
_LINK = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s@]+@)", re.IGNORECASE)
_DELIMITER_ROW = re.compile(r"[-:|\s>*+.\d]+")
_EMPHASIS = {"em", "strong", "s"}


@dataclass(frozen=True)
class Mention:
    """Whom a handle names; `label` is shown after the @ and `url` is an address of this house. Of "all", who are found
    nowhere in particular, neither: what was written stands there, without a link.
    """

    kind: Literal["person", "group", "department", "all"]
    id: object = None
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class PageLink:
    """Where `[[Title]]` leads: to the page of that title, or to where it can be written."""

    url: str
    is_there: bool


@dataclass
class Reading:
    """One reading of a text: what the reader knows before, and the names met on the way."""

    mentions: Mapping[str, Mention] = field(default_factory=dict)
    topic_url: Callable[[str], str] | None = None
    find_page: Callable[[str], PageLink] | None = None
    handles: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    colours: Colours = field(default_factory=Colours)


def to_html(text: str, reading: Reading) -> str:
    """The text as HTML that still has to pass the allow-list."""
    html: str = _parser_for(text).render(text, {"reading": reading})
    return html


def to_inline_html(text: str, reading: Reading) -> str:
    """The same without paragraphs, lists or headings."""
    html: str = _parser_for(text).renderInline(text, {"reading": reading})
    return html


def read(text: str) -> Reading:
    """The names in a text, without its HTML."""
    reading = Reading()
    _parser_for(text).parse(text, {"reading": reading})
    return reading


def _parser_for(text: str) -> MarkdownIt:
    lines = text.split("\n")
    columns = max((line.count("|") for line in lines if _DELIMITER_ROW.fullmatch(line)), default=0)
    costly = text.count("[") > MAX_BRACKETS or columns * len(lines) > MAX_CELLS
    return _plain_parser if costly else _parser


def _finish(state: StateCore) -> None:
    """The house's rule on parsed text: links, mentions, quieter headings, no images, bounded depth."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = list(_without_deep_emphasis(_linked(token.children or [], state)))
        elif token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"  # h1 and h2 belong to the page
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            # the content security policy forbids style attributes
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}


def _without_deep_emphasis(tokens: Iterable[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.tag not in _EMPHASIS:
            yield token
            continue
        depth += token.nesting > 0
        if depth <= MAX_EMPHASIS:
            yield token
        depth -= token.nesting < 0


def _linked(tokens: list[Token], state: StateCore) -> Iterator[Token]:
    inside_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside_link = token.nesting > 0
            if inside_link:
                token.attrs["rel"] = "nofollow noopener ugc"
            yield token
        elif token.type == "image":
            label = token.content or str(token.attrs["src"])
            yield from [_text(label)] if inside_link else _link(label, str(token.attrs["src"]))
        elif token.type == "text" and not inside_link:
            yield from _with_pages(token.content, state)
        else:
            yield token


def _with_pages(text: str, state: StateCore) -> Iterator[Token]:
    """Split one run of text at its links to pages, where there are pages."""
    find_page, position = state.env["reading"].find_page, 0
    for match in _PAGE.finditer(text) if find_page else ():
        found = find_page(match["title"])
        yield from _pieces(text[position : match.start()], state)
        yield from _link(
            match["words"] or match["title"], found.url, **{"class": "page" if found.is_there else "absent"}
        )
        position = match.end()
    yield from _pieces(text[position:], state)


def _pieces(text: str, state: StateCore) -> Iterator[Token]:
    """Split one run of text at its addresses, mentions, emoji and topics."""
    reading: Reading = state.env["reading"]
    position = 0
    for match in _PIECE.finditer(text):
        if match["url"]:
            written, tokens = _address(match["url"], state.md)
        elif match["handle"]:
            written, tokens = _mention(match["handle"], reading)
        elif match["emoji"]:
            written, tokens = match[0], _emoji(match["emoji"])
        else:
            written, tokens = _topic(match["topic"], reading)
        if tokens:
            yield _text(text[position : match.start()])
            yield from tokens
            position = match.start() + len(written)
    yield _text(text[position:])


def _address(url: str, parser: MarkdownIt) -> tuple[str, list[Token]]:
    """A bare address, without the punctuation that closes the sentence around it."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while url[end - 1] in "?!.,:;*_~'…»”’" or (url[end - 1] == ")" and unopened > 0):
        unopened -= url[end - 1] == ")"
        end -= 1
    target = parser.normalizeLink(url[:end])
    return url[:end], _link(url[:end], target) if parser.validateLink(target) else []


def _mention(written: str, reading: Reading) -> tuple[str, list[Token]]:
    names = dict.fromkeys((written, written.rstrip("._-")))  # the longer first
    reading.handles.update(name.lower() for name in names)
    for name in names:
        mention = reading.mentions.get(name.lower())
        if mention and mention.kind == "all":
            return f"@{name}", _unlinked(f"@{name}")
        if mention:
            attributes = {"class": "mention", f"data-{mention.kind}-id": str(mention.id)}
            return f"@{name}", _link(f"@{mention.label}", mention.url, **attributes)
    return "", []


def _unlinked(label: str) -> list[Token]:
    opening = Token("span_open", "span", 1, attrs={"class": "mention"})
    return [opening, _text(label), Token("span_close", "span", -1)]


def _emoji(code: str) -> list[Token]:
    found = find_emoji(code)
    return [_text(found)] if found else []


def _topic(written: str, reading: Reading) -> tuple[str, list[Token]]:
    word = written.rstrip("-")
    topic = unicodedata.normalize("NFC", word).casefold()
    reading.topics.add(topic)
    if not reading.topic_url:
        return "", []
    return f"#{word}", _link(f"#{word}", reading.topic_url(topic), **{"class": "topic"})


def _link(label: str, target: str, **attributes: str) -> list[Token]:
    own = attributes or {"rel": "nofollow noopener ugc"}
    opening = Token("link_open", "a", 1, attrs={"href": target, **own})
    return [opening, _text(label), Token("link_close", "a", -1)]


def _fence(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    """A block of code: with colours and the name of its language where it has one that is known."""
    token = tokens[place]
    language = find_language(token.info)
    if language is None:
        return RendererHTML.fence(renderer, tokens, place, options, env)
    code = env["reading"].colours.html_of(token.content, language)
    return f'<pre data-language="{language}"><code class="language-{LANGUAGES[language][0]}">{code}</code></pre>\n'


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link_allowed(url: str) -> bool:
    if not _LINK.match(url):
        return False
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


class _Parser(MarkdownIt):
    """A parser with the house's links and the house's last rule."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the parser's own name)
        return _link_allowed(url)


def _built(preset: str, *rules: str) -> MarkdownIt:
    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": MAX_NESTING}
    parser = _Parser(preset, options).enable(rules)
    parser.core.ruler.after("inline", "finish", _finish)
    parser.add_render_rule("fence", _fence)
    return parser


# reference definitions are left out: they would hold text that no reader ever sees
_parser = _built("commonmark", "table", "strikethrough").disable("reference")
_plain_parser = _built("zero", "newline")

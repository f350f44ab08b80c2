"""Rich text: the Markdown that people write, as HTML that is safe to show; the only user of bleach."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from bleach.sanitizer import Cleaner

from app.core.colouring import LANGUAGES, MEANINGS
from app.core.errors import Invalid
from app.core.markdown import Mention, PageLink, Reading, read, to_html, to_inline_html

__all__ = ["Mention", "PageLink", "UnfitText", "checked", "parse_mentions", "parse_topics", "plain_body", "plain_text"]
__all__ += ["MAX_LENGTH", "MENTION_OF_ALL", "RENDERER_VERSION", "render", "render_inline", "shortened"]

RENDERER_VERSION = 1  # raised with every change for which old texts should be rendered again
MAX_LENGTH = 20_000

INLINE_TAGS = frozenset({"a", "br", "em", "strong", "s", "code", "span"})
TABLE_TAGS = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
BLOCK_TAGS = frozenset({"p", "hr", "pre", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6"})
TAGS = INLINE_TAGS | TABLE_TAGS | BLOCK_TAGS
ATTRIBUTES = {
    "a": {"href", "title", "rel", "class", "data-person-id", "data-group-id", "data-department-id"},
    "ol": {"start"},
    "code": {"class"},
    "pre": {"data-language"},
    "span": {"class"},
    "th": {"class"},
    "td": {"class"},
}
SCHEMES = frozenset({"http", "https", "mailto"})
_CLASSES = {
    "a": re.compile("mention|topic|page|absent"),
    "code": re.compile(r"language-[\w+#.-]{1,30}"),
    "span": re.compile(f"mention|code-({'|'.join(sorted(MEANINGS))})"),
    "th": re.compile("align-(left|center|right)"),
    "td": re.compile("align-(left|center|right)"),
}
MENTION_OF_ALL = '<span class="mention">'
"""What stands in HTML that `render` made where all who read it are mentioned, and nowhere else."""
_ENDS = dict.fromkeys(INLINE_TAGS, "") | {"li": "\n", "tr": "\n", "td": " ", "th": " "}
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # those that keep a French colon on its line stay as they are
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class UnfitText(Invalid):
    """The text cannot be kept as text: it is too long, or not valid Unicode."""


def checked(body: str) -> str:
    """The text with plain line ends and without control characters. Raises UnfitText."""
    if len(body) > MAX_LENGTH:
        raise UnfitText(f"longer than {MAX_LENGTH} characters")
    try:
        body.encode()
    except UnicodeEncodeError as error:
        raise UnfitText("not valid Unicode") from error
    return _CONTROLS.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))


def render(
    body: str,
    *,
    mentions: Mapping[str, Mention] | None = None,
    topic_url: Callable[[str], str] | None = None,
    find_page: Callable[[str], PageLink] | None = None,
) -> str:
    """Markdown as safe HTML.

    Handles found in `mentions` (its keys are lower case) become links, others stay text; so do topics
    where `topic_url` is not given, and `[[Title]]` where `find_page` is not. Texts built to cost much time
    come out as plain paragraphs. Raises UnfitText.
    """
    return _cleaned(to_html(checked(body), Reading(mentions or {}, topic_url, find_page)))


def render_inline(body: str, *, mentions: Mapping[str, Mention] | None = None) -> str:
    """The same for a short text: emphasis, code and links, but no paragraphs, lists or headings."""
    return _cleaned(to_inline_html(checked(body), Reading(mentions or {})))


def parse_mentions(body: str) -> frozenset[str]:
    """The handles a text may name, in lower case; code, links and escaped signs name nobody.

    For "@ada." both "ada." and "ada" are given, since a handle may end with a dot: `render` prefers
    the longer.
    """
    return frozenset(read(checked(body)).handles)


def parse_topics(body: str) -> frozenset[str]:
    """The topics (`#word`) of a text, case-folded."""
    return frozenset(read(checked(body)).topics)


def plain_text(html: str, limit: int | None = None, *, lines: bool = False) -> str:
    """The words of HTML that `render` made, in at most `limit` characters; on one line unless `lines`."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    written = "".join(reader.words)
    if lines:
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in written.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
    else:
        text = _SPACES.sub(" ", written).strip()
    return text if limit is None else shortened(text, limit)


def plain_body(body: str, limit: int | None = None, *, lines: bool = False) -> str:
    """The words of a Markdown text, without its signs. Raises UnfitText."""
    return plain_text(render(body), limit, lines=lines)


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, cut between words where it can be."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    whole_words = kept.rpartition(" ")[0] if text[len(kept)] != " " else kept
    long_enough = len(whole_words) > limit // 2
    return ((whole_words if long_enough else kept).rstrip(" ,;:.") + "…")[:limit]


class _Words(HTMLParser):
    """Collects the text of HTML, with line ends where blocks end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.in_code = False

    def handle_data(self, data: str) -> None:
        # between tags a line end is only layout, except in a block of code
        self.words.append(data if self.in_code else data.replace("\n", " "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (its signature)
        self.in_code = self.in_code or tag == "pre"
        if tag in {"br", "hr"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.in_code = self.in_code and tag != "pre"
        self.words.append(_ENDS.get(tag, "\n\n"))


def _attribute_allowed(tag: str, name: str, value: str) -> bool:
    if name not in ATTRIBUTES.get(tag, set()):
        return False
    if name == "class":
        return bool(_CLASSES[tag].fullmatch(value))
    if name == "data-language":
        return value in LANGUAGES
    return name != "start" or (value.isascii() and value.isdecimal())


def _cleaned(html: str) -> str:
    with _cleaning:
        return str(_cleaner.clean(html))


_cleaner = Cleaner(TAGS, _attribute_allowed, SCHEMES, strip=True)
_cleaning = threading.Lock()  # a Cleaner keeps its parser's state: one text at a time

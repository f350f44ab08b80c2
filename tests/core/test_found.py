"""Marking the words that were looked for in texts that are shown."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from app.core.folding import fold, words_of
from app.core.found import mark_words
from app.core.richtext import plain_text, render

BODY = """\
# La grue & le câble

Voir [la **gr**ue du quai](https://house.example/grue?a=1&amp=2 "grue") et `grue --quai`,
<script>grue("quai")</script> &amp; <b onclick="grue">quai</b> @grue #quai

| grue | quai |
| --- | --- |
| amp | lt |

```python
grue = "quai"  # script
```
"""


def shown(body, q):
    return str(mark_words(render(body), q)).strip()


@pytest.mark.parametrize(
    ("body", "q", "marked"),
    [
        ("Le câble", "CABLE", ["câble"]),
        ("Le câble", "cÂbl", ["câbl"]),
        ("L’été d’Œdipe", "l'ete oedip", ["L’été", "Œdip"]),
        ("Straße", "stras", ["Straß"]),
        ("cafe\u0301 noir", "cafe", ["cafe\u0301"]),
        ("ababab", "ab", ["ababab"]),
        ("grue quai", "quai grue", ["grue", "quai"]),
        ("grue", "grues", []),
        ("grue", "", []),
        ("gr\n\nue", "grue", []),
    ],
)
def test_words_are_marked_without_case_and_accents_and_as_parts_of_others(body, q, marked):
    assert re.findall("<mark>(.*?)</mark>", shown(body, q)) == marked


def test_a_word_that_goes_on_behind_an_emphasis_is_marked_in_pieces():
    assert shown("du **câ**ble", "cable") == "<p>du <strong><mark>câ</mark></strong><mark>ble</mark></p>"


def test_signs_of_html_are_shown_as_they_were_written_and_marked_as_such():
    assert shown("a &amp; b <i>", "amp") == "<p>a &amp; b &lt;i&gt;</p>"
    assert shown("1 < 2 > 0", "<") == "<p>1 <mark>&lt;</mark> 2 &gt; 0</p>"


def unquoted(html):
    """Without the two ways of writing a quotation mark, which mean the same between tags."""
    return html.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")


@pytest.mark.parametrize(
    "q", ["grue quai", "script b", "amp lt gt quot", "a", "p", "href", "<", "&", '"', "1", "onclick", "mark"]
)
def test_marks_change_neither_the_tags_nor_the_words_of_a_text(q):
    html = render(BODY)
    marked = str(mark_words(html, q))
    assert unquoted(re.sub("</?mark>", "", marked)) == unquoted(html)
    assert not re.search(r"<[^>]*</?mark", marked)


def test_what_a_search_finds_is_marked():
    text = plain_text(render(BODY))
    for word in ("grue", "CÂBLE", "quai"):
        assert all(part in fold(text) for part in words_of(word))
        assert "<mark>" in shown(BODY, word)


def test_a_name_is_escaped_before_it_is_marked():
    assert mark_words(escape('<img src=x onerror="alert(1)">grue'), "onerror grue") == (
        "&lt;img src=x <mark>onerror</mark>=&#34;alert(1)&#34;&gt;<mark>grue</mark>"
    )

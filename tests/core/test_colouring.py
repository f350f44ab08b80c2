"""Colours in code: what pieces of it mean, and that no code costs more for them than it may."""

from __future__ import annotations

import time

import pytest

from app.core.colouring import LANGUAGES, MEANINGS, MOST_CODE, MOST_PIECES, Colours
from app.core.richtext import plain_text, render
from tests.support.tree import ROOT

SHEET = ROOT / "static/css/components/code.css"


def fenced(code: str, language: str = "python", fence: str = "```") -> str:
    return f"{fence}{language}\n{code}\n{fence}"


def test_a_language_is_named_and_its_pieces_have_meanings():
    assert render(fenced('def area(x: int):  # in m²\n    return x * 2 + len("m²")')) == (
        '<pre data-language="Python"><code class="language-python">'
        '<span class="code-keyword">def</span> <span class="code-name">area</span>'
        '(x: <span class="code-type">int</span>):  <span class="code-comment"># in m²</span>\n'
        '    <span class="code-keyword">return</span> x * <span class="code-number">2</span> + '
        '<span class="code-type">len</span>(<span class="code-string">"m²"</span>)\n</code></pre>\n'
    )
    assert '<span class="code-deleted">-old</span>\n<span class="code-inserted">+new</span>' in render(
        fenced("-old\n+new", "diff")
    )


@pytest.mark.parametrize("word", ["py", "Python3", "python title=x.py", "  python  "])
def test_a_language_is_known_by_several_words(word):
    assert 'data-language="Python"' in render(fenced("pass", word))


@pytest.mark.parametrize("word", ["", "nonsense", "python<script>", 'python"onclick=alert(1)', "code-keyword"])
def test_other_languages_stay_plain(word):
    html = render(fenced("if x: pass", word))
    assert "if x: pass\n</code></pre>" in html
    assert "data-language" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_shows_all_of_its_code(language):
    code = 'a <b class="c">&amp; \'d\' é\u2028 €\n\n\t/* e */ f(1.5e3); $g @h #i\n  --- "j\n'
    for word in LANGUAGES[language]:
        html = render(fenced(code, word))
        assert f'<pre data-language="{language}">' in html
        assert plain_text(html, lines=True) == plain_text(render(fenced(code, "")), lines=True)


def test_what_is_written_by_hand_is_code_and_no_html():
    hostile = "<span class=\"code-keyword\">x</span></code></pre><script>alert(1)</script><b onclick='y'>"
    for language in ("html", "python", "php"):
        html = render(fenced(hostile, language))
        assert plain_text(html) == hostile
        assert "<script" not in html
        assert "<b" not in html
        assert html.count("</pre>") == 1
    assert "<span" not in render(hostile)
    assert "&lt;span class" in render(hostile)


def test_a_fence_inside_a_longer_one_is_code():
    html = render(fenced(fenced("x = 1", "sql"), "markdown", "~~~~") + "\n\n" + fenced(fenced("x = 1"), "py", "````"))
    assert html.count("<pre") == 2
    assert html.count("data-language") == 1
    assert "```sql" in html


def test_every_meaning_has_a_colour():
    sheet = SHEET.read_text(encoding="utf-8")
    assert [meaning for meaning in sorted(MEANINGS) if f".code-{meaning} {{" not in sheet] == []


def test_what_is_much_stays_plain_and_whole():
    line = "x = 1\n"
    short, long = line * 20, line * (MOST_CODE // len(line))
    html = render(fenced(short) + "\n\n" + fenced(long) + "\n\n" + fenced(short))
    coloured = [part for part in html.split("<pre ")[1:] if "code-number" in part]
    assert len(coloured) == 2
    assert html.count("x = ") == 40 + MOST_CODE // len(line)
    many = "1,\n" * (MOST_PIECES + 1)
    assert "<span" not in render(fenced(many, "json"))
    assert render(fenced(many[:300], "json")).count("<span") == 100


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("c", "\n "),
        ("csharp", "a\n "),
        ("kotlin", "a."),
        ("java", "\n"),
        ("diff", "a("),
        ("html", "<a "),
        ("js", "'\\"),
    ],
)
def test_code_that_is_built_to_cost_much_time_stays_plain(language, piece):
    Colours().html_of("x", next(name for name, words in LANGUAGES.items() if language in words))
    code = (piece * MOST_CODE)[: MOST_CODE - 10]
    began = time.process_time()
    html = render(fenced(code, language))
    assert time.process_time() - began < 0.3  # some 0.03 on a machine of these days
    assert plain_text(html).split() == code.split()


@pytest.mark.parametrize(("language", "first", "piece"), [("c", "$", "\t"), ("cpp", "a", "\n")])
def test_an_expression_that_would_look_at_the_same_again_and_again_is_interrupted(language, first, piece):
    code = first + piece * (MOST_CODE - 10)
    began = time.process_time()
    html = render(fenced(code, language))
    assert time.process_time() - began < 0.3  # uninterrupted some seconds
    assert "<span" not in html
    assert "<span" in render(fenced("if (x) return 1;", language)), "the next one has its colours"


def test_colours_that_took_too_long_are_left_out():
    spent = Colours(seconds=0)
    assert spent.html_of("if x: <b>", "Python") == "if x: &lt;b&gt;"
    assert "<span" in Colours().html_of("if x: <b>", "Python")

"""Parts of pages that are kept show what they are given, and nothing of who asked first."""

import re

import pytest
from markupsafe import Markup

from app.core.fragments import kept
from tests.support.tree import ROOT, files

CALL = re.compile(r"""kept\(\s*["']([\w/.]+)["']""")
OF_THE_REQUEST = re.compile(
    r"\b(request|session|g|frame|organisation|language|current_user|csrf_token|csrf|get_flashed_messages)\b(?!\s*=)"
)
SHELL = re.compile(r"""render_shell\(\s*["']([\w/.]+)["']""")
UNDER_THE_FRAME = {"frame", "organisation", "language", "csrf_token", "csrf"}
"""What a shell's own templates may ask: it is part of what the shell is kept under, or has a place in it."""
STRINGS = re.compile(r"""(["']).*?\1""", re.DOTALL)
TAGS = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
REFERENCES = re.compile(r"""{%-?\s*(?:include|from|import|extends)\s+["']([\w/.]+)["']""")


def text(template):
    return (ROOT / "templates" / template).read_text(encoding="utf-8")


def words_of_the_request(template):
    parts = [template, *(name for name in REFERENCES.findall(text(template)) if "/_" in name)]
    tags = (STRINGS.sub("", tag) for part in parts for tag in TAGS.findall(text(part)))
    return {word for tag in tags for word in OF_THE_REQUEST.findall(tag)}


def kept_templates():
    return sorted({name for path in files(("templates",), ".html") for name in CALL.findall(text(path[10:]))})


def test_some_parts_are_kept():
    assert "layouts/_navigation.html" in kept_templates()


@pytest.mark.parametrize("template", kept_templates())
def test_a_kept_part_asks_nothing_of_the_request(template):
    assert words_of_the_request(template) == set()


def test_the_same_values_give_the_same_part_and_others_another(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        closed = kept("components/_scene.html", variant="closed")
        assert isinstance(closed, Markup)
        assert kept("components/_scene.html", variant="closed") is closed
        assert kept("components/_scene.html", variant="home") != closed


def test_each_language_has_its_own(app):
    said = []
    for language in ("fr", "en"):
        with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
            said.append(kept("layouts/_words.html"))
    assert said[0] != said[1]


def shells():
    return sorted(
        {
            name
            for path in files(("app", "moderation", "search"), ".py")
            for name in SHELL.findall((ROOT / path).read_text())
        }
    )


def test_home_is_a_shell():
    assert "feed/home.html" in shells()


@pytest.mark.parametrize("template", shells())
def test_a_shell_asks_nothing_of_the_request_but_what_it_is_kept_under(template):
    assert words_of_the_request(template) <= UNDER_THE_FRAME

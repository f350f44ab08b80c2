"""Templates, style sheets and scripts keep to the Content-Security-Policy and to the layers."""

import re

import pytest

from tests.support.tree import ROOT, files

TEMPLATES = files(("templates",), ".html")
SHEETS = files(("static/css",), ".css")
SCRIPTS = files(("static/js",), ".js")

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>")
INLINE_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\sstyle=")
HANDLER = re.compile(r"<[^<>]*\s(?:on[a-z]+|hx-on[:\w-]*)=")
ELSEWHERE = re.compile(
    r"<(?:script|link|img|iframe|source|video|audio|object|embed|use)\b[^>]*\b(?:src|href|data)=[\"'](?:https?:)?//"
)
ICON = re.compile(
    r"""\bicon\(\s*"([a-z0-9-]+)"|\b(?:menu_item|button|link_button|action|note|chip|empty|attachment|lintel|menu)\([^{}]*?\bicon="([a-z0-9-]+)\""""
)


def source(path: str) -> str:
    return COMMENT.sub("", (ROOT / path).read_text("utf-8"))


def breaking(pattern: re.Pattern[str], paths: list[str]) -> dict[str, list[str]]:
    found = {path: [match.group().strip() for match in pattern.finditer(source(path))] for path in paths}
    return {path: matches for path, matches in found.items() if matches}


@pytest.mark.parametrize("pattern", [INLINE_SCRIPT, INLINE_STYLE, HANDLER, ELSEWHERE])
def test_no_template_needs_what_the_policy_forbids(pattern):
    mails = [path for path in TEMPLATES if "/mail/" in path or path.endswith(".mail.html")]
    assert breaking(pattern, [path for path in TEMPLATES if path not in mails]) == {}


def test_no_sheet_selects_by_id_or_shouts():
    plain = {path: re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", source(path), flags=re.DOTALL) for path in SHEETS}
    selectors = {path: re.findall(r"(?:^|[},{;])\s*([^{};]*)\{", text) for path, text in plain.items()}
    assert {
        path: found for path, found in selectors.items() if any(re.search(r"#[A-Za-z_]", one) for one in found)
    } == {}
    assert [path for path, text in plain.items() if "!important" in text] == []


def test_no_sheet_or_script_fetches_from_another_host():
    assert (
        breaking(
            re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import[^;]*//|\bfrom\s+[\"'](?:https?:)?//"), [*SHEETS, *SCRIPTS]
        )
        == {}
    )


def test_every_shared_sheet_has_its_layer():
    listed = set(re.findall(r'@import url\("([^"]+)"\) layer\(\w+\);', source("static/css/parvis.css")))
    shared = {
        path.removeprefix("static/css/")
        for path in SHEETS
        if "/rooms/" not in path and not path.endswith("/parvis.css")
    }
    assert shared == listed


def test_every_sheet_of_a_room_stays_in_the_layer_of_pages():
    rooms = [path for path in SHEETS if "/rooms/" in path]
    assert [
        path for path in rooms if not re.match(r"(?:\s*/\*.*?\*/)*\s*@layer pages \{", source(path), re.DOTALL)
    ] == []


def test_every_icon_is_in_the_sprite():
    known = set((ROOT / "static/icons.txt").read_text("utf-8").split())
    used = {name for path in TEMPLATES for found in ICON.findall(source(path)) for name in found if name}
    assert used - known == set()


def test_the_icons_stand_in_order_once_each():
    icons = (ROOT / "static/icons.txt").read_text("utf-8").split()
    assert icons == sorted(set(icons))


def test_every_behaviour_has_its_script():
    names = {
        name
        for path in TEMPLATES
        for value in re.findall(r'data-behavior="([^"{]+)"', source(path))
        for name in value.split()
    }
    paths = {name: f"static/js/{name if '/' in name else f'components/{name}'}.js" for name in names}
    assert {name for name, path in paths.items() if path not in SCRIPTS} == set()

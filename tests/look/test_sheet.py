"""Every component in a real browser: readable in each theme, at each width, and worked with the keyboard."""

import pytest

from tests.support.browser import PHONE, WIDE

pytestmark = pytest.mark.journey

THEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
}


@pytest.fixture
def sheet(visits, sheet_url):
    """Opens the sheet; the options are the browser's."""

    def opened(**options):
        visitor = visits.open(sheet_url, **options)
        visitor.goto("/components").wait_for_selector("html[data-ready]", state="attached")
        return visitor

    return opened


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(sheet, theme, viewport):
    visitor = sheet(viewport=viewport, bypass_csp=True, **THEMES[theme])
    assert visitor.accessibility_faults() == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sheet_needs_nothing_the_policy_forbids(sheet):
    visitor = sheet(viewport=WIDE)
    assert visitor.complaints == []
    visitor.assert_nothing_left_the_host()


def test_a_menu_is_walked_with_the_arrows_and_gives_the_focus_back(sheet):
    page = sheet(viewport=WIDE).page
    summary = page.get_by_label("Live menu")
    summary.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement.textContent.trim() === 'First'")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Second"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_dialog_opens_on_its_safe_answer_and_gives_the_focus_back(sheet):
    page = sheet(viewport=WIDE).page
    page.get_by_role("button", name="Open one").click()
    assert page.evaluate("document.activeElement.textContent") == "Stay"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Open one"


def test_a_theme_is_worn_at_once_and_kept(sheet):
    page = sheet(viewport=WIDE, color_scheme="light").page
    page.locator("label.segment", has_text="Dark").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 23, 30)"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

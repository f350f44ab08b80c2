"""A pair of hands on the keyboard: they walk to a place by keys, and each stop on the way can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Locator, Page

from tests.support.browser import Visitor

LONGEST_WALK = 80

_IS_FOCUSED = "element => element === document.activeElement"
_FOCUS_IS_SEEN = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
}"""


def press_until(page: Page, place: Locator, key: str = "Tab") -> None:
    """Walk with a key until a place has the focus."""
    place.wait_for(state="attached")
    for _ in range(LONGEST_WALK):
        if place.evaluate(_IS_FOCUSED):
            return
        page.keyboard.press(key)
        assert page.evaluate(_FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
    raise AssertionError(f"{LONGEST_WALK} presses do not lead to {place}")


@dataclass
class Hands:
    """The hands of a visitor; they have no mouse."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    def press(self, place: Locator, key: str = "Enter", *, by: str = "Tab") -> None:
        """Walk to a place, and press a key there."""
        press_until(self.page, place, by)
        self.page.keyboard.press(key)

    def write(self, place: Locator, text: str) -> None:
        """Walk to a field, and type."""
        press_until(self.page, place)
        self.page.keyboard.type(text)

    def write_moment(self, day: Locator, moment: datetime, hour: Locator | None = None) -> None:
        """Walk to a day and its hour, of the same field or one of its own, and type.

        Browsers differ in the order, so day and month are one number.
        """
        assert moment.day == moment.month
        self.write(day, f"{moment:%d%m%Y}")
        clock = f"{moment:%I%M%p}"  # where hours are counted to 24, letters are nothing
        if hour is not None:
            self.write(hour, clock)
        else:
            self.page.keyboard.press("ArrowRight")
            self.page.keyboard.type(clock)

    def follow(self, place: Locator) -> None:
        """Walk to what leads to a page, press it, and wait until that page is ready."""
        press_until(self.page, place)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_selector("html[data-ready]", state="attached")
